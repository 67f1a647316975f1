import { parametersOfStep } from '../parameters.ts';
import type { CleanStep, Effect } from '../types.ts';

/** Counts what each step would change if it were the only one. Changes nothing. */
export const preview: CleanStep<'preview'> = {
  key: 'preview',
  title: 'Preview',
  async run(context, state) {
    const effects: (Effect & { step: string; title: string })[] = [];
    for (const { key, title, idle, estimate } of context.chain) {
      const { enabled } = parametersOfStep(context.parameters, key);
      if (!estimate || !enabled || idle?.(context.parameters)) continue;
      effects.push({ step: key, title, ...(await estimate(context, state)) });
    }
    const sum = (of: 'cells' | 'rows'): number => effects.reduce((total, effect) => total + effect[of], 0);
    const numbers = { rows: state.rows, cells_to_change: sum('cells'), rows_to_drop: sum('rows') };
    return {
      state,
      before: numbers,
      after: numbers,
      findings: {
        effects: effects.map(({ step, cells, rows }) => ({ step, cells_to_change: cells, rows_to_drop: rows })),
      },
      sheet: {
        columns: [
          { header: 'Step', type: 'text' },
          { header: 'Cells to change', type: 'integer' },
          { header: 'Records to drop', type: 'integer' },
        ],
        rows: effects.map(({ title, cells, rows }) => [title, cells, rows]),
      },
    };
  },
};
