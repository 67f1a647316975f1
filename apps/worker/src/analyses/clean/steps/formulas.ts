import { disarm, FORMULA_START, NUMBER_TEXT, PHONE_TEXT } from '../../../artifacts/formula.ts';
import { inlineFlags, literal } from '../../shared/sql.ts';
import { named } from '../../shared/wording.ts';
import { type PlannedRewrites, planRewrites, rewriteOnly, type Stage } from '../rewrite.ts';
import type { CleanContext, CleanState, CleanStep } from '../types.ts';

/** The code points of the characters that `FORMULA_START` accepts: most cells need no pattern. */
const STARTS = ['=', '+', '-', '@', '\t', '\r'].map((start) => start.charCodeAt(0));

const escaped: Stage = {
  reason: 'formula escaped',
  sql: (v) => {
    const is = (pattern: RegExp): string => `regexp_full_match(${v}, ${literal(inlineFlags(pattern))})`;
    const isFormula = `CASE WHEN ascii(${v}) IN (${STARTS.join(', ')})
      THEN regexp_matches(${v}, ${literal(FORMULA_START.source)}) AND NOT ${is(NUMBER_TEXT)} AND NOT ${is(PHONE_TEXT)}
      ELSE false END`;
    return `CASE WHEN ${isFormula} THEN '''' || ${v} ELSE ${v} END`;
  },
};

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
