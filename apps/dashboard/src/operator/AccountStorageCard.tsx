import type { components } from '@sluice/client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../api.ts';
import { Failure } from '../shell/Failure.tsx';
import { Card } from '../ui/Card.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatBytes, formatCount } from '../ui/format.ts';
import { MoreButton } from '../ui/MoreButton.tsx';

type AccountStorage = components['schemas']['AccountStorage'];

const columns: readonly Column<AccountStorage>[] = [
  {
    name: 'Account',
    cell: ({ account_id: account }) => (
      <Link to="/operator/jobs" search={{ account }}>
        {account}
      </Link>
    ),
    isRowHeader: true,
  },
  { name: 'Documents', cell: ({ documents }) => formatCount(documents), numeric: true },
  { name: 'Used', cell: ({ stored_bytes: bytes }) => formatBytes(bytes), numeric: true },
  { name: 'Limit', cell: ({ limit_bytes: limit }) => (limit === null ? 'None' : formatBytes(limit)), numeric: true },
];

/** What the documents of each account take up, the largest first. */
export function AccountStorageCard() {
  const accounts = useInfiniteQuery({
    queryKey: ['account-storage'],
    queryFn: async ({ pageParam }) => {
      const query = { limit: 10, ...(pageParam ? { cursor: pageParam } : {}) };
      return (await api.GET('/api/v1/account-storage', { params: { query } })).data;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor: next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <Card title="Storage by account">
      {accounts.error ? <Failure error={accounts.error} reset={() => void accounts.refetch()} /> : null}
      <DataTable
        caption="Storage by account, the largest first"
        columns={columns}
        rows={accounts.data?.pages.flatMap(({ items }) => items) ?? []}
        keyOf={({ account_id: account }) => account}
        empty={accounts.error ? null : <EmptyState title={accounts.isPending ? 'Loading…' : 'No documents yet.'} />}
      />
      <MoreButton query={accounts} what="accounts" />
    </Card>
  );
}
