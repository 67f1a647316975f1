import type { Style, Workbook, Worksheet } from 'exceljs';
import type { SheetCell, SummarySheet } from '../types.ts';
import { escapeControls, fitCell, isExcelNumber } from './excel-values.ts';
import { markdownLines } from './markdown-lines.ts';
import type { PlannedSheet } from './sheet-plan.ts';
import { cellStyles, solid, statusColours } from './styles.ts';

/** Columns B to I; a narrow A is the margin. */
const FIRST = 2;
const COLUMNS = 8;
const LAST = FIRST + COLUMNS - 1;
const COLUMN_WIDTH = 15;
const LINE_HEIGHT = 15;
const TILES_A_ROW = 4;
const TILE_COLUMNS = COLUMNS / TILES_A_ROW;
const INK = 'FF1F3864';
const GRAY = 'FF595959';

type Look = Partial<Style>;

/** Writes a page from top to bottom; cells are merged across the grid. */
class Page {
  readonly sheet: Worksheet;
  row = 2;

  constructor(sheet: Worksheet) {
    this.sheet = sheet;
  }

  /** Puts a value into columns `from` to `to` of the current row, or of one below it. */
  put(from: number, to: number, value: SheetCell, look: Look, down = 0): void {
    const row = this.row + down;
    if (to > from) this.sheet.mergeCells(row, from, row, to);
    const bottom = look.border?.bottom;
    // The bottom border of merged cells must be set on each of them.
    if (bottom) for (let at = from + 1; at <= to; at++) this.sheet.getCell(row, at).style = { border: { bottom } };
    const cell = this.sheet.getCell(row, from);
    cell.value = safe(value);
    cell.style = look;
  }

  height(points: number, down = 0): void {
    this.sheet.getRow(this.row + down).height = points;
  }

  heading(text: string): void {
    this.put(FIRST, LAST, text, {
      font: { name: 'Calibri', size: 13, bold: true, color: { argb: INK } },
      border: { bottom: { style: 'medium', color: { argb: INK } } },
    });
    this.height(20);
    this.height(5, 1);
    this.row += 2;
  }

  /** Merged cells do not grow with their text, so the row height is set explicitly. */
  paragraph(from: number, text: string, look: Look): void {
    this.put(from, LAST, text, { ...look, alignment: { ...look.alignment, vertical: 'top', wrapText: true } });
    const perLine = (LAST - from + 1) * COLUMN_WIDTH;
    const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / perLine)), 0);
    this.height(Math.min(400, lines * LINE_HEIGHT + 3));
    this.row++;
  }
}

/** Adds the first sheet. `sheets` are all sheets, for the table of contents. */
export function addSummary(
  workbook: Workbook,
  { sheet, name }: { readonly sheet: SummarySheet; readonly name: string },
  sheets: readonly PlannedSheet[],
): void {
  const worksheet = workbook.addWorksheet(name, {
    views: [{ showGridLines: false }],
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    properties: { tabColor: { argb: INK } },
  });
  worksheet.getColumn(1).width = 2;
  for (let column = FIRST; column <= LAST; column++) worksheet.getColumn(column).width = COLUMN_WIDTH;
  const page = new Page(worksheet);
  addTitle(page, sheet);
  addTiles(page, sheet.tiles ?? []);
  addHighlights(page, sheet.highlights ?? []);
  addText(page, sheet.text ?? '');
  addFacts(page, sheet.facts ?? []);
  addContents(page, sheets);
}

function addTitle(page: Page, { title, subtitle }: SummarySheet): void {
  page.put(FIRST, LAST, title, { font: { name: 'Calibri', size: 20, bold: true, color: { argb: INK } } });
  page.height(30);
  page.row++;
  if (subtitle !== undefined) page.paragraph(FIRST, subtitle, { font: { size: 11, color: { argb: GRAY } } });
  page.row++;
}

function addTiles(page: Page, tiles: NonNullable<SummarySheet['tiles']>): void {
  for (const [at, { title, value, status, description }] of tiles.entries()) {
    const place = at % TILES_A_ROW;
    const from = FIRST + place * TILE_COLUMNS;
    const to = from + TILE_COLUMNS - 1;
    const { text, ground, line } = statusColours[status];
    const look = (size: number, bold: boolean, color: string): Look => ({
      font: { name: 'Calibri', size, bold, color: { argb: color } },
      fill: solid(ground),
      alignment: { vertical: 'top', horizontal: 'left', wrapText: true, indent: 1 },
      border: { left: { style: 'thick', color: { argb: line } } },
    });
    page.put(from, to, title, look(10, true, GRAY));
    page.put(from, to, value, { ...look(20, true, text), numFmt: formatOf(value) }, 1);
    page.put(from, to, description, look(9, false, GRAY), 2);
    page.height(18);
    page.height(30, 1);
    const perLine = TILE_COLUMNS * COLUMN_WIDTH;
    const lines = Math.ceil(description.length / perLine);
    page.height(Math.max(page.sheet.getRow(page.row + 2).height ?? 0, 4 + 13 * Math.max(2, lines)), 2);
    if (place === TILES_A_ROW - 1 || at === tiles.length - 1) {
      page.height(6, 3);
      page.row += 4;
    }
  }
  if (tiles.length > 0) page.row++;
}

function addHighlights(page: Page, highlights: NonNullable<SummarySheet['highlights']>): void {
  if (highlights.length === 0) return;
  page.heading('Start here');
  for (const { severity, text } of highlights) {
    const chip = cellStyles[severity];
    page.put(FIRST, FIRST, severity, { ...chip, alignment: { horizontal: 'center', vertical: 'top' } });
    page.paragraph(FIRST + 1, text, { alignment: { indent: 1 } });
  }
  page.row++;
}

function addText(page: Page, markdown: string): void {
  const lines = markdownLines(markdown);
  if (lines.length === 0) return;
  for (const { kind, text } of lines) {
    if (kind === 'heading') page.heading(text);
    else if (kind === 'item') page.paragraph(FIRST, `•  ${text}`, { alignment: { indent: 1 } });
    else page.paragraph(FIRST, text, {});
  }
  page.row++;
}

function addFacts(page: Page, facts: NonNullable<SummarySheet['facts']>): void {
  if (facts.length === 0) return;
  page.heading('Facts');
  for (const [label, value] of facts) {
    page.put(FIRST, FIRST + 1, label, { font: { color: { argb: GRAY } }, alignment: { vertical: 'top' } });
    const look: Look = { numFmt: formatOf(value), alignment: { horizontal: 'left' } };
    if (typeof value === 'string') page.paragraph(FIRST + 2, value, look);
    else {
      page.put(FIRST + 2, LAST, value, look);
      page.row++;
    }
  }
  page.row++;
}

function addContents(page: Page, sheets: readonly PlannedSheet[]): void {
  const parts = sheets.flatMap((planned) => (planned.kind === 'table' ? planned.parts : []));
  if (parts.length === 0) return;
  page.heading('In this workbook');
  for (const { name, rows, note } of parts) {
    page.put(FIRST, FIRST + 2, name, { font: { color: { argb: 'FF0563C1' }, underline: true } });
    page.sheet.getCell(page.row, FIRST).value = { text: name, hyperlink: `#'${name}'!A1` };
    page.put(FIRST + 3, FIRST + 3, rows, { numFmt: '#,##0' });
    page.put(FIRST + 4, LAST, rows === 1 ? 'row' : `rows. ${note ?? ''}`.replace(/\. $/, ''), {
      font: { color: { argb: GRAY } },
    });
    page.row++;
  }
}

const formatOf = (value: SheetCell): string => {
  if (typeof value === 'number') return Number.isInteger(value) ? '#,##0' : '#,##0.00';
  if (value instanceof Date) return 'yyyy-mm-dd hh:mm:ss';
  return '@';
};

/** exceljs drops characters that XML cannot represent, and would write numbers that Excel cannot read. */
function safe(value: SheetCell): SheetCell {
  if (typeof value === 'string') return escapeControls(fitCell(value));
  return typeof value === 'number' && !isExcelNumber(value) ? String(value) : value;
}
