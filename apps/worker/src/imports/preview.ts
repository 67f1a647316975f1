import { type AppError, quotedNames, type Warning } from '@sluice/core';
import type { Document } from '@sluice/db/documents';
import { storedError } from '@sluice/db/imports';
import {
  type CellFault,
  type Column,
  excerpt,
  type HeaderMapping,
  headerFault,
  headerWarnings,
  type Importer,
  keyReader,
  keysMessage,
  lacksKeys,
  RowChecker,
} from '@sluice/importers';
import { doubtfulReading, type ImportOptions, type ImportPreview } from '@sluice/jobs';
import { restoreCell } from '../artifacts/formula.ts';
import type { DocumentStores } from '../spool/open-document.ts';
import { readingOf, warningsOf } from '../spool/reading.ts';
import type { SpooledTable } from '../spool/spool.ts';
import { openCsv, type TableLimits, textCells } from '../tabular/index.ts';
import { findDateOrder } from './find-date-order.ts';
import { asksForDoubts, blankInUpdates, resolveFallbacks } from './import-target.ts';
import { mapHeader } from './map-header.ts';
import { readHead } from './read-head.ts';

const PREVIEW_ROWS = 20;
/** Enough bytes for a header and twenty wide rows. */
const HEAD_BYTES = 1024 * 1024;

export interface PreviewInput {
  readonly document: Document;
  readonly stores: DocumentStores;
  readonly folder: string;
  readonly limits: TableLimits;
  readonly importer: Importer;
  readonly options: ImportOptions;
  readonly signal: AbortSignal;
}

/** Previews an import of this document: its dialect, header mapping, and first rows with their errors. */
export async function previewTable(input: PreviewInput): Promise<ImportPreview> {
  const { importer } = input;
  const { table, partial } = await readHead({ ...input, headBytes: HEAD_BYTES });
  const file = { path: table.path, dialect: table.dialect, limits: input.limits, partial };
  const reader = openCsv(file);
  const mapping = mapHeader(reader, table.dialect, importer, input.options);
  const records: {
    cells: string[];
    row: number;
    line: number;
    fault?: CellFault;
    cellFaults?: ReadonlyMap<number, CellFault>;
    texts: ReadonlySet<number> | undefined;
  }[] = [];
  read: for (const block of reader.blocks()) {
    for (const [at, cells] of block.cells.entries()) {
      const fault = block.faults.get(at);
      const cellFaults = block.cellFaults.get(at);
      const faults = { ...(fault && { fault }), ...(cellFaults && { cellFaults }) };
      const texts = textCells(block, at, table.dialect);
      records.push({ cells, row: block.rows[at] ?? 0, line: block.lines[at] ?? 0, texts, ...faults });
      if (records.length === PREVIEW_ROWS) break read;
    }
  }
  reader.close();
  const dates = await findDateOrder({ file, mapping, importer, dateOrder: input.options.date_order }, input.signal);
  const checker = new RowChecker({
    importer,
    mapping,
    dateOrder: () => dates.order,
    fallbacks: resolveFallbacks(importer, { createdAt: new Date() }),
    blankInUpdates: blankInUpdates(input.options),
  });
  const all = { ...table, decisions: [...table.decisions, ...(dates.decision ? [dates.decision] : [])] };
  const { dialect, decisions } = readingOf(all);
  return {
    dialect: { ...dialect, date_order: dates.order ?? null },
    decisions,
    columns: importer.columns.map(viewColumn),
    header: [...reader.header],
    mapping: mapping.matches.map((match) => ({ ...match })),
    missing_columns: [...mapping.missing],
    rows: records.map(({ cells, row, line, fault, cellFaults, texts }) => {
      const own = mapping.statusIndex === undefined ? cells : cells.map(restoreCell);
      const values = Object.fromEntries(
        reader.header.map((name, at) => [name, excerpt(own[at] || (cellFaults?.get(at)?.value ?? ''))]),
      );
      if (fault) {
        const value = fault.value === undefined ? null : excerpt(fault.value);
        return {
          row,
          line,
          values,
          errors: [{ row, line, field: null, code: fault.code, value, error: fault.message }],
        };
      }
      checker.check(own, row, line, cellFaults, texts);
      const errors = checker.rejects.map(storedError);
      return { row, line, values, errors };
    }),
    warnings: warningsOf(all.decisions, [
      ...table.warnings,
      ...headerWarnings(mapping),
      ...wrongWarnings(mapping),
      ...doubledWarnings(mapping),
      ...keyWarnings(records, mapping, importer, input.options),
      ...reader.warnings.list(),
      ...checker.warnings.list(),
    ]),
    refusal: refusalOf(partial ? table : all, mapping, importer, input.options),
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
  if (fault) return shown(fault);
  if (!options.generate_keys && lacksKeys(mapping, importer)) {
    return { code: 'KEYS_WOULD_BE_GENERATED', message: keysMessage(mapping, importer), fields: [] };
  }
  const refused = asksForDoubts(options) ? doubtfulReading(decisions) : undefined;
  return refused ? shown(refused) : null;
}

const shown = ({ code, message, fields }: AppError): NonNullable<ImportPreview['refusal']> => ({
  ...{ code, message },
  fields: fields.map((field) => ({ ...field })),
});

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

/** No row of the sample has a key: most likely the header of the keys was not recognized. */
function keyWarnings(
  records: readonly {
    readonly cells: readonly string[];
    readonly fault?: object;
    readonly cellFaults?: ReadonlyMap<number, CellFault>;
  }[],
  mapping: HeaderMapping,
  importer: Importer,
  options: ImportOptions,
): Warning[] {
  if (importer.makeKey === undefined || options.generate_keys) return [];
  const index = mapping.matches.findIndex(({ column }) => column === importer.key);
  const readable = records.filter(({ fault }) => fault === undefined);
  const keyOf = keyReader(importer);
  if (
    index >= 0 &&
    readable.some(({ cells, cellFaults }) => keyOf(cells[index] ?? '') !== '' || cellFaults?.has(index))
  )
    return [];
  const message =
    index < 0
      ? keysMessage(mapping, importer)
      : `No record of the sample has a value in "${importer.key}". If no record of the file has one, the import is refused unless you turn on "Generate keys".`;
  return [{ code: 'KEYS_WOULD_BE_GENERATED', message }];
}

const doubledWarnings = (mapping: HeaderMapping) =>
  [...mapping.doubled].map(([column, headers]) => ({
    code: 'HEADER_DUPLICATE',
    message: `Several columns match ${column}: ${quotedNames(headers)}. Ignore all but one of them.`,
  }));
