import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { formatBytes, formatDuration } from '../ui/format.ts';
import { Note } from '../ui/Note.tsx';
import { Progress } from '../ui/Progress.tsx';
import { ContinueUpload } from './ContinueUpload.tsx';
import { UploadDone } from './UploadDone.tsx';
import styles from './UploadRow.module.css';
import { hasFile, isActive, removeUpload, tryAgain, type Upload } from './upload-store.ts';

const labels: Readonly<Partial<Record<Upload['status'], string>>> = {
  waiting: 'Waiting',
  hashing: 'Computing checksum',
  requesting: 'Checking for an existing copy',
  sending: 'Uploading',
  verifying: 'Verifying',
};

/** One upload and its actions. */
export function UploadRow({ upload }: { upload: Upload }) {
  const { id, name, sizeBytes, status } = upload;
  return (
    <>
      <div className={styles.head}>
        <span className={styles.name}>
          <strong>{name}</strong> <span className={styles.size}>{formatBytes(sizeBytes)}</span>
        </span>
        <span className={styles.actions}>
          {status === 'failed' && hasFile(id) ? <Button onPress={() => tryAgain(id)}>Try again</Button> : null}
          <Button kind="quiet" onPress={() => removeUpload(id)} aria-label={`${removalOf(upload)} ${name}`}>
            {removalOf(upload)}
          </Button>
        </span>
      </div>
      {isActive(upload) || status === 'waiting' ? (
        <Progress label={labels[status] ?? status} percent={percentOf(upload)} detail={detailOf(upload)} />
      ) : null}
      {status === 'done' ? <UploadDone upload={upload} /> : null}
      {status === 'failed' ? <Failure error={upload.error} /> : null}
      {status === 'interrupted' ? (
        <Note tone="warn" title="This upload was interrupted.">
          <ContinueUpload upload={upload} />
        </Note>
      ) : null}
    </>
  );
}

const removalOf = (upload: Upload): string =>
  isActive(upload) || upload.status === 'waiting' ? 'Cancel' : upload.status === 'done' ? 'Dismiss' : 'Discard';

function percentOf({ status, doneBytes, sizeBytes }: Upload): number | undefined {
  if (status === 'waiting') return 0;
  if (status === 'requesting' || status === 'verifying') return undefined;
  return sizeBytes === 0 ? 100 : (doneBytes / sizeBytes) * 100;
}

function detailOf({ status, doneBytes, sizeBytes, bytesPerSecond, waitingFor }: Upload): string | undefined {
  if (waitingFor) return `Paused, resumes automatically: ${waitingFor}`;
  if (status !== 'hashing' && status !== 'sending') return undefined;
  const done = `${formatBytes(doneBytes)} of ${formatBytes(sizeBytes)}`;
  if (!bytesPerSecond) return done;
  const left = formatDuration((sizeBytes - doneBytes) / bytesPerSecond);
  return `${done} · ${formatBytes(bytesPerSecond)}/s · ${left} left`;
}
