import { LinkButton } from '../ui/LinkButton.tsx';
import styles from './UploadDone.module.css';
import type { Upload } from './upload-store.ts';

/** The next steps for a file that has been uploaded. */
export function UploadDone({ upload: { docId, name, wasKnown } }: { upload: Upload }) {
  if (!docId) return null;
  return (
    <div className={styles.done}>
      <p>{wasKnown ? 'Already stored: the same content was uploaded before.' : 'Stored and verified.'}</p>
      <span className={styles.actions}>
        <LinkButton to="/imports/new" search={{ doc: docId }} aria-label={`Import ${name}`} kind="primary">
          Import
        </LinkButton>
        <LinkButton to="/analyses/new" search={{ doc: docId }} aria-label={`Analyze ${name}`}>
          Analyze
        </LinkButton>
      </span>
    </div>
  );
}
