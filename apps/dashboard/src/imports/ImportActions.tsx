import { type ImportJob, isFinalStatus, isRetryable } from '@sluice/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api.ts';
import { mayWrite, useSession } from '../session/session.ts';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { formOf } from './options.ts';

/** The actions available in the current status of the import. */
export function ImportActions({ job }: { job: ImportJob }) {
  const session = useSession();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { importer, job_id: jobId, doc_id: docId, status, options } = job;
  const params = { path: { importer, jobId } };
  const act = useMutation({
    mutationFn: async (what: 'cancel' | 'retry') => {
      if (what === 'cancel') await api.POST('/api/v1/{importer}/bulk/{jobId}/cancel', { params });
      else await api.POST('/api/v1/{importer}/bulk/{jobId}/retry', { params });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['import', importer, jobId] }),
  });
  const importNow = useMutation({
    mutationFn: async () => {
      const body = { ...options, doc_id: docId ?? '', dry_run: false };
      const { data } = await api.POST('/api/v1/{importer}/bulk', { params: { path: { importer } }, body });
      await navigate({ to: '/imports/$importer/$jobId', params: { importer, jobId: data.job_id } });
    },
  });
  const remove = useMutation({
    mutationFn: () => api.send('DELETE', `/api/v1/${importer}/bulk/${jobId}`),
    onSuccess: async () => {
      await navigate({ to: '/imports' });
      queryClient.removeQueries({ queryKey: ['import', importer, jobId] });
      await queryClient.invalidateQueries({ queryKey: ['jobs'] });
    },
  });
  const error = act.error ?? importNow.error ?? remove.error;
  // Operators can see the imports of other accounts but not change them.
  if (!mayWrite(session) || job.account_id !== session.accountId) return null;
  return (
    <>
      {error ? <Failure error={error} /> : null}
      {status === 'pending' || status === 'processing' ? (
        <ConfirmDialog
          trigger={
            <Button kind="danger" isPending={act.isPending}>
              Cancel
            </Button>
          }
          title="Cancel this import?"
          verb="Cancel import"
          dismissLabel="Keep running"
          onConfirm={() => act.mutate('cancel')}
        >
          The import stops after the current batch.{' '}
          {options.on_invalid === 'abort'
            ? 'This import is all or nothing: no rows have been written.'
            : 'Rows already written stay in the table.'}
        </ConfirmDialog>
      ) : null}
      {status === 'failed' && docId && isRetryable(job.error_code) ? (
        <Button kind="primary" isPending={act.isPending} onPress={() => act.mutate('retry')}>
          Retry
        </Button>
      ) : null}
      {status === 'completed' && options.dry_run && docId ? (
        <Button kind="primary" isPending={importNow.isPending} onPress={() => importNow.mutate()}>
          Import now
        </Button>
      ) : null}
      {isFinalStatus(status) && docId ? (
        <LinkButton to="/imports/new" search={{ ...formOf(options), importer, doc: docId }}>
          Edit and import again
        </LinkButton>
      ) : null}
      {isFinalStatus(status) ? (
        <ConfirmDialog
          trigger={
            <Button kind="danger" isPending={remove.isPending}>
              Delete
            </Button>
          }
          title="Delete this import?"
          verb="Delete import"
          onConfirm={() => remove.mutate()}
        >
          This permanently deletes its record, its row errors and its result files. The rows that it wrote stay in the
          table, and the document is kept.
        </ConfirmDialog>
      ) : null}
    </>
  );
}
