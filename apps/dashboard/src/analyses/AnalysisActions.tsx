import { type Analysis, isFinalStatus, isRetryable } from '@sluice/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api.ts';
import { mayWrite, useSession } from '../session/session.ts';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { analysisKey } from './queries.ts';
import { RunAgainLink } from './RunAgainLink.tsx';

/** Cancels a running analysis; retries a failed one; runs again or deletes a finished one. Viewers can do neither. */
export function AnalysisActions({ analysis, fileName }: { analysis: Analysis; fileName: string }) {
  const session = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const key = analysisKey(analysis.analysis_id);
  const params = { path: { analysisId: analysis.analysis_id } };
  const cancel = useMutation({
    mutationFn: () => api.POST('/api/v1/analyses/{analysisId}/cancel', { params }),
    onSuccess: () => client.invalidateQueries({ queryKey: key, exact: true }),
  });
  const retry = useMutation({
    mutationFn: () => api.POST('/api/v1/analyses/{analysisId}/retry', { params }),
    onSuccess: () => client.invalidateQueries({ queryKey: key, exact: true }),
  });
  const remove = useMutation({
    mutationFn: () => api.send('DELETE', `/api/v1/analyses/${encodeURIComponent(analysis.analysis_id)}`),
    onSuccess: async () => {
      await navigate({ to: '/analyses' });
      client.removeQueries({ queryKey: key });
      await client.invalidateQueries({ queryKey: ['jobs'] });
    },
  });
  if (!mayWrite(session)) return null;
  const error = cancel.error ?? retry.error ?? remove.error;
  return (
    <>
      {isFinalStatus(analysis.status) ? (
        <>
          {analysis.status === 'completed' ? <RunAgainLink analysis={analysis} /> : null}
          {analysis.status === 'failed' && analysis.doc_id !== null && isRetryable(analysis.error_code) ? (
            <Button kind="primary" isPending={retry.isPending} onPress={() => retry.mutate()}>
              Retry
            </Button>
          ) : null}
          <ConfirmDialog
            trigger={
              <Button kind="danger" isPending={remove.isPending}>
                Delete
              </Button>
            }
            title="Delete this analysis?"
            verb="Delete analysis"
            onConfirm={() => remove.mutate()}
          >
            <p>This permanently deletes its report and output files. {fileName} itself is kept.</p>
          </ConfirmDialog>
        </>
      ) : (
        <Button
          onPress={() => cancel.mutate()}
          isPending={cancel.isPending}
          isDisabled={analysis.status === 'cancelling'}
        >
          Cancel
        </Button>
      )}
      {error ? <Failure error={error} /> : null}
    </>
  );
}
