import type { SheetCell, SheetColumn } from '../types.ts';

/** In characters. */
const MIN_WIDTH = 8;
const MAX_WIDTH = 60;
/** Maximum number of rows that are examined. */
export const SAMPLE_ROWS = 200;

const typeWidths: Readonly<Record<SheetColumn['type'], number>> = {
  text: 0,
  integer: 8,
  number: 12,
  percent: 9,
  date: 12,
  boolean: 8,
  severity: 11,
};

/** The width of each column: fits its header with the filter button, and the first rows. */
export function columnWidths(
  columns: readonly SheetColumn[],
  sample: readonly (readonly SheetCell[])[],
): readonly number[] {
  return columns.map(({ header, type }, at) => {
    let width = Math.max(typeWidths[type], lengthOf(header) + 4);
    for (const cells of sample.slice(0, SAMPLE_ROWS)) width = Math.max(width, cellLength(cells[at] ?? null) + 2);
    return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width));
  });
}

function cellLength(cell: SheetCell): number {
  if (cell === null) return 0;
  if (typeof cell === 'string') return lengthOf(cell);
  if (typeof cell === 'boolean') return 5;
  if (typeof cell !== 'number') return cell.getTime() % 86_400_000 === 0 ? 10 : 19;
  const digits = Math.trunc(Math.abs(cell)).toString().length;
  // Includes the thousands separators and decimals of the number formats.
  return Math.min(18, digits + Math.floor(digits / 3) + (Number.isInteger(cell) ? 1 : 7));
}

/** The width of the first line; East Asian characters and emoji count twice. */
function lengthOf(text: string): number {
  let length = 0;
  for (const character of text.slice(0, MAX_WIDTH)) {
    if (character === '\n') break;
    length += (character.codePointAt(0) as number) >= 0x1100 ? 2 : 1;
  }
  return length;
}
