import { mayOperate, useSession } from '../session/session.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import styles from './UploadDone.module.css';
import type { Upload } from './upload-store.ts';

/** The next steps for a file that has been uploaded. Operators may always make a table for it. */
export function UploadDone({ upload: { docId, name, wasKnown } }: { upload: Upload }) {
  const session = useSession();
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
        {mayOperate(session) ? (
          <LinkButton to="/new-importer" search={{ doc: docId }} aria-label={`New importer from ${name}`}>
            New importer
          </LinkButton>
        ) : null}
      </span>
    </div>
  );
}
