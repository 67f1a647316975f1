import { LinkButton } from '../ui/LinkButton.tsx';
import styles from './UploadDone.module.css';
import type { Upload } from './upload-store.ts';

/** What can be done with a file that has arrived. */
export function UploadDone({ upload: { docId, name, wasKnown } }: { upload: Upload }) {
  if (!docId) return null;
  return (
    <div className={styles.done}>
      <p>{wasKnown ? 'Stored already: the same content was uploaded before.' : 'Stored and checked.'}</p>
      <span className={styles.actions}>
        <LinkButton to="/imports/new" search={{ doc: docId }} aria-label={`Import ${name}`} kind="primary">
          Import
        </LinkButton>
        <LinkButton to="/analyses/new" search={{ doc: docId }} aria-label={`Analyse ${name}`}>
          Analyse
        </LinkButton>
      </span>
    </div>
  );
}
