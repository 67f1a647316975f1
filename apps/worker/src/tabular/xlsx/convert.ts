import { rm } from 'node:fs/promises';
import { type Decision, formatCount, type Warning } from '@sluice/core';
import { firstRecords } from '../head.ts';
import { fileEmpty, rowsExceeded } from '../refusals.ts';
import { headerLooksLikeData } from '../sniff.ts';
import type { Dialect, TableLimits, TableOptions } from '../types.ts';
import { Archive } from './archive.ts';
import { RowWriter } from './row-writer.ts';
import { readSharedStrings, SharedStrings } from './shared-strings.ts';
import { SheetReader } from './sheet.ts';
import { readDateStyles } from './styles.ts';
import { chooseSheet, readWorkbook, type Sheet, type Workbook } from './workbook.ts';

export interface ConvertXlsxInput {
  readonly path: string;
  /** The CSV spool to write; `${outPath}.strings` is used temporarily. */
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
export async function convertXlsx({
  path,
  outPath,
  options,
  limits,
  signal,
}: ConvertXlsxInput): Promise<ConvertedXlsx> {
  const archive = await Archive.open(path, limits.xlsx);
  const strings = new SharedStrings(`${outPath}.strings`);
  const writer = new RowWriter(outPath, limits);
  let done = false;
  try {
    const workbook = await readWorkbook(archive);
    const sheet = chooseSheet(workbook, options.sheet);
    const dateStyles = await readDateStyles(archive, workbook.styles);
    if (workbook.sharedStrings !== undefined) {
      await readSharedStrings(archive, workbook.sharedStrings, strings, limits.maxRowBytes, signal);
    }
    const reader = new SheetReader({ strings, dateStyles, date1904: workbook.date1904 }, writer, limits);
    for await (const text of archive.read(sheet.part, signal)) reader.scanner.push(text);
    reader.scanner.finish();
    const rows = writer.finish();
    if (rows === 0) throw fileEmpty(`The sheet "${sheet.name}" is empty.`);
    const hasHeader = options.header ?? true;
    const records = hasHeader ? rows - 1 : rows;
    if (records > limits.maxRows) throw rowsExceeded(limits.maxRows);
    const warnings = [
      ...sheetWarnings(workbook, sheet, options),
      ...formulaWarnings(reader.formulasWithoutValue),
      ...headerWarnings(writer.head, options),
    ];
    done = true;
    return { dialect: dialectOf(workbook, sheet, hasHeader), records, warnings, decisions: [] };
  } finally {
    writer.close();
    strings.close();
    archive.close();
    if (!done) await rm(outPath, { force: true });
  }
}

const dialectOf = ({ sheets }: Workbook, sheet: Sheet, hasHeader: boolean): Dialect => ({
  format: 'xlsx',
  encoding: 'utf-8',
  encodingCertainty: 'valid',
  bom: false,
  delimiter: ',',
  quote: '"',
  newline: '\n',
  separatorLine: false,
  decimalComma: false,
  hasHeader,
  sheet: sheet.name,
  sheets: sheets.map(({ name }) => name),
});

function sheetWarnings({ sheets }: Workbook, sheet: Sheet, options: TableOptions): Warning[] {
  const others = sheets.filter((other) => other !== sheet).map(({ name }) => `"${name}"`);
  if (others.length === 0 || options.sheet !== undefined) return [];
  const message = `Only the sheet "${sheet.name}" is read. Other sheets: ${others.join(', ')}. Set "sheet" to read one of them.`;
  return [{ code: 'OTHER_SHEETS', message }];
}

function formulaWarnings(count: number): Warning[] {
  if (count === 0) return [];
  const message =
    `Formulas without a stored result: ${formatCount(count)}. They are read as blank cells. Open the workbook in a ` +
    'spreadsheet program, save it and send it again.';
  return [{ code: 'FORMULA_WITHOUT_VALUE', message }];
}

function headerWarnings(head: string, options: TableOptions): Warning[] {
  if (options.header !== undefined) return [];
  const warning = headerLooksLikeData(firstRecords(head, ',', '\n', 2));
  return warning === undefined ? [] : [warning];
}
