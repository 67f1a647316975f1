import type { ImportPreview } from '@sluice/client';
import type { FileColumn } from './column-groups.ts';

type Row = ImportPreview['rows'][number];

export interface CellView {
  /** As it stands in the file. */
  readonly text: string;
  /** Why it cannot be imported. */
  readonly error?: string;
  /** What a new row would hold, if that is not the text. */
  readonly stored?: string;
}

/** What the review shows of one cell. */
export function cellView({ cells, stored, errors }: Row, { at, column }: FileColumn): CellView {
  const text = cells[at] ?? '';
  if (column === null) return { text };
  const error = errors.find(({ field }) => field === column)?.error;
  if (error !== undefined) return { text, error };
  const value = stored[at];
  // Of a record that cannot be read, or that is not imported again, nothing would be stored.
  if (value === undefined || value === text) return { text };
  if (value !== null) return { text, stored: value };
  return text.trim() === '' ? { text } : { text, stored: 'blank' };
}

/** The columns that have an error in one of these records, then the others. */
export function faultyFirst(columns: readonly FileColumn[], rows: readonly Row[]): readonly FileColumn[] {
  const wrong = new Set(rows.flatMap(({ errors }) => errors.map(({ field }) => field)));
  const isWrong = ({ column }: FileColumn): boolean => column !== null && wrong.has(column);
  return [...columns.filter(isWrong), ...columns.filter((one) => !isWrong(one))];
}
