import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, type Decision, type Warning } from '@sluice/core';
import {
  convertXlsx,
  type Dialect,
  FileInspector,
  type Inspection,
  nestedArchive,
  openWrapped,
  settle,
  type TableLimits,
  type TableOptions,
} from '../tabular/index.ts';

/** A table on local disk, ready to be read. */
export interface SpooledTable {
  readonly path: string;
  readonly dialect: Dialect;
  readonly records: number;
  readonly warnings: readonly Warning[];
  readonly decisions: readonly Decision[];
}

export interface SpoolInput {
  /** Starts reading the stored object. */
  readonly open: () => Promise<{ readonly body: Readable }>;
  readonly folder: string;
  readonly options: TableOptions;
  readonly limits: TableLimits;
  readonly signal: AbortSignal;
}

/**
 * Copies a stored table to local disk and inspects every byte: encoding, dialect, number of records. A workbook is converted
 * to CSV, and a table in a gzip file or zip archive unpacked, so that later stages read one format.
 * @throws AppError if the file is unusable; errors of `open` and its body
 */
export async function spoolStored({ open, ...input }: SpoolInput): Promise<SpooledTable> {
  const { folder, limits, signal } = input;
  const file = path.join(folder, 'original');
  const inspection = await spoolText((await open()).body, file, input);
  if ('path' in inspection) return inspection;
  const wrapped = await openWrapped(inspection.kind === 'gzip' ? 'gzip' : 'zip', file, limits);
  if (wrapped === undefined) return spoolWorkbook(file, input);
  const inner = path.join(folder, 'unpacked');
  const unpacked = await spoolText(Readable.from(wrapped.bytes, { objectMode: false }), inner, input);
  if (!('path' in unpacked) && (unpacked.kind === 'gzip' || (await isPacked(inner, limits)))) throw nestedArchive();
  signal.throwIfAborted();
  await rm(file);
  const table = 'path' in unpacked ? unpacked : await spoolWorkbook(inner, input);
  return { ...table, warnings: [...wrapped.warnings, ...table.warnings] };
}

type Input = Omit<SpoolInput, 'open'>;
type Archived = Extract<Inspection, { kind: 'xlsx' | 'gzip' }>;

/** Whether a zip archive is no document, such as a workbook. */
const isPacked = async (file: string, limits: TableLimits): Promise<boolean> => {
  const wrapped = await openWrapped('zip', file, limits);
  await wrapped?.bytes.return();
  return wrapped !== undefined;
};

/** Writes a file, text as UTF-8; an archive is not read yet. */
async function spoolText(body: Readable, file: string, input: Input): Promise<SpooledTable | Archived> {
  const { options, limits, signal } = input;
  const first = await write(body, file, new FileInspector(options, limits), signal);
  if (first.kind === 'csv') return { path: file, ...(await settle(first, file, limits, signal)) };
  if (first.kind !== 'again') return first;
  const again = new FileInspector(options, limits, first.choice);
  const inspection = await write(createReadStream(file), `${file}.text`, again, signal);
  await rm(file);
  if (inspection.kind !== 'csv') throw new Error('text was taken for an archive when it was read again');
  return { path: `${file}.text`, ...(await settle(inspection, `${file}.text`, limits, signal)) };
}

async function spoolWorkbook(file: string, { folder, ...input }: Input): Promise<SpooledTable> {
  const outPath = path.join(folder, 'sheet.csv');
  const converted = await convertXlsx({ path: file, outPath, ...input });
  return { path: outPath, ...converted };
}

/** Writes what the inspector makes of the bytes. */
async function write(body: Readable, file: string, inspector: FileInspector, signal: AbortSignal): Promise<Inspection> {
  const push = (done: TransformCallback, written: () => Buffer[]): void => {
    try {
      for (const bytes of written()) inspect.push(bytes);
      done();
    } catch (error) {
      done(error as Error);
    }
  };
  const inspect = new Transform({
    transform: (chunk: Buffer, _, done) => push(done, () => inspector.push(chunk)),
    flush: (done) => push(done, () => inspector.end()),
  });
  await pipeline(body, inspect, createWriteStream(file, { highWaterMark: 1 << 20 }), { signal }).catch(
    (error: unknown) => {
      if (signal.aborted) throw signal.reason;
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
        throw new AppError('INTERNAL', 'The worker ran out of disk space in its spool folder (SPOOL_DIR).', {
          retryable: true,
          cause: error,
        });
      }
      throw error;
    },
  );
  return inspector.finish();
}
