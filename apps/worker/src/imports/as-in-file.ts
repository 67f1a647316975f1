import type { ImportBatch, RejectRow } from '@sluice/db/imports';
import { excerpt, resultColumns } from '@sluice/importers';
import { restoreCell } from '../artifacts/formula.ts';
import { type Delimiter, readRecord } from '../tabular/index.ts';
import { type ResultPart, resultTexts } from './result-part.ts';

/** How result files are written. */
const plain = { quote: '"', escape: null, newline: '\n', comment: null, padded: false } as const;

/** Where the cell of each field is among those of a record in the result file. */
export type CellPlaces = Readonly<Record<string, number>>;

/** The cells of some fields, as errors show them; undefined if one of them is not in the file or blank. */
export function shownCells(
  cells: readonly string[],
  fields: readonly string[],
  places: CellPlaces,
): string | undefined {
  const texts = fields.map((field) => (cells[places[field] ?? -1] ?? '').trim());
  return texts.length === 0 || texts.includes('') ? undefined : excerpt(texts.join(', '));
}

interface Places {
  readonly delimiter: Delimiter;
  readonly places: CellPlaces;
}

/** The batch, whose errors that the table finds show the cells of the file; as it is without its part of the result file. */
export const withCells = (batch: ImportBatch, part: ResultPart | undefined, places: Places): ImportBatch =>
  part ? { ...batch, shown: (rejects) => asInFile(rejects, part, places) } : batch;

/**
 * The rows of a batch that the table rejected, with the cells as they stand in the file instead of what would have been stored of
 * them. They are taken from the batch's part of the result file, so that nothing has to be kept for it.
 */
export function asInFile(
  rejects: readonly RejectRow[],
  part: ResultPart,
  { delimiter, places }: Places,
): readonly RejectRow[] {
  if (!rejects.some(({ value }) => value !== null)) return rejects;
  const textOf = resultTexts(part);
  return rejects.map((reject) => {
    const { row, field, fields = field === null ? [] : [field], value } = reject;
    const text = value === null || fields.length === 0 ? undefined : textOf(row);
    if (text === undefined) return reject;
    const cells: string[] = [];
    readRecord(text, 0, { ...plain, delimiter }, cells);
    const shown = shownCells(cells.slice(resultColumns.length).map(restoreCell), fields, places);
    return shown === undefined ? reject : { ...reject, value: shown };
  });
}
