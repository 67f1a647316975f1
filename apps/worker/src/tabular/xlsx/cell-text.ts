import { csvCell, unescapeText } from './csv-cell.ts';
import { type DateKind, serialToIso } from './dates.ts';
import { numberText } from './number-text.ts';
import type { SharedStrings } from './shared-strings.ts';

/** Settings shared by all cells of a workbook. */
export interface CellContext {
  readonly strings: SharedStrings;
  readonly dateStyles: readonly (DateKind | undefined)[];
  readonly date1904: boolean;
}

/**
 * A cell for the CSV spool. `type` is the cell's `t`, `style` its `s`, `value` the text of its `v` or of its inline string; a
 * formula's cached result has the type of the result.
 */
export function cellText(type: string, style: string, value: string, context: CellContext): string {
  if (type === 's') return value === '' ? '' : context.strings.at(Number(value));
  if (value === '') return '';
  if (type === '' || type === 'n')
    return csvCell(style === '' ? numberText(value) : styledNumber(style, value, context));
  if (type === 'b') return value === '0' || value === 'false' ? 'false' : 'true';
  if (type === 'd') return csvCell(value.replace(/T00:00:00(\.0+)?Z?$/, ''));
  return csvCell(unescapeText(value));
}

function styledNumber(style: string, value: string, { dateStyles, date1904 }: CellContext): string {
  const kind = dateStyles[Number(style)];
  const iso = kind === undefined ? undefined : serialToIso(Number(value), kind, date1904);
  return iso ?? numberText(value);
}
