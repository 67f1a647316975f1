import { useQuery } from '@tanstack/react-query';
import { Failure } from '../shell/Failure.tsx';
import { formatBytes } from '../ui/format.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Note } from '../ui/Note.tsx';
import styles from './Analyses.module.css';
import { documentQuery } from './queries.ts';

/** The document to analyze, with a link to choose another. */
export function ChosenDocument({ docId }: { docId: string }) {
  const file = useQuery(documentQuery(docId));
  const another = (
    <LinkButton to="/analyses/new" kind="quiet">
      Choose another document
    </LinkButton>
  );
  if (file.error && !file.data) {
    return (
      <Failure error={file.error} reset={() => void file.refetch()}>
        {another}
      </Failure>
    );
  }
  return (
    <>
      <div className={styles.file}>
        <p>
          <strong>{file.data?.doc_name ?? '\u00a0'}</strong>
          {file.data?.file_size != null ? (
            <span className={styles.soft}> {formatBytes(file.data.file_size)}</span>
          ) : null}
        </p>
        {another}
      </div>
      {file.data && file.data.status !== 'UPLOAD_COMPLETE' ? (
        <Note tone="warn" title="This document is not stored yet.">
          Finish its upload before you analyze it.
        </Note>
      ) : null}
    </>
  );
}
