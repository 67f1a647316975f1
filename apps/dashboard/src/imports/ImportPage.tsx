import { isFinalStatus } from '@sluice/client';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { api } from '../api.ts';
import { FileWarnings } from '../reading/FileWarnings.tsx';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { Note } from '../ui/Note.tsx';
import { Page } from '../ui/Page.tsx';
import { ImportActions } from './ImportActions.tsx';
import { ImportCounts } from './ImportCounts.tsx';
import { ImportErrors } from './ImportErrors.tsx';
import { ImportedRows, UnmarkedRows } from './ImportedRows.tsx';
import { ImportFacts } from './ImportFacts.tsx';
import { ImportOutcome } from './ImportOutcome.tsx';
import { ImportResults } from './ImportResults.tsx';
import { useImport } from './import-query.ts';

const route = getRouteApi('/shell/imports/$importer/$jobId');

export function ImportPage() {
  const { importer, jobId } = route.useParams();
  return <OneImport importer={importer} jobId={jobId} key={jobId} />;
}

/** One import: its progress and outcome, its row errors, and what to do next. */
function OneImport({ importer, jobId }: { importer: string; jobId: string }) {
  const { query, lost, followAgain } = useImport(importer, jobId);
  const job = query.data;
  const docId = job?.doc_id;
  const document = useQuery({
    queryKey: ['documents', docId],
    queryFn: async () =>
      (await api.GET('/api/v1/documents/{docId}', { params: { path: { docId: docId ?? '' } } })).data,
    enabled: Boolean(docId),
    retry: false,
  });
  const what = job?.options.dry_run ? 'Dry run' : 'Import';
  const title = document.data ? `${what} of ${document.data.doc_name}` : what;
  if (!job) {
    return (
      <Page title={title}>
        {query.error ? <Failure error={query.error} reset={() => void query.refetch()} /> : null}
      </Page>
    );
  }
  const isOver = isFinalStatus(job.status);
  return (
    <Page
      title={title}
      actions={
        <>
          <ImportedRows job={job} />
          <ImportActions job={job} />
        </>
      }
    >
      {query.error ? <Failure error={query.error} reset={() => void query.refetch()} /> : null}
      <ImportOutcome job={job} />
      {lost ? (
        <Note tone="warn" title="Progress is temporarily unavailable. The import is still running.">
          <Button onPress={followAgain}>Reconnect</Button>
        </Note>
      ) : null}
      <ImportCounts job={job} />
      <UnmarkedRows job={job} />
      {isOver ? <ImportResults job={job} /> : null}
      <FileWarnings warnings={job.warnings} />
      <ImportErrors job={job} />
      <ImportFacts job={job} fileName={document.data?.doc_name} />
    </Page>
  );
}
