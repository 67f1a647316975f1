import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, type Decision, type Warning } from '@sluice/core';
import {
  convertXlsx,
  type Dialect,
  FileInspector,
  type Inspection,
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
 * to CSV, so that later stages read one format.
 * @throws AppError if the file is unusable; errors of `open` and its body
 */
export async function spoolStored({ open, folder, options, limits, signal }: SpoolInput): Promise<SpooledTable> {
  const file = path.join(folder, 'original');
  let spooled = file;
  const { body } = await open();
  let inspection = await write(body, file, new FileInspector(options, limits), signal);
  if (inspection.kind === 'again') {
    spooled = path.join(folder, 'text');
    const inspector = new FileInspector(options, limits, inspection.choice);
    inspection = await write(createReadStream(file), spooled, inspector, signal);
    await rm(file);
  }
  if (inspection.kind === 'csv') return { path: spooled, ...inspection };
  const outPath = path.join(folder, 'sheet.csv');
  const converted = await convertXlsx({ path: file, outPath, options, limits, signal });
  return { path: outPath, ...converted };
}

/** Writes what the inspector makes of the bytes. */
async function write(body: Readable, file: string, inspector: FileInspector, signal: AbortSignal): Promise<Inspection> {
  const push = (done: TransformCallback, bytes: () => Buffer): void => {
    try {
      done(null, bytes());
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
