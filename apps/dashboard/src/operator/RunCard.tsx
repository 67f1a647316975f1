import { isFinalStatus, type ReprocessRun } from '@sluice/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../api.ts';
import { mayWrite, useSession } from '../session/session.ts';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { formatCount } from '../ui/format.ts';
import { Note } from '../ui/Note.tsx';
import { Progress } from '../ui/Progress.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { TraceLink } from './TraceLink.tsx';

const POLL_MS = 1_000;

/** One re-processing run: its progress and outcome. Its id is in the URL. */
export function RunCard({ runId, onClose }: { runId: string; onClose: () => void }) {
  const session = useSession();
  const queryClient = useQueryClient();
  const params = { path: { runId } };
  const run = useQuery({
    queryKey: ['reprocess-runs', runId],
    queryFn: async () => (await api.GET('/api/v1/reprocess-runs/{runId}', { params })).data,
    refetchInterval: ({ state: { data } }) => (data && isFinalStatus(data.status) ? false : POLL_MS),
  });
  const cancel = useMutation({
    mutationFn: () => api.POST('/api/v1/reprocess-runs/{runId}/cancel', { params }),
    onSettled: () => run.refetch(),
  });
  const retry = useMutation({
    mutationFn: () => api.POST('/api/v1/reprocess-runs/{runId}/retry', { params }),
    onSettled: () => run.refetch(),
  });
  const isFinal = run.data !== undefined && isFinalStatus(run.data.status);
  useEffect(() => {
    if (!isFinal) return;
    void queryClient.invalidateQueries({ queryKey: ['failed-deliveries'] });
    void queryClient.invalidateQueries({ queryKey: ['reprocess-runs', 'list'] });
  }, [isFinal, queryClient]);
  // Operators can see the runs of other accounts; only the account itself can cancel or retry them.
  const isOwn = run.data && mayWrite(session) && run.data.account_id === session.accountId;
  return (
    <Card
      title="Re-processing run"
      actions={
        <>
          {isOwn && !isFinal ? (
            <Button
              kind="danger"
              onPress={() => cancel.mutate()}
              isPending={cancel.isPending}
              isDisabled={run.data?.status === 'cancelling'}
            >
              Cancel
            </Button>
          ) : null}
          {isOwn && run.data?.status === 'failed' ? (
            <Button kind="primary" onPress={() => retry.mutate()} isPending={retry.isPending}>
              Retry
            </Button>
          ) : null}
          <Button onPress={onClose}>Close</Button>
        </>
      }
    >
      {run.error ? <Failure error={run.error} reset={() => void run.refetch()} /> : null}
      {cancel.error ? <Failure error={cancel.error} /> : null}
      {retry.error ? <Failure error={retry.error} /> : null}
      {run.data ? <RunState run={run.data} /> : run.error ? null : <Progress label="Loading run" percent={undefined} />}
    </Card>
  );
}

function RunState({ run }: { run: ReprocessRun }) {
  const { status, matched, processed, succeeded, failed, percent, error_message: reason, trace_id: traceId } = run;
  const done = `${formatCount(processed)} of ${formatCount(matched)} processed: ${formatCount(succeeded)} delivered, ${formatCount(failed)} failed again`;
  return (
    <>
      <Progress
        label="Artifacts re-processed"
        percent={status === 'pending' ? undefined : (percent ?? 0)}
        detail={status === 'pending' ? 'Waiting for a worker' : done}
      />
      <p>
        <StatusBadge status={status} /> Trace <TraceLink traceId={traceId} />
      </p>
      <Outcome run={run} />
      {reason ? <Note tone="bad" title={reason} /> : null}
    </>
  );
}

/** The outcome of the run, and what to do next. */
function Outcome({ run: { status, matched, succeeded, failed } }: { run: ReprocessRun }) {
  if (status === 'cancelled') {
    return <Note tone="info" title={`Run cancelled. ${formatCount(succeeded)} delivered; the rest are unchanged.`} />;
  }
  if (status !== 'completed') return null;
  if (matched === 0) return <Note tone="info" title="No artifacts matched when the run started." />;
  if (failed === 0)
    return <Note tone="good" title={`${formatCount(succeeded)} of ${formatCount(matched)} artifacts delivered.`} />;
  return (
    <Note tone="warn" title={`${formatCount(failed)} of ${formatCount(matched)} failed again.`}>
      The reasons are listed below. Fix the storage, then re-process them.
    </Note>
  );
}
