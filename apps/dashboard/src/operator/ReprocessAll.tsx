import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.ts';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { formatCount } from '../ui/format.ts';
import type { FailedFilter } from './FailedDeliveryList.tsx';

interface ReprocessAllProps {
  readonly filter: FailedFilter;
  readonly onRun: (runId: string) => void;
}

/** Starts a re-processing run for all artifacts that match. The button says how many there are. */
export function ReprocessAll({ filter, onRun }: ReprocessAllProps) {
  const queryClient = useQueryClient();
  const matched = useQuery({
    queryKey: ['failed-deliveries', 'count', filter],
    queryFn: async () => {
      const { data } = await api.POST('/api/v1/reprocess-runs', { body: { filter, dry_run: true } });
      return 'matched' in data ? data.matched : 0;
    },
    placeholderData: keepPreviousData,
  });
  const start = useMutation({
    mutationFn: async () => (await api.POST('/api/v1/reprocess-runs', { body: { filter, dry_run: false } })).data,
    onSuccess: (data) => {
      void queryClient.invalidateQueries({ queryKey: ['reprocess-runs'] });
      if ('run_id' in data) onRun(data.run_id);
    },
  });
  const count = matched.data;
  return (
    <>
      <Button kind="primary" isDisabled={!count} isPending={start.isPending} onPress={() => start.mutate()}>
        {count ? `Re-process ${formatCount(count)} ${count === 1 ? 'artifact' : 'artifacts'}` : 'Re-process artifacts'}
      </Button>
      {matched.error ? <Failure error={matched.error} reset={() => void matched.refetch()} /> : null}
      {start.error ? <Failure error={start.error} /> : null}
    </>
  );
}
