import { getRouteApi } from '@tanstack/react-router';
import { mayOperate, mayWrite, useSession } from '../session/session.ts';
import { dayEnd, dayStart } from '../ui/days.ts';
import { Note } from '../ui/Note.tsx';
import { Page } from '../ui/Page.tsx';
import { FailedDeliveryFilters } from './FailedDeliveryFilters.tsx';
import { FailedDeliveryList } from './FailedDeliveryList.tsx';
import { RunCard } from './RunCard.tsx';
import { RunHistory } from './RunHistory.tsx';
import { askedAccount, oneOf } from './search.ts';
import { toolNames } from './tools.ts';

const route = getRouteApi('/shell/operator/failed-uploads');

/** Artifacts that could not be delivered to S3: the reasons, and re-processing. */
export function FailedDeliveriesPage() {
  const { tool, from, to, account, run, sort = '-created_at' } = route.useSearch();
  const session = useSession();
  const isOperator = mayOperate(session);
  const navigate = route.useNavigate();
  const change = (name: string, value: string) =>
    void navigate({ search: (old) => ({ ...old, [name]: value || undefined }), replace: true });
  const openRun = (id: string) => void navigate({ search: (old) => ({ ...old, run: id }) });
  const closeRun = () => {
    change('run', '');
    document.getElementById('page-title')?.focus();
  };
  const ofTool = oneOf(toolNames, tool);
  const start = dayStart(from);
  const end = dayEnd(to);
  const whose = askedAccount(isOperator, account);
  return (
    <Page
      title="Failed deliveries"
      lead="Artifacts that could not be delivered to storage. Their data is kept, so delivery can be retried."
    >
      {run ? <RunCard key={run} runId={run} onClose={closeRun} /> : null}
      {mayWrite(session) ? null : (
        <Note tone="info" title="You have read-only access to this account.">
          Re-processing requires the member role.
        </Note>
      )}
      <FailedDeliveryList
        filter={{
          ...whose,
          ...(ofTool ? { tool: ofTool } : {}),
          ...(start ? { from: start } : {}),
          ...(end ? { to: end } : {}),
        }}
        isFiltered={[tool, from, to, account].some(Boolean)}
        showAccount={isOperator}
        mayReprocess={mayWrite(session)}
        sort={sort}
        onSort={(next) => change('sort', next)}
        onRun={openRun}
        filters={
          <FailedDeliveryFilters {...{ tool: ofTool, from, to, account }} showAccount={isOperator} onChange={change} />
        }
      />
      <RunHistory whose={whose} current={run} />
    </Page>
  );
}
