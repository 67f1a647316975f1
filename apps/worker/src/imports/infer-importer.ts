import { setImmediate } from 'node:timers/promises';
import type { Document } from '@sluice/db/documents';
import type { ImporterInference, InferenceOptions } from '@sluice/jobs';
import type { DocumentStores } from '../spool/open-document.ts';
import { readingOf, warningsOf } from '../spool/reading.ts';
import { openCsv, type TableLimits } from '../tabular/index.ts';
import { readHead } from './read-head.ts';

/** Larger files are looked at as far as this. */
const HEAD_BYTES = 4 * 1024 * 1024;
/** What has been seen by then is enough: on a busy machine, the caller gets an answer about less. */
const LOOK_MS = 3_000;

export interface InferenceInput {
  readonly document: Document;
  readonly stores: DocumentStores;
  readonly folder: string;
  readonly limits: TableLimits;
  readonly options: InferenceOptions;
  readonly signal: AbortSignal;
}

/** Infers a definition from the records of a document, in memory that does not grow with the file. */
export async function inferFromDocument({ options, ...input }: InferenceInput): Promise<ImporterInference> {
  // Loaded here, because no other job needs it.
  const { FileInference } = await import('@sluice/importers/inference');
  const { name, ...reading } = options;
  const { table, partial } = await readHead({ ...input, options: reading, headBytes: HEAD_BYTES });
  const reader = openCsv({ path: table.path, dialect: table.dialect, limits: input.limits, partial });
  const inference = new FileInference({
    ...{ header: reader.header, name, fileName: input.document.originalFilename },
    ...{ file: fileOptions(reading), dateOrder: reading.date_order },
    decimalMark: reading.decimal_mark ?? (table.dialect.decimalComma ? ',' : undefined),
  });
  let isWhole = !partial;
  const enough = performance.now() + LOOK_MS;
  read: for (const block of reader.blocks()) {
    for (const [at, cells] of block.cells.entries()) {
      // The cells of a broken record may be in the wrong columns.
      if (block.faults.has(at)) continue;
      if (inference.isFull || (at === 0 && inference.records > 0 && performance.now() > enough)) {
        isWhole = false;
        break read;
      }
      inference.see(cells);
    }
    await setImmediate();
    input.signal.throwIfAborted();
  }
  reader.close();
  const found = inference.finish({ isWhole });
  const { decisions } = readingOf(table);
  return {
    ...{ definition: found.definition, source: found.source, decisions },
    columns: found.columns.map(({ evidence, examples, ...column }) => ({
      ...{ ...column, evidence: [...evidence], examples: [...examples] },
    })),
    key_candidates: found.key_candidates.map(({ fields, evidence, confidence }) => ({
      ...{ fields: [...fields], evidence: [...evidence], confidence },
    })),
    warnings: warningsOf(table.decisions, [...found.warnings, ...table.warnings, ...reader.warnings.list()]),
  };
}

/** `header_row` as `headerRow`. */
const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** What the caller has set, as a definition says it. */
const fileOptions = (given: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[camelCase(name), value]])),
  );
