import { gatherFindings, warningAlerts } from '../shared/findings.ts';
import { RowIssues } from '../shared/row-issues.ts';
import type { Findings, Tool, ToolContext } from '../types.ts';
import { routingOf } from './routing.ts';
import { runSteps } from './run-steps.ts';
import { profileSteps } from './steps/index.ts';
import { summaryOf } from './summary.ts';
import { tilesOf } from './tiles.ts';
import type { Profile } from './types.ts';

const ROW_ISSUES = 'profile_row_issues';

/** Describes a file's contents and issues without changing anything. */
export const profileTool: Tool<'profile-my-data'> = { name: 'profile-my-data', run: runProfile };

async function runProfile(context: ToolContext<'profile-my-data'>): Promise<Findings> {
  const { engine, source, compared, parameters } = context;
  const profile: Profile = {
    ...{ engine, source, compared, parameters },
    ...{
      columns: [],
      numbersTable: undefined,
      numbers: [],
      duplicateRows: 0,
      brokenKeys: [],
      inconsistentCells: 0,
      grade: undefined,
    },
  };
  const rowIssues = await RowIssues.open(engine, ROW_ISSUES);
  const runs = await runSteps(profileSteps, profile, rowIssues, context);
  const issueSummary = await rowIssues.finish();
  const steps = runs.map(({ report }) => report);
  const said = runs.map(({ report, outcome }) => ({ step: report.key, ...outcome }));
  const { alerts, issues, recommendations } = gatherFindings([
    ...said,
    { step: '', alerts: warningAlerts(source.warnings) },
  ]);
  return {
    ...{ steps, alerts, issues, recommendations, issueSummary },
    executiveSummary: tilesOf(profile, issueSummary),
    summary: summaryOf(profile, alerts, issueSummary, steps),
    routing_decisions: routingOf(profile),
    rowIssues: ROW_ISSUES,
  };
}
