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
  readonly label: string;
}

const ASK_AGAIN_MS = 2_000;

/** Downloads the result file; one that has to be made first is waited for and then comes by itself. */
export function ResultButton({ job: { importer, job_id: jobId }, format, label }: ResultButtonProps) {
  const [isBeingMade, setBeingMade] = useState(false);
  const stop = useRef(new AbortController());
  useEffect(() => {
    const mounted = new AbortController();
    stop.current = mounted;
    return () => mounted.abort();
  }, []);
  const path = `/api/v1/${importer}/bulk/${jobId}/results`;
  const download = useMutation({
    mutationFn: async () => {
      const { signal } = stop.current;
      for (;;) {
        // A redirect says that the file is there; following it here would fetch all of it into the page.
        const answer = await api.send('GET', path, { query: { format }, redirect: 'manual', signal });
        if (answer.type === 'opaqueredirect') break;
        setBeingMade(true);
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
        if (signal.aborted) return;
      }
      startDownload(`${path}?format=${format}`);
    },
    onSettled: () => setBeingMade(false),
  });
  const gone = isSluiceError(download.error) && download.error.status === 404;
  return (
    <span>
      <Button onPress={() => download.mutate()} isPending={download.isPending}>
        {label}
      </Button>
      <span aria-live="polite">{isBeingMade ? ` The ${label} file is being made and comes by itself.` : ''}</span>
      {download.error ? (
        <Failure error={download.error}>
          {gone ? <p>Result files are kept for 30 days. Import the file again to get a new one.</p> : null}
        </Failure>
      ) : null}
    </span>
  );
}
