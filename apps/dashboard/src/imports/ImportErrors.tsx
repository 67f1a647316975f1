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

import styles from './ImportErrors.module.css';

const route = getRouteApi('/shell/imports/$importer/$jobId');

/** Every row that was not written, with the reason; searched and filtered by the server, so that millions are no matter. */
export function ImportErrors({ job }: { job: ImportJob }) {
  const { q, code } = route.useSearch();
  const navigate = useNavigate({ from: '/imports/$importer/$jobId' });
  const { importer, job_id: jobId } = job;
  const isOver = isFinalStatus(job.status);
  const refused = job.failed_rows + job.skipped_rows;
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
    enabled: refused > 0,
    refetchOnWindowFocus: false,
    // The first errors come while it still runs.
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
  // The same function as long as it can be: a search waits for a pause, and news of the import come in between.
  const search = useCallback((text: string) => filter({ q: text.trim() }), [filter]);
  if (refused === 0) return null;
  const items = errors.data?.pages.flatMap((page) => page.items) ?? [];
  // Rows that a result file says were imported are skipped without an error.
  if (job.failed_rows === 0 && !q && !code && items.length === 0 && !errors.error) return null;
  const codes = [
    ...new Set([...job.errors.map((error) => error.code), ...items.map((item) => item.code), code ?? []].flat()),
  ];
  return (
    <Card title="Rows that were not written">
      <FilterBar label="Filter the errors">
        <SearchField label="Search" value={q ?? ''} onChange={search} placeholder="Text of an error" />
        <Select
          label="Error"
          value={code ?? ''}
          choices={[{ value: '', label: 'All errors' }, ...codes.sort().map((name) => ({ value: name, label: name }))]}
          onChange={(name) => filter({ code: name })}
        />
      </FilterBar>
      {errors.error ? <Failure error={errors.error} reset={() => void errors.refetch()} /> : null}
      <DataTable
        caption="Row errors"
        rows={items.map((item, at) => ({ ...item, at }))}
        keyOf={({ at }) => String(at)}
        columns={[
          { name: 'Row', cell: ({ row }) => formatCount(row), numeric: true, isRowHeader: true },
          { name: 'Field', cell: ({ field }) => field ?? 'the whole row' },
          { name: 'What is wrong', cell: ({ error }) => <span className={styles.words}>{error}</span> },
          { name: 'Value', cell: ({ value }) => <span className={styles.value}>{value}</span> },
          { name: 'Error', cell: (item) => <code>{item.code}</code> },
          { name: 'Line', cell: ({ line }) => formatCount(line), numeric: true },
        ]}
        empty={
          <EmptyState title={errors.isPending ? 'Looking …' : 'No error is like that.'}>
            {errors.isPending ? null : <p>Search for something else, or choose all errors.</p>}
          </EmptyState>
        }
      />
      <MoreButton query={errors} what="errors" />
    </Card>
  );
}
