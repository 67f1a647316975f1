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
import { AuditEntry } from './AuditEntry.tsx';
import { actionChoices, actionOf } from './audit.ts';
import { DayFields } from './DayFields.tsx';
import { FilterSelect } from './FilterSelect.tsx';
import { NeedsOperator } from './NeedsOperator.tsx';
import { askedAccount } from './search.ts';

const route = getRouteApi('/shell/operator/audit');
const TITLE = 'Audit';

/** Who changed what, and what operators read of other accounts. */
export function AuditPage() {
  return mayOperate(useSession()) ? <Events /> : <NeedsOperator title={TITLE} />;
}

function Events() {
  const { action: asked, actor, id, account, from, to } = route.useSearch();
  const navigate = route.useNavigate();
  const change = (name: string, value: string) =>
    void navigate({ search: (old) => ({ ...old, [name]: value || undefined }), replace: true });
  const action = actionOf(asked);
  const start = dayStart(from);
  const end = dayEnd(to);
  const filter = {
    ...askedAccount(true, account),
    ...(action ? { action } : {}),
    ...(actor ? { actor } : {}),
    ...(id ? { resource_id: id.trim() } : {}),
    ...(start ? { from: start } : {}),
    ...(end ? { to: end } : {}),
  };
  const events = useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: async ({ pageParam }) => {
      const query = { ...filter, limit: 25, ...(pageParam ? { cursor: pageParam } : {}) };
      return (await api.GET('/api/v1/audit-events', { params: { query } })).data;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor: next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const items = events.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = [action, actor, id, account, from, to].some(Boolean);
  return (
    <Page title={TITLE} lead="Who changed what, and what operators read of other accounts, newest first.">
      <Card title="Latest events" actions={<Button onPress={() => void events.refetch()}>Refresh</Button>}>
        <FilterBar label="Filter events">
          <FilterSelect
            label="Action"
            value={action}
            choices={actionChoices}
            onChange={(value) => change('action', value)}
          />
          <SearchField label="Person" value={actor ?? ''} onChange={(value) => change('actor', value)} />
          <SearchField
            label="ID"
            hint="The resource that was changed or read."
            value={id ?? ''}
            onChange={(value) => change('id', value)}
          />
          <SearchField label="Account" value={account ?? ''} onChange={(value) => change('account', value)} />
          <DayFields from={from} to={to} onChange={change} />
        </FilterBar>
        {events.error ? <Failure error={events.error} reset={() => void events.refetch()} /> : null}
        {items.map((event) => (
          <AuditEntry key={event.event_id} event={event} />
        ))}
        {items.length === 0 && !events.error ? <Empty isPending={events.isPending} isFiltered={isFiltered} /> : null}
        <MoreButton query={events} what="events" />
      </Card>
    </Page>
  );
}

function Empty({ isPending, isFiltered }: { isPending: boolean; isFiltered: boolean }) {
  if (isPending) return <EmptyState title="Loading…" />;
  return isFiltered ? (
    <EmptyState title="No events match your filters.">
      <p>People, accounts and IDs must match exactly.</p>
      <Link to="/operator/audit">Show all events</Link>
    </EmptyState>
  ) : (
    <EmptyState title="No events yet.">
      <p>Every change appears here, with who made it, from where, and its outcome.</p>
    </EmptyState>
  );
}
