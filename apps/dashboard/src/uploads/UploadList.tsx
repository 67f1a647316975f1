import { Card } from '../ui/Card.tsx';
import { Note } from '../ui/Note.tsx';
import styles from './UploadList.module.css';
import { UploadRow } from './UploadRow.tsx';
import { useOnline } from './use-online.ts';
import { useUploads } from './use-uploads.ts';

/** The files on their way, on every page that takes files. Nothing where there are none. */
export function UploadList() {
  const uploads = useUploads();
  const isOnline = useOnline();
  if (uploads.length === 0) return null;
  const isWaiting = uploads.some(({ status }) => status !== 'done' && status !== 'interrupted');
  return (
    <Card title="Uploads">
      {!isOnline && isWaiting ? (
        <Note tone="warn" title="There is no network.">
          Uploads go on by themselves when it is back. What has arrived is kept.
        </Note>
      ) : null}
      <ul className={styles.list}>
        {uploads.map((upload) => (
          <li key={upload.id} className={styles.row}>
            <UploadRow upload={upload} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
