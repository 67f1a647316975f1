import type { Value } from './cells.ts';
import type { Refusal, Sheet } from './sheet.ts';

/** What the cells of a record give, each by itself. A cell with an error has no value. */
export function readCells({ columns, missing }: Sheet, cells: readonly string[]) {
  const refusals: Refusal[] = [];
  const values: Record<string, Value> = {};
  for (const [at, { field, cell, required }] of columns.entries()) {
    const text = (cells[at] ?? '').trim();
    values[field] = null;
    if (missing.includes(text)) {
      if (required) refusals.push({ field, code: 'REQUIRED' });
      continue;
    }
    const read = cell.read(text);
    if ('code' in read) refusals.push({ field, code: read.code });
    else values[field] = read.value;
  }
  return { values, refusals };
}
