import { disarm } from '../../artifacts/formula.ts';
import { summarizeRowIssues } from '../shared/row-issues.ts';
import { columnLabels } from '../shared/wording.ts';
import type { Findings, LoadedTable, Tool } from '../types.ts';
import { alertsOf, issuesOf, recommendationsOf } from './findings.ts';
import { outcomeOf } from './outcome.ts';
import { checkColumns, checkPatterns } from './parameters.ts';
import { makeResultTables } from './result-tables.ts';
import { routingOf } from './routing.ts';
import { type Chain, runChain } from './run-chain.ts';
import { cleanSteps } from './steps/index.ts';
import { summaryOf, tilesOf } from './summary.ts';
import { TableFacts } from './table-facts.ts';

/** Planning statements on views of views takes longer than storing a table of so few cells. */
const STORED_CELLS = 100_000;

/**
 * Cleans a table with a chain of steps, each with metrics and change log entries. Only requested or clearly safe changes are
 * made. The tables of the findings are views, in file order if they have `_row`.
 */
export const cleanToolStoring = (storedCells: number): Tool<'clean-my-data'> => ({
  name: 'clean-my-data',
  async run({ engine, source, parameters, signal, progress, logger }): Promise<Findings> {
    const labels = columnLabels(source.columns);
    const columns = source.columns.map((column) => ({ ...column, name: labels.get(column.id) ?? column.name }));
    checkColumns(columns, parameters);
    await checkPatterns(engine, parameters, signal);
    const facts = new TableFacts(engine, columns, source.dialect);
    const context = { engine, source, columns, parameters, facts, chain: cleanSteps, storedCells };
    const chain = await runChain(context, { signal, progress, logger });
    progress('summary', 0.95);
    const tables = await makeResultTables(engine, source, chain);
    const blank = { before: await facts.blankCells(source), after: await facts.blankCells(chain.state) };
    const outcome = outcomeOf(source, chain, tables, blank);
    const issues = issuesOf(chain);
    return {
      steps: chain.links.map(({ report }) => report),
      alerts: alertsOf(source, chain),
      issues,
      recommendations: recommendationsOf(chain),
      executiveSummary: tilesOf(outcome),
      summary: summaryOf(outcome, issues),
      issueSummary: await summarizeRowIssues(engine, tables.rowIssues),
      routing_decisions: routingOf(outcome, issues),
      cleaned: { table: chain.state.table, columns: cleanedColumns(source, chain), rows: chain.state.rows },
      ...tables,
    };
  },
});

export const cleanTool = cleanToolStoring(STORED_CELLS);

/** A header can be a formula too. */
function cleanedColumns({ columns }: LoadedTable, { links }: Chain): LoadedTable['columns'] {
  const isEscaped = links.some(({ report }) => report.key === 'formulas' && report.status === 'completed');
  return isEscaped ? columns.map(({ id, name }) => ({ id, name: disarm(name) })) : columns;
}
