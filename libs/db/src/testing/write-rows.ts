import { newId } from '@sluice/core';
import type { Db } from '../client.ts';
import {
  AtomicWriter,
  createImport,
  type ImportBatch,
  type ImportTarget,
  ImportWriter,
  importWork,
} from '../imports/index.ts';
import { listRejects } from '../imports/progress.ts';
import { documents } from '../schema/index.ts';

/** The values of the target's columns in order, as MySQL's text. */
export type Cells = readonly (string | null)[];

export interface WriteInput {
  readonly db: Db;
  readonly target: Omit<ImportTarget, 'jobId'>;
  readonly rows: readonly Cells[];
  readonly batchRows?: number;
  readonly mode?: 'write' | 'check' | 'all-or-nothing';
  /** Default: all that there are. */
  readonly trialRows?: number;
}

/** An import of `rows`, which are good by themselves, as the worker runs it. Row numbers begin with 2. */
export async function writeRows(input: WriteInput) {
  const { db, target, rows, batchRows = 100, mode = 'write', trialRows = Number.POSITIVE_INFINITY } = input;
  const [docId, accountId] = [newId(), target.account?.id ?? 'one'];
  await db.insert(documents).values({ docId, accountId, originalFilename: 'a', contentType: 'text/csv', s3Key: 'k' });
  const jobId = await createImport(db, { accountId, importer: 'any', docId, options: {}, traceId: newId() });
  await importWork.claim(db, jobId, batchRows);
  const options = {
    ...{ db, target: { ...target, jobId }, keys: undefined, fence: { jobId, attempt: 1 } },
    ...{ signal: new AbortController().signal, onWait: () => {} },
  };
  const batches = batchesOf(rows, batchRows);
  const written = await (mode === 'all-or-nothing'
    ? writeAll(options, batches)
    : writeEach({ ...options, mode, trialRows }, batches));
  const { items } = await listRejects(db, { jobId, limit: 100_000 });
  const job = await importWork.get(db, jobId);
  if (!job) throw new Error('the import is gone');
  return { jobId, written, job, rejects: items.map(({ jobId: _, seq: __, ...reject }) => reject) };
}

type Options = Omit<Parameters<typeof ImportWriter.open>[0], 'mode' | 'firstErrors' | 'trialRows'>;

async function writeEach(
  options: Options & { mode: 'write' | 'check'; trialRows: number },
  batches: ImportBatch[],
): Promise<boolean> {
  const writer = await ImportWriter.open({ ...options, firstErrors: [] });
  try {
    const running: Promise<unknown>[] = [];
    for (const batch of batches) {
      running.push(writer.write(batch));
      if (running.length === 2) await running.shift();
    }
    await Promise.all(running);
    await writer.finish();
    return true;
  } finally {
    writer.close();
  }
}

async function writeAll(options: Options, batches: ImportBatch[]): Promise<boolean> {
  const writer = await AtomicWriter.open(options);
  try {
    for (const batch of batches) if (!(await writer.write(batch))) return false;
    await writer.commit();
    return true;
  } finally {
    writer.close();
  }
}

function batchesOf(rows: readonly Cells[], size: number): ImportBatch[] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, batchNo) => {
    const part = rows.slice(batchNo * size, (batchNo + 1) * size);
    const firstRow = 2 + batchNo * size;
    const lines = part.map((cells, at) =>
      [String(firstRow + at), String(firstRow + at), ...cells].map(field).join('\t'),
    );
    return {
      ...{
        batchNo,
        firstRow,
        lastRow: firstRow + part.length - 1,
        rowCount: part.length,
        goodRows: part.length,
        asks: false,
      },
      ...{ lines: [Buffer.from(`${lines.join('\n')}\n`)], generated: undefined, highestGiven: 0 },
      ...{ failedRows: 0, rejects: [] },
    };
  });
}

const field = (cell: string | null): string =>
  cell === null ? '\\N' : cell.replace(/[\\\t\n]/g, (c) => (c === '\t' ? '\\t' : c === '\n' ? '\\n' : '\\\\'));
