import { rm } from 'node:fs/promises';
import {
  type AppError,
  type Decision,
  excerpt,
  formatCount,
  isAppError,
  quotedNames,
  type Warning,
} from '@sluice/core';
import { openCsv } from '../csv.ts';
import { fileEmpty, rowsExceeded } from '../refusals.ts';
import { settle } from '../settle.ts';
import { sniffTable } from '../sniff-table.ts';
import type { Dialect, Grammar, TableLimits, TableOptions } from '../types.ts';
import { Archive } from './archive.ts';
import { lookAt, type OtherSheet, sheetDecision, sheetsToTry } from './choose-sheet.ts';
import { readSharedStrings, SharedStrings } from './shared-strings.ts';
import { type SpooledSheet, spoolSheet } from './spool-sheet.ts';
import { readFormats } from './styles.ts';
import { readWorkbook, type Sheet, type Workbook } from './workbook.ts';

/** Sheets that a warning names. */
const MOST_SHEETS = 20;

export interface ConvertXlsxInput {
  readonly path: string;
  /** The CSV spool to write; files beside it are used temporarily. */
  readonly outPath: string;
  readonly options: TableOptions;
  readonly limits: TableLimits;
  readonly signal?: AbortSignal;
}

export interface ConvertedXlsx {
  readonly dialect: Dialect;
  /** Data records of the sheet, without the header and blank rows. */
  readonly records: number;
  readonly warnings: readonly Warning[];
  readonly decisions: readonly Decision[];
}

/**
 * Writes one sheet of a workbook as a CSV spool for `openCsv`: UTF-8, commas, LF, with blank rows kept as empty lines to
 * preserve row numbers. Streams in bounded memory. Throws an AppError or the signal's reason, and then leaves no spool.
 */
export async function convertXlsx(input: ConvertXlsxInput): Promise<ConvertedXlsx> {
  const { path, outPath, options, limits, signal } = input;
  const archive = await Archive.open(path, limits.xlsx);
  const strings = new SharedStrings(`${outPath}.strings`);
  let done = false;
  try {
    const workbook = await readWorkbook(archive);
    const sheets = sheetsToTry(workbook, options.sheet);
    const formats = await readFormats(archive, workbook.styles);
    if (workbook.sharedStrings !== undefined) {
      await readSharedStrings(archive, workbook.sharedStrings, strings, limits.maxRowBytes, signal);
    }
    const { dateSystem, dateSystemUnclear } = workbook;
    const context = { strings, formats, dateSystem, dateSystemUnclear };
    const spool = (part: string) => spoolSheet({ archive, part, context, outPath, limits, signal });
    const converted = await convertFirst({ workbook, sheets, archive, input, spool });
    done = true;
    return converted;
  } finally {
    strings.close();
    archive.close();
    if (!done) await rm(outPath, { force: true });
  }
}

interface Conversion {
  readonly workbook: Workbook;
  /** The sheets to try, in order. */
  readonly sheets: readonly Sheet[];
  readonly archive: Archive;
  readonly input: ConvertXlsxInput;
  readonly spool: (part: string) => Promise<SpooledSheet>;
}

/** Converts the first sheet that has rows below a header. */
async function convertFirst({ workbook, sheets, archive, input, spool }: Conversion): Promise<ConvertedXlsx> {
  const { options, limits, outPath } = input;
  let sheet = sheets[0] as Sheet;
  let spooled = await spool(sheet.part);
  const enough = options.header === false || options.headerRow === 'none' ? 1 : 2;
  if (spooled.rows < enough) {
    const next = await firstWithRows(archive, sheets.slice(1), spooled.rows === 0 ? 1 : enough);
    if (next !== undefined) {
      sheet = next;
      spooled = await spool(sheet.part);
    }
  }
  const { rows, notes, marked, sample } = spooled;
  const others: OtherSheet[] = [];
  for (const other of workbook.sheets) if (other !== sheet) others.push(await lookAt(archive, other));
  if (rows === 0) throw emptySheet(sheet, workbook);
  const { layout, uncounted, ...sniffed } = sniffTable({ sample, options, limits, grammar });
  const names = workbook.sheets.map(({ name }) => name);
  const spooledAs = {
    decimalComma: false,
    nullMarker: false,
    sheet: sheet.name,
    sheets: names,
    ...(marked && { marked }),
  };
  const unsettled = {
    ...{ dialect: { ...origin, ...layout, ...spooledAs }, settled: uncounted !== undefined },
    records: Math.max(rows - (uncounted ?? 0), 0),
  };
  const { dialect, records } = await settle(unsettled, outPath, limits, input.signal);
  if (records > limits.maxRows) throw rowsExceeded(limits.maxRows);
  const header = headerOf(outPath, dialect, limits);
  const given = options.sheet !== undefined;
  const warnings = [
    ...sheetWarnings(sheet, others, given),
    ...layoutWarnings(spooled),
    ...staleWarnings(workbook, notes.formulas),
    ...notes.warnings(dialect.hasHeader ? header : []),
    ...sniffed.warnings,
  ];
  return {
    dialect,
    records,
    warnings,
    decisions: [sheetDecision(sheet, header.length, others, given), ...sniffed.decisions],
  };
}

async function firstWithRows(archive: Archive, sheets: readonly Sheet[], enough: number): Promise<Sheet | undefined> {
  const looked: OtherSheet[] = [];
  for (const sheet of sheets) {
    const found = await lookAt(archive, sheet);
    if (found.rows > 1) return sheet;
    looked.push(found);
  }
  return looked.find(({ rows }) => rows >= enough)?.sheet;
}

function emptySheet(sheet: Sheet, { sheets }: Workbook): AppError {
  const others = sheets.filter((other) => other !== sheet).map(({ name }) => name);
  const hint = others.length > 0 ? ` Choose another sheet: ${quotedNames(others)}.` : '';
  return fileEmpty(`The sheet "${excerpt(sheet.name)}" is empty.${hint}`);
}

/** The names of the columns, for warnings; none if the header cannot be used, which whoever reads the spool finds out. */
function headerOf(path: string, dialect: Dialect, limits: TableLimits): readonly string[] {
  try {
    const reader = openCsv({ path, dialect, limits });
    reader.close();
    return reader.header;
  } catch (error) {
    if (isAppError(error)) return [];
    throw error;
  }
}

/** The grammar of the spool. */
const grammar: Grammar = { delimiter: ',', quote: '"', escape: null, newline: '\n', comment: null, padded: false };
const origin = { format: 'xlsx', encoding: 'utf-8', encodingCertainty: 'valid', bom: false } as const;

function sheetWarnings(sheet: Sheet, others: readonly OtherSheet[], given: boolean): Warning[] {
  if (others.length === 0 || given) return [];
  const names = others.map((other) => {
    const notes = [...(other.sheet.hidden ? ['hidden'] : []), ...(other.rows === 0 ? ['empty'] : [])];
    return `${quotedNames([other.sheet.name])}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
  });
  const listed = names.length > MOST_SHEETS ? [...names.slice(0, MOST_SHEETS), '…'] : names;
  const hidden = sheet.hidden ? ', which is hidden,' : '';
  const message =
    `Only the sheet ${quotedNames([sheet.name])}${hidden} is read. Other sheets: ${listed.join(', ')}. ` +
    'To read another one, set the sheet.';
  return [{ code: 'OTHER_SHEETS', message }];
}

function layoutWarnings({ inOrder, fromZero }: SpooledSheet): Warning[] {
  const order = 'The workbook stores rows or cells out of order. They are read in the order of their references.';
  const zero = 'The workbook numbers its rows from 0. Row numbers here start with 1.';
  return [
    ...(inOrder ? [] : [{ code: 'CELLS_OUT_OF_ORDER', message: order }]),
    ...(fromZero ? [{ code: 'ROWS_FROM_ZERO', message: zero }] : []),
  ];
}

function staleWarnings({ stale }: Workbook, formulas: number): Warning[] {
  if (!stale || formulas === 0) return [];
  const message =
    `The workbook asks for its formulas to be calculated again, so the stored results of ${formatCount(formulas)} may be ` +
    'out of date. Open it in a spreadsheet program, save it and send it again.';
  return [{ code: 'FORMULAS_OUT_OF_DATE', message, count: formulas }];
}
