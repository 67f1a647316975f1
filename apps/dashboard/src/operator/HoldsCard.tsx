import type { RetentionHold } from '@sluice/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.ts';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { formatCount } from '../ui/format.ts';
import { Note } from '../ui/Note.tsx';

const key = ['retention-holds'] as const;

/** Sweeps that have stopped because they would mark or delete too much. Shows nothing while there are none. */
export function HoldsCard() {
  const queryClient = useQueryClient();
  const holds = useQuery({
    queryKey: key,
    queryFn: async () => (await api.GET('/api/v1/retention-holds')).data.items,
    refetchInterval: 10_000,
  });
  const confirm = useMutation({
    mutationFn: (holdId: string) =>
      api.POST('/api/v1/retention-holds/{holdId}/confirm', { params: { path: { holdId } } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: key }),
  });
  const failure = holds.error ?? confirm.error;
  return (
    <>
      {failure ? <Failure error={failure} reset={() => void holds.refetch()} /> : null}
      {holds.data?.map((hold) => (
        <Note key={hold.hold_id} tone="bad" title={titleOf(hold)}>
          <p>{hold.reason}</p>
          {hold.confirmed_at === null ? (
            <ConfirmDialog
              trigger={
                <Button isPending={confirm.isPending && confirm.variables === hold.hold_id}>Continue the sweep</Button>
              }
              title={`${titleOf(hold)}. Continue?`}
              verb="Continue"
              onConfirm={() => confirm.mutate(hold.hold_id)}
            >
              <p>{hold.reason}</p>
              <p>
                Check first that the API and the workers use the right bucket and database. Deleted data cannot be
                restored.
              </p>
            </ConfirmDialog>
          ) : (
            <p>Confirmed by {hold.confirmed_by}. The sweep continues at its next run.</p>
          )}
        </Note>
      ))}
    </>
  );
}

const titleOf = ({ sweep, bucket, server, affected }: RetentionHold): string => {
  const where = server ?? bucket;
  return sweep === 'storage_marker'
    ? `Retention on hold: ${bucket} may be the wrong bucket`
    : `Retention on hold: ${formatCount(affected)} ${sweep.replace('_', ' ')} on ${where}`;
};
