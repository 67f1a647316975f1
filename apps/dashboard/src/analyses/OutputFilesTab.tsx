import type { Analysis, Download } from '@sluice/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.ts';
import { mayWrite, useSession } from '../session/session.ts';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatBytes } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import styles from './Analyses.module.css';
import { DownloadButton } from './DownloadButton.tsx';
import { analysisKey } from './queries.ts';

/** The artifacts of the analysis, to download, or to deliver again if delivery failed. */
export function OutputFilesTab({ analysis }: { analysis: Analysis }) {
  const session = useSession();
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: (downloadId: string) =>
      api.POST('/api/v1/downloads/{downloadId}/reprocess', { params: { path: { downloadId } } }),
    onSettled: () => client.invalidateQueries({ queryKey: analysisKey(analysis.analysis_id), exact: true }),
  });
  return (
    <Card title="Output files">
      {retry.error ? <Failure error={retry.error} /> : null}
      <DataTable<Download>
        caption="Output files of this analysis"
        keyOf={({ download_id }) => download_id}
        rows={analysis.downloads}
        columns={[
          { name: 'File', cell: ({ file_name }) => file_name, isRowHeader: true },
          { name: 'Status', cell: (file) => <FileStatus file={file} /> },
          { name: 'Size', cell: ({ size_bytes: size }) => (size === null ? '' : formatBytes(size)), numeric: true },
          {
            name: 'Actions',
            cell: (file) =>
              file.status === 'uploaded' ? (
                <DownloadButton file={file} />
              ) : mayWrite(session) && (file.status === 'upload_failed' || file.status === 'expired') ? (
                <Button
                  onPress={() => retry.mutate(file.download_id)}
                  isPending={retry.isPending}
                  aria-label={`Retry delivery of ${file.file_name}`}
                >
                  Retry delivery
                </Button>
              ) : null,
          },
        ]}
        empty={
          <EmptyState title="No output files.">
            <p>None were selected. The report is available here; run the analysis again to get files.</p>
          </EmptyState>
        }
      />
    </Card>
  );
}

const FileStatus = ({ file: { status, last_error: error, upload_attempts: attempts } }: { file: Download }) => (
  <>
    <StatusBadge status={status} />
    {status === 'upload_failed' && error ? (
      <p className={styles.soft}>
        {error} ({attempts} {attempts === 1 ? 'attempt' : 'attempts'}; retried automatically)
      </p>
    ) : null}
  </>
);
