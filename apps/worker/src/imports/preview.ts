import { type AppError, quotedNames, type Warning } from '@sluice/core';
import type { Document } from '@sluice/db/documents';
import {
  type Column,
  type DateOrder,
  type HeaderMapping,
  headerFault,
  headerWarnings,
  type Importer,
  keysMessage,
  lacksKeys,
  RowChecker,
  suggestColumns,
} from '@sluice/importers';
import { doubtfulReading, type ImportOptions, type ImportPreview } from '@sluice/jobs';
import type { DocumentStores } from '../spool/open-document.ts';
import { readingOf, warningsOf } from '../spool/reading.ts';
import type { SpooledTable } from '../spool/spool.ts';
import { type CsvReader, firstRows, type OpenCsvInput, openCsv, type TableLimits } from '../tabular/index.ts';
import { blankInUpdates } from './blank-in-updates.ts';
import { checkHead } from './check-head.ts';
import { findDateOrder } from './find-date-order.ts';
import { asksForDoubts, resolveFallbacks } from './import-target.ts';
import { mapHeader } from './map-header.ts';
import { HEAD_BYTES, isHeaderFault, shownRefusal } from './preview-reading.ts';
import { readHead } from './read-head.ts';

export interface PreviewInput {
  readonly document: Document;
  readonly stores: DocumentStores;
  readonly folder: string;
  readonly limits: TableLimits;
  readonly importer: Importer;
  readonly options: ImportOptions;
  /** How many records to return. */
  readonly rows: number;
  readonly signal: AbortSignal;
}

/**
 * Previews an import of this document: its dialect, header mapping, and what its records show, as far as a caller can wait for
 * it. If its header cannot be used, the preview says so, and has the first rows of which another one may be the header.
 */
export async function previewTable(input: PreviewInput): Promise<ImportPreview> {
  const { table, partial } = await readHead({ ...input, headBytes: HEAD_BYTES });
  const file = { path: table.path, dialect: table.dialect, limits: input.limits, partial };
  const first = firstRows(table.path, table.dialect);
  try {
    return { ...(await previewRecords(input, { table, file })), first_rows: first };
  } catch (error) {
    if (first.length === 0 || !isHeaderFault(error)) throw error;
    return { ...withoutRecords(input, table, error), first_rows: first };
  }
}

interface Head {
  readonly table: SpooledTable;
  readonly file: OpenCsvInput;
}

/** @throws AppError of `openCsv`, if the header cannot be used */
async function previewRecords(input: PreviewInput, head: Head): Promise<ImportPreview> {
  const reader = openCsv(head.file);
  try {
    return await previewOf(input, head, reader);
  } finally {
    reader.close();
  }
}

async function previewOf(
  { importer, options, rows, signal }: PreviewInput,
  { table, file }: Head,
  reader: CsvReader,
): Promise<ImportPreview> {
  const partial = file.partial === true;
  const mapping = mapHeader(reader, table.dialect, importer, options);
  const dates = await findDateOrder({ file, mapping, importer, dateOrder: options.date_order }, signal);
  const fallbacks = resolveFallbacks(importer, { createdAt: new Date() });
  const checker = new RowChecker({
    ...{ importer, mapping, fallbacks },
    dateOrder: () => dates.order,
    blankInUpdates: blankInUpdates(options),
  });
  const { dialect } = table;
  const { checked, hasKey, ...shownRows } = await checkHead({
    ...{ reader, dialect, mapping, importer, checker, fallbacks, rows, partial, signal },
  });
  const all = { ...table, decisions: [...table.decisions, ...(dates.decision ? [dates.decision] : [])] };
  const suggestions = suggestColumns(mapping.matches, importer);
  return {
    ...startOf(importer, all, dates.order),
    header: [...reader.header],
    mapping: mapping.matches.map((match, at) => ({ ...match, suggestions: (suggestions[at] ?? []).map(copy) })),
    missing_columns: [...mapping.missing],
    ...{ rows: [...shownRows.rows], failed_rows: [...shownRows.failedRows], checked },
    warnings: warningsOf(all.decisions, [
      ...table.warnings,
      ...headerWarnings(mapping),
      ...wrongWarnings(mapping),
      ...doubledWarnings(mapping),
      ...keyWarnings(hasKey, mapping, importer, options),
      ...reader.warnings.list(),
      ...checker.warnings.list(),
    ]),
    refusal: refusalOf(partial ? table : all, mapping, importer, options),
    first_rows: [],
  };
}

const copy = <T extends object>(one: T): T => ({ ...one });

/** What is known without a header. */
function withoutRecords({ importer }: PreviewInput, table: SpooledTable, fault: AppError): ImportPreview {
  return {
    ...startOf(importer, table, undefined),
    ...{ header: [], mapping: [], missing_columns: [], rows: [], failed_rows: [], checked: null, first_rows: [] },
    warnings: warningsOf(table.decisions, table.warnings),
    refusal: shownRefusal(fault),
  };
}

function startOf(importer: Importer, table: SpooledTable, dateOrder: DateOrder | undefined) {
  const { dialect, decisions } = readingOf(table);
  return {
    dialect: { ...dialect, date_order: dateOrder ?? null },
    decisions,
    columns: importer.columns.map(viewColumn),
  };
}

/** What an import with these options would be refused with. Dates of a sample do not count: later ones may decide their order. */
function refusalOf(
  { decisions }: SpooledTable,
  mapping: HeaderMapping,
  importer: Importer,
  options: ImportOptions,
): ImportPreview['refusal'] {
  const fault = headerFault(mapping, importer);
  if (fault) return shownRefusal(fault);
  if (!options.generate_keys && lacksKeys(mapping, importer)) {
    return { code: 'KEYS_WOULD_BE_GENERATED', message: keysMessage(mapping, importer), fields: [] };
  }
  const refused = asksForDoubts(options) ? doubtfulReading(decisions) : undefined;
  return refused ? shownRefusal(refused) : null;
}

const viewColumn = ({ name, required = false, type, description, example }: Column) => ({
  name,
  required,
  type: type.label,
  description,
  example,
});

/** Problems that would make an import fail, reported while they can still be fixed. */
const wrongWarnings = ({ wrong }: HeaderMapping) =>
  wrong.map(({ message }) => ({ code: 'MAPPING_INVALID', message: `The mapping is invalid: ${message}.` }));

/** No record that was checked has a key: most likely the header of the keys was not recognized. */
function keyWarnings(hasKey: boolean, mapping: HeaderMapping, importer: Importer, options: ImportOptions): Warning[] {
  if (hasKey || importer.makeKey === undefined || options.generate_keys) return [];
  const message = lacksKeys(mapping, importer)
    ? keysMessage(mapping, importer)
    : `No record of the sample has a value in "${importer.key}". If no record of the file has one, the import is refused unless you turn on "Generate keys".`;
  return [{ code: 'KEYS_WOULD_BE_GENERATED', message }];
}

const doubledWarnings = (mapping: HeaderMapping) =>
  [...mapping.doubled].map(([column, headers]) => ({
    code: 'HEADER_DUPLICATE',
    message: `Several columns match ${column}: ${quotedNames(headers)}. Ignore all but one of them.`,
  }));
