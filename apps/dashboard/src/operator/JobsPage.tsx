import { getRouteApi } from '@tanstack/react-router';
import { mayOperate, useSession } from '../session/session.ts';
import { dayEnd, dayStart } from '../ui/days.ts';
import { Page } from '../ui/Page.tsx';
import { type TabItem, Tabs } from '../ui/Tabs.tsx';
import { JobFilters } from './JobFilters.tsx';
import { JobList } from './JobList.tsx';
import { JobStatistics } from './JobStatistics.tsx';
import { jobKinds, jobStates } from './jobs.ts';
import { QueuesCard } from './QueuesCard.tsx';
import { askedAccount, oneOf } from './search.ts';

const route = getRouteApi('/shell/operator/jobs');
const memberViews = ['list', 'statistics'] as const;
const views = [...memberViews, 'queues'] as const;

/** All jobs: waiting, running and finished. */
export function JobsPage() {
  const { kind, state, account, q, from, to, range, view, sort } = route.useSearch();
  const session = useSession();
  const isOperator = mayOperate(session);
  const navigate = route.useNavigate();
  const change = (name: string, value: string) =>
    void navigate({ search: (old) => ({ ...old, [name]: value || undefined }), replace: true });
  const ofKind = oneOf(jobKinds, kind);
  const inState = oneOf(jobStates, state);
  const start = dayStart(from);
  const end = dayEnd(to);
  const whose = askedAccount(isOperator, account);
  const list: TabItem = {
    id: 'list',
    label: 'All jobs',
    content: () => (
      <JobList
        showAccount={isOperator}
        onSort={(next) => change('sort', next)}
        query={{
          ...(sort === 'created_at' ? { sort } : {}),
          ...whose,
          ...(ofKind ? { kind: [ofKind] } : {}),
          ...(inState ? { state: [inState] } : {}),
          ...(q ? { q } : {}),
          ...(start ? { from: start } : {}),
          ...(end ? { to: end } : {}),
        }}
        isFiltered={[kind, state, account, q, from, to].some(Boolean)}
        filters={
          <JobFilters
            {...{ kind: ofKind, state: inState, account, q, from, to }}
            showAccount={isOperator}
            onChange={change}
          />
        }
      />
    ),
  };
  const statistics: TabItem = {
    id: 'statistics',
    label: 'Throughput and latency',
    content: () => <JobStatistics whose={whose} range={range} onRange={(value) => change('range', value)} />,
  };
  const queues: TabItem = { id: 'queues', label: 'Queues and workers', content: () => <QueuesCard /> };
  return (
    <Page
      title="Jobs"
      lead={
        isOperator
          ? 'Imports, analyses and re-processing runs of all accounts.'
          : 'Imports, analyses and re-processing runs of your account.'
      }
    >
      <Tabs
        label="Job views"
        tabs={isOperator ? [list, statistics, queues] : [list, statistics]}
        selected={oneOf(isOperator ? views : memberViews, view) ?? 'list'}
        onSelect={(chosen) => change('view', chosen === 'list' ? '' : chosen)}
      />
    </Page>
  );
}
