import type { DocumentReading } from '@sluice/client';
import type { ReadingForm } from './form.ts';

/** The numbers of the rows that are the header, as the file is read or as the form says; none if it has none. */
export function headerRows(
  { decisions, first_rows: rows }: Pick<DocumentReading, 'decisions' | 'first_rows'>,
  form: Pick<ReadingForm, 'header_row' | 'header_rows'>,
): readonly number[] {
  const found = decisions.find(({ topic }) => topic === 'header_row')?.value;
  const row = form.header_row === undefined ? found : Number(form.header_row);
  const at = rows.findIndex((one) => one.row >= Number(row ?? Number.NaN));
  if (at === -1) return [];
  return rows.slice(at, at + (Number(form.header_rows) || 1)).map((one) => one.row);
}
