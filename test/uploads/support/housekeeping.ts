import { createLogger } from '@sluice/core';
import { type Document, getDocumentById, listChunks, type StoredChunk } from '@sluice/db/documents';
import { listStorageServers } from '@sluice/db/storage-servers';
import type { JobKind, JobResult } from '@sluice/jobs';
import { sql } from 'drizzle-orm';
import type { JobContext } from '../../../apps/worker/src/job/context.ts';
import { processors } from '../../../apps/worker/src/processors/index.ts';
import type { Processor, WorkerDeps } from '../../../apps/worker/src/processors/types.ts';
import { peopleCsv } from '../../harness/documents.ts';
import type { InProcessWorker } from '../../harness/in-process/worker.ts';
import type { Stack } from '../../harness/index.ts';
import type { TwoServers } from './stored-upload.ts';

const logger = createLogger({ service: 'test', level: process.env.TEST_LOG_LEVEL ?? 'silent' });

/** Runs a job without payload as a worker would, and returns its result. */
export function runNow<
  K extends 'expire-sessions' | 'apply-retention' | 'abort-stale-uploads' | 'requeue-orphans' | 'scrub-documents',
>({ deps }: { deps: WorkerDeps }, kind: K): Promise<JobResult<K>> {
  const context = { payload: {}, logger, stopping: new AbortController().signal };
  return (processors[kind] as Processor<JobKind>).run(deps, context as JobContext<JobKind>) as Promise<JobResult<K>>;
}

let tables = 0;
/** A new table each time, so that no two tests share a document. */
export const table = (rows = 500): Buffer => Buffer.concat([peopleCsv(rows), Buffer.from(`table ${++tables},1,x\n`)]);

/** The rows and objects of documents. */
export class Traces {
  readonly #stack: Stack;
  readonly #servers: TwoServers;

  constructor(stack: Stack, servers: TwoServers) {
    this.#stack = stack;
    this.#servers = servers;
  }

  document = ({ docId }: Pick<Document, 'docId'>): Promise<Document | undefined> =>
    getDocumentById(this.#stack.db, docId);

  chunks = ({ docId }: Pick<Document, 'docId'>): Promise<StoredChunk[]> => listChunks(this.#stack.db, docId);

  /** How many of these objects exist. */
  async present(chunks: readonly Pick<StoredChunk, 'serverId' | 's3Key'>[]): Promise<number> {
    const found = await Promise.all(chunks.map((chunk) => this.#servers.storageOf(chunk).head(chunk.s3Key)));
    return found.filter((object) => object !== undefined).length;
  }

  async usedSpace(): Promise<number> {
    return (await listStorageServers(this.#stack.db)).reduce((sum, { usedSpace }) => sum + usedSpace, 0);
  }

  /** Moves the expiry of a document's session, or of its URL, `seconds` into the past. */
  async expireSession({ docId }: Document, seconds = 1): Promise<void> {
    await this.#stack.db.execute(
      sql`update upload_sessions set expires_at = now(3) - interval ${seconds} second where doc_id = ${docId}`,
    );
  }

  /** Moves the announcement of an upload `seconds` into the past; on rows of earlier versions, only its session says when. */
  async announced({ docId }: Document, seconds: number, { byEarlierVersion = false } = {}): Promise<void> {
    const time = sql`now(3) - interval ${seconds} second`;
    const { db } = this.#stack;
    await db.execute(
      sql`update documents set announced_at = ${byEarlierVersion ? sql`null` : time} where doc_id = ${docId}`,
    );
    await db.execute(sql`update upload_sessions set created_at = ${time} where doc_id = ${docId}`);
  }

  async expireUrl({ docId }: Document, seconds: number): Promise<void> {
    await this.#stack.db.execute(
      sql`update documents set s3_url_expires_at = now(3) - interval ${seconds} second where doc_id = ${docId}`,
    );
  }

  /** Makes a document look unchanged for `hours`. */
  async age({ docId }: Pick<Document, 'docId'>, hours: number): Promise<void> {
    await this.#stack.db.execute(
      sql`update documents set updated_at = now(3) - interval ${hours} hour where doc_id = ${docId}`,
    );
  }
}

export type Worker = InProcessWorker;
