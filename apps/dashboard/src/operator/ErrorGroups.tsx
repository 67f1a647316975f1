import type { components } from '@sluice/client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../api.ts';
import { Failure } from '../shell/Failure.tsx';
import { Card } from '../ui/Card.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatCount } from '../ui/format.ts';
import { MoreButton } from '../ui/MoreButton.tsx';
import { RelativeTime } from '../ui/RelativeTime.tsx';

type Group = components['schemas']['ErrorGroup'];

interface ErrorGroupsProps {
  /** Whose errors, and of what time. */
  readonly filter: { readonly account_id?: string; readonly from?: string; readonly to?: string };
}

const columns: readonly Column<Group>[] = [
  {
    name: 'Code',
    cell: ({ code }) => (
      <Link to="/operator/errors" search={(old) => ({ ...old, code })}>
        <code>{code}</code>
      </Link>
    ),
    isRowHeader: true,
  },
  { name: 'Errors', cell: ({ count }) => formatCount(count), numeric: true },
  { name: 'First', cell: ({ first_at: at }) => <RelativeTime iso={at} /> },
  { name: 'Last', cell: ({ last_at: at }) => <RelativeTime iso={at} /> },
];

/** How often errors of each code happened, and when first and last. */
export function ErrorGroups({ filter }: ErrorGroupsProps) {
  const groups = useInfiniteQuery({
    queryKey: ['errors', 'groups', filter],
    queryFn: async ({ pageParam }) => {
      const query = { ...filter, limit: 10, ...(pageParam ? { cursor: pageParam } : {}) };
      return (await api.GET('/api/v1/error-logs/groups', { params: { query } })).data;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor: next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <Card title="By code">
      {groups.error ? <Failure error={groups.error} reset={() => void groups.refetch()} /> : null}
      <DataTable
        caption="Errors by code, those that happened last first"
        columns={columns}
        rows={groups.data?.pages.flatMap(({ items }) => items) ?? []}
        keyOf={({ code }) => code}
        empty={groups.error ? null : <EmptyState title={groups.isPending ? 'Loading…' : 'No errors in this time.'} />}
      />
      <MoreButton query={groups} what="codes" />
    </Card>
  );
}
