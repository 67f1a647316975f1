import { getRouteApi } from '@tanstack/react-router';
import { mayOperate, mayWrite, useSession } from '../session/session.ts';
import { dayEnd, dayStart } from '../ui/days.ts';
import { Note } from '../ui/Note.tsx';
import { Page } from '../ui/Page.tsx';
import { FailedUploadFilters } from './FailedUploadFilters.tsx';
import { FailedUploadList } from './FailedUploadList.tsx';
import { RunCard } from './RunCard.tsx';
import { RunHistory } from './RunHistory.tsx';
import { askedAccount, oneOf } from './search.ts';
import { toolNames } from './tools.ts';

const route = getRouteApi('/shell/operator/failed-uploads');

/** Files that were made and could not be stored: why, and once more. */
export function FailedUploadsPage() {
  const { tool, from, to, account, run } = route.useSearch();
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
  const begin = dayStart(from);
  const end = dayEnd(to);
  const whose = askedAccount(isOperator, account);
  return (
    <Page
      title="Failed uploads"
      lead="Files that were made and could not be delivered to the storage. What they were made of is kept, so they can be delivered again."
    >
      {run ? <RunCard key={run} runId={run} onClose={closeRun} /> : null}
      {mayWrite(session) ? null : (
        <Note tone="info" title="You may look, and re-process nothing.">
          Delivering files again needs the role member.
        </Note>
      )}
      <FailedUploadList
        filter={{
          ...whose,
          ...(ofTool ? { tool: ofTool } : {}),
          ...(begin ? { from: begin } : {}),
          ...(end ? { to: end } : {}),
        }}
        isFiltered={[tool, from, to, account].some(Boolean)}
        showAccount={isOperator}
        mayReprocess={mayWrite(session)}
        onRun={openRun}
        filters={
          <FailedUploadFilters {...{ tool: ofTool, from, to, account }} showAccount={isOperator} onChange={change} />
        }
      />
      <RunHistory whose={whose} current={run} />
    </Page>
  );
}
