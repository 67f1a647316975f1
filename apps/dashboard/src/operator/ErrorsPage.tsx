import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { api } from '../api.ts';
import { mayOperate, useSession } from '../session/session.ts';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { dayEnd, dayStart } from '../ui/days.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { FilterBar } from '../ui/FilterBar.tsx';
import { MoreButton } from '../ui/MoreButton.tsx';
import { Page } from '../ui/Page.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { DayFields } from './DayFields.tsx';
import { ErrorEntry } from './ErrorEntry.tsx';
import { ErrorGroups } from './ErrorGroups.tsx';
import { NeedsOperator } from './NeedsOperator.tsx';
import { askedAccount } from './search.ts';

const route = getRouteApi('/shell/operator/errors');
const TITLE = 'Errors';

/** The errors of requests and jobs. */
export function ErrorsPage() {
  return mayOperate(useSession()) ? <Errors /> : <NeedsOperator title={TITLE} />;
}

function Errors() {
  const { code, operation, from, to, account } = route.useSearch();
  const navigate = route.useNavigate();
  const change = (name: string, value: string) =>
    void navigate({ search: (old) => ({ ...old, [name]: value || undefined }), replace: true });
  const start = dayStart(from);
  const end = dayEnd(to);
  const range = {
    ...askedAccount(true, account),
    ...(start ? { from: start } : {}),
    ...(end ? { to: end } : {}),
  };
  const filter = { ...range, ...(code ? { code } : {}), ...(operation ? { operation } : {}) };
  const errors = useInfiniteQuery({
    queryKey: ['errors', filter],
    queryFn: async ({ pageParam }) => {
      const query = { ...filter, limit: 25, ...(pageParam ? { cursor: pageParam } : {}) };
      return (await api.GET('/api/v1/error-logs', { params: { query } })).data;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor: next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const items = errors.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = [code, operation, from, to, account].some(Boolean);
  return (
    <Page title={TITLE} lead="Errors in requests and jobs, newest first. Each links to the trace of its request.">
      <ErrorGroups filter={range} />
      <Card title="Latest errors" actions={<Button onPress={() => void errors.refetch()}>Refresh</Button>}>
        <FilterBar label="Filter errors">
          <SearchField
            label="Code"
            placeholder="FILE_CORRUPT"
            value={code ?? ''}
            onChange={(value) => change('code', value)}
          />
          <SearchField
            label="Operation"
            placeholder="import-file"
            value={operation ?? ''}
            onChange={(value) => change('operation', value)}
          />
          <SearchField label="Account" value={account ?? ''} onChange={(value) => change('account', value)} />
          <DayFields from={from} to={to} onChange={change} />
        </FilterBar>
        {errors.error ? <Failure error={errors.error} reset={() => void errors.refetch()} /> : null}
        {items.map((error) => (
          <ErrorEntry key={error.error_id} error={error} hasLinks />
        ))}
        {items.length === 0 && !errors.error ? <Empty isPending={errors.isPending} isFiltered={isFiltered} /> : null}
        <MoreButton query={errors} what="errors" />
      </Card>
    </Page>
  );
}

function Empty({ isPending, isFiltered }: { isPending: boolean; isFiltered: boolean }) {
  if (isPending) return <EmptyState title="Loading…" />;
  return isFiltered ? (
    <EmptyState title="No errors match your filters.">
      <p>Codes and operations must match exactly.</p>
      <Link to="/operator/errors">Show all errors</Link>
    </EmptyState>
  ) : (
    <EmptyState title="No errors yet.">
      <p>Errors in requests and jobs appear here with their code, message and trace.</p>
    </EmptyState>
  );
}
