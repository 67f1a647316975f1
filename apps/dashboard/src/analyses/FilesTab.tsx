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

/** The files that were made, each to be fetched, or to be delivered again when it was not. */
export function FilesTab({ analysis }: { analysis: Analysis }) {
  const session = useSession();
  const client = useQueryClient();
  const again = useMutation({
    mutationFn: (downloadId: string) =>
      api.POST('/api/v1/downloads/{downloadId}/reprocess', { params: { path: { downloadId } } }),
    onSettled: () => client.invalidateQueries({ queryKey: analysisKey(analysis.analysis_id), exact: true }),
  });
  return (
    <Card title="Files">
      {again.error ? <Failure error={again.error} /> : null}
      <DataTable<Download>
        caption="Files of this analysis"
        keyOf={({ download_id }) => download_id}
        rows={analysis.downloads}
        columns={[
          { name: 'File', cell: ({ file_name }) => file_name, isRowHeader: true },
          { name: 'Status', cell: (file) => <FileStatus file={file} /> },
          { name: 'Size', cell: ({ size_bytes: size }) => (size === null ? '' : formatBytes(size)), numeric: true },
          {
            name: 'Get it',
            cell: (file) =>
              file.status === 'uploaded' ? (
                <DownloadButton file={file} />
              ) : mayWrite(session) && (file.status === 'upload_failed' || file.status === 'expired') ? (
                <Button
                  onPress={() => again.mutate(file.download_id)}
                  isPending={again.isPending}
                  aria-label={`Deliver again: ${file.file_name}`}
                >
                  Deliver again
                </Button>
              ) : null,
          },
        ]}
        empty={
          <EmptyState title="No file was made.">
            <p>None was asked for. The report is here all the same; start again to have files of it.</p>
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
        {error} ({attempts} {attempts === 1 ? 'attempt' : 'attempts'}; it is tried again by itself)
      </p>
    ) : null}
  </>
);
