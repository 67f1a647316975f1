import { type ImportJob, isFinalStatus } from '@sluice/client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { api } from '../api.ts';
import { Failure } from '../shell/Failure.tsx';
import { Card } from '../ui/Card.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Select } from '../ui/Field.tsx';
import { FilterBar } from '../ui/FilterBar.tsx';
import { formatCount } from '../ui/format.ts';
import { MoreButton } from '../ui/MoreButton.tsx';
import { SearchField } from '../ui/SearchField.tsx';

import { ErrorCauses } from './ErrorCauses.tsx';
import { FileColumn } from './FileColumn.tsx';
import styles from './ImportErrors.module.css';

const route = getRouteApi('/shell/imports/$importer/$jobId');

/** The row errors. The server searches and filters them, so there may be millions. */
export function ImportErrors({ job }: { job: ImportJob }) {
  const { q, code } = route.useSearch();
  const navigate = useNavigate({ from: '/imports/$importer/$jobId' });
  const { importer, job_id: jobId } = job;
  const isOver = isFinalStatus(job.status);
  const unwritten = job.failed_rows + job.skipped_rows;
  const errors = useInfiniteQuery({
    queryKey: ['import-errors', importer, jobId, q, code, isOver],
    queryFn: async ({ pageParam }) => {
      const query = {
        limit: 50,
        ...(q ? { q } : {}),
        ...(code ? { code } : {}),
        ...(pageParam ? { cursor: pageParam } : {}),
      };
      return (await api.GET('/api/v1/{importer}/bulk/{jobId}/errors', { params: { path: { importer, jobId }, query } }))
        .data;
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor: next }) => next,
    placeholderData: keepPreviousData,
    enabled: unwritten > 0,
    refetchOnWindowFocus: false,
    // The first errors appear while the import is running.
    refetchInterval: (query) => (isOver || (query.state.data?.pages.length ?? 0) > 1 ? false : 3_000),
  });
  const filter = useCallback(
    (changes: { q?: string; code?: string }) =>
      void navigate({
        search: (before) => Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value)),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  // Stable, because the search field waits for a pause while progress updates re-render this component.
  const search = useCallback((text: string) => filter({ q: text.trim() }), [filter]);
  if (unwritten === 0) return null;
  const items = errors.data?.pages.flatMap((page) => page.items) ?? [];
  // Records that a result file marks as imported are skipped without an error.
  if (job.failed_rows === 0 && !q && !code && items.length === 0 && !errors.error) return null;
  const codes = [
    ...new Set([...job.errors.map((error) => error.code), ...items.map((item) => item.code), code ?? []].flat()),
  ];
  return (
    <>
      <ErrorCauses job={job} isOver={isOver} onShow={(name) => filter({ code: name })} />
      <Card title="Row errors">
        <FilterBar label="Filter row errors">
          <SearchField label="Search" value={q ?? ''} onChange={search} placeholder="Error text" />
          <Select
            label="Error code"
            value={code ?? ''}
            choices={[{ value: '', label: 'All codes' }, ...codes.sort().map((name) => ({ value: name, label: name }))]}
            onChange={(name) => filter({ code: name })}
          />
        </FilterBar>
        {errors.error ? <Failure error={errors.error} reset={() => void errors.refetch()} /> : null}
        <DataTable
          caption="Row errors in file order"
          rows={items.map((item, at) => ({ ...item, at }))}
          keyOf={({ at }) => String(at)}
          columns={[
            { name: 'Row', cell: ({ row }) => formatCount(row), numeric: true, isRowHeader: true },
            { name: 'File column', cell: ({ field }) => <FileColumn field={field} headers={job.reading?.headers} /> },
            { name: 'Error', cell: ({ error }) => <span className={styles.words}>{error}</span> },
            { name: 'Value', cell: ({ value }) => <span className={styles.value}>{value}</span> },
            { name: 'Code', cell: (item) => <code>{item.code}</code> },
            { name: 'Line', cell: ({ line }) => formatCount(line), numeric: true },
          ]}
          empty={
            errors.error ? null : (
              <EmptyState title={errors.isPending ? 'Loading…' : 'No row errors match your filters.'}>
                {errors.isPending ? null : <p>Change the search, or select all codes.</p>}
              </EmptyState>
            )
          }
        />
        <MoreButton query={errors} what="row errors" />
      </Card>
    </>
  );
}
