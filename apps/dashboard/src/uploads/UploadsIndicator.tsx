import { Link } from '@tanstack/react-router';
import styles from './UploadsIndicator.module.css';
import { isActive } from './upload-store.ts';
import { useUploads } from './use-uploads.ts';

/** The overall upload progress, visible on every page: uploads continue while the user navigates. */
export function UploadsIndicator() {
  const running = useUploads().filter((upload) => isActive(upload) || upload.status === 'waiting');
  if (running.length === 0) return null;
  const total = running.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const done = running.reduce((sum, { status, doneBytes }) => sum + (status === 'hashing' ? 0 : doneBytes), 0);
  const percent = total === 0 ? 0 : Math.floor((done / total) * 100);
  return (
    <Link to="/" className={styles.indicator ?? ''}>
      {running.length === 1 ? '1 upload' : `${running.length} uploads`} <span className="numeric">{percent}%</span>
    </Link>
  );
}
