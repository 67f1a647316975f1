import { type OwnedDownload, SluiceError } from '@sluice/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { api } from '../api.ts';
import { Button } from '../ui/Button.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import styles from './ReprocessOne.module.css';

/** Retries the delivery of one artifact and shows the result in place. */
export function ReprocessOne({ download }: { download: OwnedDownload }) {
  const { download_id: downloadId, job_id: jobId, kind, format, file_name: name } = download;
  const queryClient = useQueryClient();
  const params = { path: { downloadId } };
  const place = useRef<HTMLSpanElement>(null);
  const queryKey = ['downloads', downloadId];
  const start = useMutation({
    mutationFn: () => api.POST('/api/v1/downloads/{downloadId}/reprocess', { params }),
    onSuccess: () => {
      // The button is replaced by the result.
      place.current?.focus();
      return queryClient.invalidateQueries({ queryKey });
    },
  });
  const state = useQuery({
    queryKey,
    queryFn: async () => (await api.GET('/api/v1/downloads/{downloadId}', { params })).data,
    enabled: start.isSuccess,
    refetchInterval: ({ state: { data } }) => (data?.status === 'pending' ? 1_000 : false),
  });
  // Converted from the result file in CSV whenever somebody asks for it.
  if (jobId !== null && (format !== 'csv' || kind !== 'import-results'))
    return <span className={styles.hint}>Download it from its import</span>;
  const status = start.isSuccess ? (state.data?.status ?? 'pending') : 'upload_failed';
  const problem = start.error ?? state.error;
  return (
    <span className={styles.cell} aria-live="polite" ref={place} tabIndex={-1}>
      {status === 'upload_failed' ? (
        <Button isPending={start.isPending} onPress={() => start.mutate()} aria-label={`Retry delivery of ${name}`}>
          Retry delivery
        </Button>
      ) : (
        <StatusBadge status={status} />
      )}
      {status === 'uploaded' ? <a href={`/api/v1/downloads/${downloadId}/content`}>Download</a> : null}
      {status === 'upload_failed' && start.isSuccess ? (
        <span>Failed again: {state.data?.internal_error ?? state.data?.last_error}</span>
      ) : null}
      {problem ? <span role="alert">{problem instanceof SluiceError ? problem.detail : String(problem)}</span> : null}
    </span>
  );
}
