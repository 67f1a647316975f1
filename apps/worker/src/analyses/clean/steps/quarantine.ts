import { literal } from '../../shared/sql.ts';
import { counted, named } from '../../shared/wording.ts';
import { brokenRules, type CountedRule } from '../quarantine-rules.ts';
import { dropRows } from '../rewrite.ts';
import type { CleanState, CleanStep } from '../types.ts';

/** `_row, reason` of the rows to be quarantined; every rule that a row breaks is named. */
function brokenRows(rules: readonly CountedRule[], { table }: CleanState): string {
  const reasons = rules.map(
    ({ column, message, broken }) => `CASE WHEN ${broken} THEN ${literal(`${column.name} ${message}`)} END`,
  );
  return `SELECT _row, 'quarantined: ' || reason AS reason
    FROM (SELECT _row, concat_ws('; ', ${reasons.join(', ')}) AS reason FROM ${table}) WHERE reason <> ''`;
}

const HIGH = new Set(['required_missing', 'out_of_range', 'format_invalid']);

/** Quarantines rows that break a rule, and reports suspicious cells. */
export const quarantine: CleanStep<'quarantine'> = {
  key: 'quarantine',
  title: 'Quarantine',
  async estimate(context, state) {
    const aside = (await brokenRules(context, state)).filter(({ sets_aside }) => sets_aside);
    if (aside.length === 0) return { cells: 0, rows: 0 };
    const [row] = await context.engine.rows<{ n: number }>(`SELECT count(*) AS n FROM (${brokenRows(aside, state)})`);
    return { cells: 0, rows: row?.n ?? 0 };
  },
  async run(context, state, output) {
    const rules = await brokenRules(context, state);
    for (const { column, type, message, broken, sets_aside } of rules) {
      const severity = sets_aside ? 'critical' : 'warning';
      await context.engine.run(`
        INSERT INTO ${output.issues}
        SELECT _row, ${literal(column.name)}, '${type}', '${severity}', ${literal(message)}, ${column.id}
        FROM ${state.table}
        WHERE ${broken}`);
    }
    const aside = rules.filter(({ sets_aside }) => sets_aside);
    const result =
      aside.length > 0 ? await dropRows(context, state, output, brokenRows(aside, state)) : { state, dropped: 0 };
    const { rejected } = context.source;
    return {
      state: result.state,
      before: { rows: state.rows, records_that_are_no_rows: rejected },
      after: { rows: result.state.rows, records_that_are_no_rows: rejected, rows_quarantined: result.dropped },
      findings: {
        rows_quarantined: result.dropped,
        records_that_are_no_rows: rejected,
        rules: rules.map(({ column, type, message, count, sets_aside }) => ({
          column: column.name,
          type,
          message,
          cells: count,
          sets_aside,
        })),
      },
      sheet: {
        columns: [
          { header: 'Column', type: 'text' },
          { header: 'Rule', type: 'text' },
          { header: 'Cells', type: 'integer' },
          { header: 'Record quarantined', type: 'boolean' },
        ],
        rows: rules.map(({ column, message, count, sets_aside }) => [column.name, message, count, sets_aside]),
      },
      issues: rules.map(({ column, type, message, count, sets_aside }) => ({
        field_name: column.name,
        issue_type: type,
        severity: HIGH.has(type) || sets_aside ? ('high' as const) : ('medium' as const),
        message: `In ${counted(count, 'record')}, ${named([column.name])} ${message}${sets_aside ? '; quarantined' : ''}.`,
      })),
    };
  },
};
