import { type ImportJob, type ImportProgress, isFinalStatus } from '@sluice/client';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../api.ts';
import { recovery } from '../connection.ts';
import { noteExpiry } from '../session/session.ts';

export const importQuery = (importer: string, jobId: string) =>
  queryOptions({
    queryKey: ['import', importer, jobId],
    queryFn: async (): Promise<ImportJob> =>
      (await api.GET('/api/v1/{importer}/bulk/{jobId}', { params: { path: { importer, jobId } } })).data,
    refetchOnWindowFocus: false,
  });

const POLL_MS = 2_000;

/** S3 has not accepted the result file yet, and no event will say when it does, so the page polls. */
const isDelivering = (job: ImportJob | undefined): boolean =>
  job?.downloads.some(
    ({ kind, format, status }) => kind === 'import-results' && format === 'csv' && status === 'pending',
  ) ?? false;

/** Progress says only how many warnings there are, and no event says when the file has been read. */
const isBehind = (job: ImportJob | undefined): boolean =>
  job !== undefined &&
  (job.warnings.length !== job.warning_count || (job.status === 'processing' && job.reading === null));

/** An import, followed until it finishes. `lost` is the error while its progress is unavailable. */
export function useImport(importer: string, jobId: string) {
  const query = useQuery({
    ...importQuery(importer, jobId),
    refetchInterval: ({ state: { data } }) => (isDelivering(data) || isBehind(data) ? POLL_MS : false),
  });
  const queryClient = useQueryClient();
  const [lost, setLost] = useState<unknown>();
  const [round, setRound] = useState(0);
  const isRunning = query.data !== undefined && !isFinalStatus(query.data.status);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each round reconnects after the connection was lost
  useEffect(() => {
    if (!isRunning) return;
    const stop = new AbortController();
    const { queryKey } = importQuery(importer, jobId);
    const show = (progress: ImportProgress) => {
      setLost(undefined);
      queryClient.setQueryData(queryKey, (before) => before && { ...before, ...progress });
    };
    api.watch('import', jobId, { importer, onProgress: show, signal: stop.signal }).then(show, (error: unknown) => {
      if (stop.signal.aborted) return;
      noteExpiry(queryClient, error);
      setLost(error);
    });
    return () => stop.abort();
  }, [isRunning, importer, jobId, queryClient, round]);
  useEffect(() => recovery.on(() => lost !== undefined && setRound((before) => before + 1)), [lost]);
  return { query, lost, followAgain: () => setRound((before) => before + 1) };
}
