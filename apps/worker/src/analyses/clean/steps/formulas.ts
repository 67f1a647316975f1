import { disarm } from '../../../artifacts/formula.ts';
import { disarmedSql } from '../../shared/formula-sql.ts';
import { named } from '../../shared/wording.ts';
import { type PlannedRewrites, planRewrites, rewriteOnly, type Stage } from '../rewrite.ts';
import type { CleanContext, CleanState, CleanStep } from '../types.ts';

const escaped: Stage = { reason: 'formula escaped', sql: disarmedSql };

const plan = (context: CleanContext, state: CleanState): Promise<PlannedRewrites> =>
  context.facts.ofTable('formulas', state.table, () =>
    planRewrites(
      context,
      state,
      context.columns.map((column) => ({ column, stages: [escaped] })),
    ),
  );

/** Puts an apostrophe before text that a spreadsheet would run as a formula. Numbers, phone numbers and hyphens stay. */
export const formulas: CleanStep<'formulas'> = {
  key: 'formulas',
  title: 'Formulas',
  async estimate(context, state) {
    return { cells: (await plan(context, state)).total, rows: 0 };
  },
  async run(context, state, output) {
    return {
      ...(await rewriteOnly(context, state, output, await plan(context, state))),
      issues: context.columns
        .filter(({ name }) => disarm(name) !== name)
        .map(({ name }) => ({
          field_name: name,
          issue_type: 'formula_header',
          severity: 'info' as const,
          message: `The header ${named([name])} looks like a formula; cleaned.csv has an apostrophe before it.`,
        })),
    };
  },
};
