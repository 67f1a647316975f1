import type { Download } from '@sluice/client';
import styles from '../ui/Button.module.css';

/** Leads to a fresh signed link of the storage, which sends the file as an attachment. */
export const DownloadLink = ({ file: { download_id: id, file_name: name } }: { file: Download }) => (
  <a
    className={`${styles.button} ${styles.secondary}`}
    href={`/api/v1/downloads/${encodeURIComponent(id)}/content`}
    aria-label={`Download ${name}`}
  >
    Download
  </a>
);
