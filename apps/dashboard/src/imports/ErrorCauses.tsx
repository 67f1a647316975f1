import type { ImportJob } from '@sluice/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { mayWrite, useSession } from '../session/session.ts';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { counted, formatCount } from '../ui/format.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { FileColumn } from './FileColumn.tsx';
import styles from './ImportErrors.module.css';
import { formOf } from './options.ts';
import { remedyOf } from './remedies.ts';

export interface ErrorCausesProps {
  readonly job: ImportJob;
  readonly isOver: boolean;
  /** Shows only the errors with this code. */
  readonly onShow: (code: string) => void;
}

/** What the row errors have in common: thousands of errors usually have a handful of causes. */
export function ErrorCauses({ job, isOver, onShow }: ErrorCausesProps) {
  const { importer, job_id: jobId, failed_rows: failed, doc_id: docId, options } = job;
  const session = useSession();
  const groups = useQuery({
    queryKey: ['import-error-groups', importer, jobId, isOver],
    queryFn: async () =>
      (
        await api.GET('/api/v1/{importer}/bulk/{jobId}/errors/groups', {
          params: { path: { importer, jobId }, query: { limit: 20 } },
        })
      ).data,
    placeholderData: keepPreviousData,
    enabled: failed > 0,
    refetchOnWindowFocus: false,
    // Counting reads many errors, so a running import counts them less often than it lists them.
    refetchInterval: isOver ? false : 10_000,
  });
  if (failed === 0) return null;
  const mayImport = isOver && docId !== null && mayWrite(session) && job.account_id === session.accountId;
  const { causes = [], cause_count: causeCount = 0, counted: read = 0, complete = true } = groups.data ?? {};
  if (causes.length === 0 && !groups.error) return null;
  return (
    <Card title={causeCount === 1 ? 'One cause' : `${formatCount(causeCount)} causes`}>
      {groups.error ? <Failure error={groups.error} reset={() => void groups.refetch()} /> : null}
      {complete ? null : <p>Counted in the first {counted(read, 'row error')} of the file.</p>}
      <DataTable
        caption="Causes of row errors, the most frequent first"
        rows={causes.map((cause, at) => ({ ...cause, at }))}
        keyOf={({ at }) => String(at)}
        columns={[
          {
            name: 'File column',
            cell: ({ field }) => <FileColumn field={field} headers={job.reading?.headers} />,
            isRowHeader: true,
          },
          { name: 'Errors', cell: ({ count }) => formatCount(count), numeric: true },
          { name: 'Different values', cell: ({ values }) => formatCount(values), numeric: true },
          {
            name: 'First error',
            cell: ({ error, code, field }) => {
              const remedy = mayImport ? remedyOf(code) : undefined;
              const header = field === null ? undefined : (job.reading?.headers?.[field] ?? field);
              return (
                <>
                  <span className={styles.words}>{error}</span>
                  {remedy && docId !== null ? (
                    <LinkButton
                      kind="quiet"
                      to="/imports/new"
                      search={{ ...formOf(options), importer, doc: docId, step: remedy.step }}
                      aria-label={header === undefined ? remedy.label : `${remedy.label}: ${header}`}
                    >
                      {remedy.label}
                    </LinkButton>
                  ) : null}
                </>
              );
            },
          },
          { name: 'In row', cell: ({ row }) => formatCount(row), numeric: true },
          {
            name: 'Code',
            cell: ({ code }) => (
              <Button kind="quiet" onPress={() => onShow(code)}>
                {code}
              </Button>
            ),
          },
        ]}
        empty={null}
      />
      {causeCount > causes.length ? <p>The {formatCount(causes.length)} most frequent causes are shown.</p> : null}
    </Card>
  );
}
