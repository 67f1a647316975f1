import { type ImportJob, isSluiceError } from '@sluice/client';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api } from '../api.ts';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { startDownload } from '../ui/start-download.ts';

interface ResultButtonProps {
  readonly job: ImportJob;
  readonly format: 'csv' | 'xlsx' | 'json';
  /** Default: all. */
  readonly rows?: 'all' | 'failed';
  readonly label: string;
}

const POLL_MS = 2_000;

/** Downloads the result file. If it has to be generated first, the download starts when it is ready. */
export function ResultButton({ job: { importer, job_id: jobId }, format, rows = 'all', label }: ResultButtonProps) {
  const [isGenerating, setGenerating] = useState(false);
  const stop = useRef(new AbortController());
  useEffect(() => {
    const mounted = new AbortController();
    stop.current = mounted;
    return () => mounted.abort();
  }, []);
  const [hasFailed, setFailed] = useState(false);
  const path = `/api/v1/${importer}/bulk/${jobId}/results`;
  const download = useMutation({
    mutationFn: async () => {
      const { signal } = stop.current;
      if (hasFailed) await api.send('POST', `${path}/retry`, { query: { format, rows }, signal });
      for (;;) {
        // A redirect means that the file is ready. Following it here would load the file into the page.
        const answer = await api.send('GET', path, { query: { format, rows }, redirect: 'manual', signal });
        if (answer.type === 'opaqueredirect') break;
        setGenerating(true);
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
        if (signal.aborted) return;
      }
      startDownload(`${path}?format=${format}&rows=${rows}`);
    },
    onSettled: () => setGenerating(false),
    onSuccess: () => setFailed(false),
    onError: (error) => setFailed(isSluiceError(error) && error.code === 'EXPORT_FAILED'),
  });
  return (
    <span>
      <Button onPress={() => download.mutate()} isPending={download.isPending}>
        {hasFailed ? `Retry ${label}` : label}
      </Button>
      <span aria-live="polite">
        {isGenerating ? ` The ${label} file is being generated. The download starts automatically.` : ''}
      </span>
      {download.error ? <Failure error={download.error} /> : null}
    </span>
  );
}
