import type { Download, ImportJob } from '@sluice/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.ts';
import { mayWrite, useSession } from '../session/session.ts';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { Note } from '../ui/Note.tsx';
import { importQuery } from './import-query.ts';

/** Why the result file cannot be downloaded now, and what to do about it. */
export function ResultDelivery({ job, file }: { job: ImportJob; file: Download }) {
  const { status, last_error: reason, upload_attempts: attempts } = file;
  if (status === 'uploaded') return null;
  if (status === 'pending') return <Note tone="info" title="The result file is being delivered to storage." />;
  if (status === 'upload_failed') {
    return (
      <Note tone="warn" title="The result file could not be delivered to storage.">
        <p>
          {reason} ({attempts} {attempts === 1 ? 'attempt' : 'attempts'}; retried automatically)
        </p>
        <DeliverAgain job={job} file={file} label="Retry delivery" />
      </Note>
    );
  }
  return (
    <Note tone="info" title="The result file has expired.">
      {job.doc_id === null ? (
        'Its document has been deleted too. Import the file again to get a new one.'
      ) : (
        <DeliverAgain job={job} file={file} label="Create again" />
      )}
    </Note>
  );
}

function DeliverAgain({ job, file, label }: { job: ImportJob; file: Download; label: string }) {
  const session = useSession();
  const client = useQueryClient();
  const { queryKey } = importQuery(job.importer, job.job_id);
  const retry = useMutation({
    mutationFn: () =>
      api.POST('/api/v1/downloads/{downloadId}/reprocess', { params: { path: { downloadId: file.download_id } } }),
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
  // Operators can see the imports of other accounts but not change them.
  if (!mayWrite(session) || job.account_id !== session.accountId) return null;
  return (
    <>
      {retry.error ? <Failure error={retry.error} /> : null}
      <Button onPress={() => retry.mutate()} isPending={retry.isPending}>
        {label}
      </Button>
    </>
  );
}
