import type { StoredDocument } from '@sluice/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.ts';
import { mayWrite, useSession } from '../session/session.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { startDownload } from '../ui/start-download.ts';
import styles from './DocumentActions.module.css';

interface DocumentActionsProps {
  readonly document: StoredDocument;
  /** Called with the error when an action fails, and with undefined once one succeeds. */
  readonly onFailure: (error: unknown) => void;
}

/** The actions a document offers: import, analyze, download, delete. */
export function DocumentActions({ document, onFailure }: DocumentActionsProps) {
  const { doc_id: docId, doc_name: name, status } = document;
  const mayChange = mayWrite(useSession());
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.DELETE('/api/v1/documents/{docId}', { params: { path: { docId } } }),
    onError: onFailure,
    onSuccess: async () => {
      onFailure(undefined);
      await queryClient.invalidateQueries({ queryKey: ['documents'] });
      // The pressed button disappears with its row, so focus moves to the title.
      window.document.getElementById('page-title')?.focus();
    },
  });
  const isStored = status === 'UPLOAD_COMPLETE';
  return (
    <span className={styles.actions}>
      {isStored && mayChange ? (
        <>
          <LinkButton kind="quiet" to="/imports/new" search={{ doc: docId }} aria-label={`Import ${name}`}>
            Import
          </LinkButton>
          <LinkButton kind="quiet" to="/analyses/new" search={{ doc: docId }} aria-label={`Analyze ${name}`}>
            Analyze
          </LinkButton>
        </>
      ) : null}
      {isStored ? (
        <Button
          kind="quiet"
          aria-label={`Download ${name}`}
          onPress={() => startDownload(`/api/v1/documents/${docId}/content`)}
        >
          Download
        </Button>
      ) : null}
      {mayChange ? (
        <ConfirmDialog
          trigger={
            <Button kind="quiet" aria-label={`Delete ${name}`} isPending={remove.isPending}>
              Delete
            </Button>
          }
          title={`Delete ${name}?`}
          verb="Delete document"
          onConfirm={() => remove.mutate()}
        >
          This permanently deletes the document. Rows imported from it and its analysis reports are kept.
        </ConfirmDialog>
      ) : null}
    </span>
  );
}
