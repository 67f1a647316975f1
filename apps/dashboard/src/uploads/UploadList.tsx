import { Card } from '../ui/Card.tsx';
import { Note } from '../ui/Note.tsx';
import styles from './UploadList.module.css';
import { UploadRow } from './UploadRow.tsx';
import { useOnline } from './use-online.ts';
import { useUploads } from './use-uploads.ts';

/** The current uploads, on every page that accepts files. Renders nothing if there are none. */
export function UploadList() {
  const uploads = useUploads();
  const isOnline = useOnline();
  if (uploads.length === 0) return null;
  const isWaiting = uploads.some(({ status }) => status !== 'done' && status !== 'interrupted');
  return (
    <Card title="Uploads">
      {!isOnline && isWaiting ? (
        <Note tone="warn" title="You are offline.">
          Uploads resume automatically when the connection is back. Nothing has to be uploaded twice.
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
