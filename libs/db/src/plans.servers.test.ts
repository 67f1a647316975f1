import { repeats } from '@sluice/core/testing';
import { sql } from 'drizzle-orm';
import type { RowDataPacket } from 'mysql2';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { everyAccount } from './account-scope.ts';
import { analysisWork, listAnalyses } from './analyses/index.ts';
import { createDb, type Db } from './client.ts';
import { listDocuments, listUnreadChunks, listUnreadDocuments, listUnverifiedDocuments } from './documents/index.ts';
import { listDownloads, listUndelivered } from './downloads/index.ts';
import { purgeIdempotencyKeys } from './idempotency/index.ts';
import { importWork, listImports } from './imports/index.ts';
import { listJobs } from './jobs/index.ts';
import { listReprocessRuns, runWork } from './reprocess-runs/index.ts';
import {
  deleteOutdatedErrors,
  deleteOutdatedTraces,
  deleteRecord,
  deleteRejects,
  findDocumentKeys,
  listDocumentAccounts,
  listDocumentKeys,
  listIdleSessions,
  listIdleUploads,
  listOutdatedDocuments,
  listOutdatedDownloads,
  listOutdatedRecords,
  listOwnedDownloads,
  nextWithRejects,
  workRecords,
} from './retention/index.ts';
import { createTestDatabase, MysqlProxy, type TestDatabase } from './testing/index.ts';
import { forgeHistory } from './testing/history.ts';

/** Enough that a scan of the history stands out; `npm run soak` has a million rows of each kind. */
const ROWS = repeats(10_000, 1_000_000);
/** What a page may read: far less than the history, and not more when the history grows. */
const READS = 2_000;

let database: TestDatabase;
let proxy: MysqlProxy;
/** One connection, whose statements are recorded. */
let db: Db;
let sent: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase(process.env.DATABASE_URL ?? '');
  await forgeHistory(database.db, ROWS);
  proxy = await MysqlProxy.start(database.url);
  proxy.judge = (statement) => {
    sent.push(statement);
    return 'pass';
  };
  db = createDb(proxy.url, { poolSize: 1 });
});
afterAll(async () => {
  await db.$close();
  await proxy.close();
  await database.drop();
});

const page = { limit: 100 };
const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
const lost = { graceSeconds: 5, quietSeconds: 60, ...page };
const idle = { ...page, afterId: '', graceSeconds: 60, pendingSeconds: 60 };

/** What runs by the clock. */
const sweeps: Record<string, (of: Db) => Promise<unknown>> = {
  'imports without a job': (of) => importWork.listUnqueued(of, lost),
  'analyses without a job': (of) => analysisWork.listUnqueued(of, lost),
  'runs without a job': (of) => runWork.listUnqueued(of, lost),
  'deliveries without a job': (of) => listUndelivered(of, { maxAttempts: 12, ...page }),
  'verifications without a job': (of) => listUnverifiedDocuments(of, lost),
  'idle sessions': (of) => listIdleSessions(of, idle),
  'idle uploads': (of) => listIdleUploads(of, idle),
  'outdated downloads': (of) => listOutdatedDownloads(of, { before: ago(30), ...page }),
  'outdated documents': (of) =>
    listOutdatedDocuments(of, { before: { complete: ago(7), failed: ago(1), deleting: ago(1) }, ...page }),
  'downloads of a tool': (of) => listOwnedDownloads(of, { tool: 'profile-my-data' }, page),
  'downloads of an importer': (of) => listOwnedDownloads(of, { importer: 'assets' }, page),
  'next import with row errors': (of) => nextWithRejects(of, { afterId: '', before: ago(30) }),
  'row errors of an import': (of) => deleteRejects(of, '1'.padStart(36, '0'), 10),
  'outdated traces': (of) => deleteOutdatedTraces(of, ago(30), 10),
  'outdated error logs': (of) => deleteOutdatedErrors(of, ago(30), 10),
  ...Object.fromEntries(
    workRecords.flatMap((kind) => [
      [`outdated records (${kind})`, (of: Db) => listOutdatedRecords(of, { kind, before: ago(365), ...page })],
      [
        `an outdated record (${kind})`,
        (of: Db) => deleteRecord(of, { kind, key: kind === 'analysis' ? 1 : '1'.padStart(36, '0'), before: ago(365) }),
      ],
    ]),
  ),
  'idempotency keys': (of) => purgeIdempotencyKeys(of, 10),
  'accounts with documents': (of) => listDocumentAccounts(of, { afterId: '', ...page }),
  'keys of documents': (of) => listDocumentKeys(of, { accountId: 'large', afterId: '', ...page }),
  'documents by key': (of) => findDocumentKeys(of, { docIds: [], keys: ['key/none'] }),
  'documents to scrub': (of) => listUnreadDocuments(of, { before: ago(30), ...page }),
  'chunks to scrub': (of) => listUnreadChunks(of, { before: ago(30), ...page }),
};

/** What people page through. */
const lists: Record<string, (of: Db, filter: { accountId: string | typeof everyAccount; limit: number }) => unknown> = {
  imports: (of, filter) => listImports(of, { ...filter, importer: 'assets' }),
  'failed imports': (of, filter) => listImports(of, { ...filter, importer: 'assets', status: ['failed'] }),
  analyses: (of, filter) => listAnalyses(of, filter),
  'failed analyses': (of, filter) => listAnalyses(of, { ...filter, status: ['failed'] }),
  'analyses of a tool': (of, filter) => listAnalyses(of, { ...filter, tool: 'profile-my-data' }),
  downloads: (of, filter) => listDownloads(of, filter),
  'failed downloads': (of, filter) => listDownloads(of, { ...filter, status: ['upload_failed'] }),
  documents: (of, filter) => listDocuments(of, filter),
  'failed documents': (of, filter) => listDocuments(of, { ...filter, status: ['UPLOAD_FAILED'] }),
  'runs of re-processing': (of, filter) => listReprocessRuns(of, filter),
  jobs: (of, filter) => listJobs(of, filter),
  'failed jobs': (of, filter) => listJobs(of, { ...filter, state: ['failed'] }),
};

const all = [
  ...Object.entries(sweeps),
  ...Object.entries(lists).flatMap(([name, list]) =>
    (['large', 'small', everyAccount] as const).map(
      (accountId) =>
        [
          `list of ${name}, ${accountId === everyAccount ? 'every account' : `${accountId} account`}`,
          async (of: Db) => list(of, { accountId, limit: 100 }),
        ] as const,
    ),
  ),
] as const;

it.each(all)('reads a bounded part of an index: %s', async (_, work) => {
  const before = await rowsRead();
  sent = [];
  await work(db);
  const statements = sent.filter((statement) => /^\W*(select|delete|update)/i.test(statement));
  const read = (await rowsRead()) - before;
  expect(statements.length).toBeGreaterThan(0);
  for (const statement of statements) expect(await scans(statement), statement).toEqual([]);
  expect(read, statements.join('\n')).toBeLessThan(READS);
});

/** Rows and index entries that the connection has read so far. */
async function rowsRead(): Promise<number> {
  const [rows] = await db.execute(sql`SHOW SESSION STATUS LIKE 'Handler_read%'`);
  return (rows as unknown as RowDataPacket[]).reduce((sum, { Value }) => sum + Number(Value), 0);
}

/** The tables that the statement would read as a whole. */
async function scans(statement: string): Promise<string[]> {
  const [plan] = await database.db.execute(sql.raw(`EXPLAIN ${statement}`));
  return (plan as unknown as RowDataPacket[])
    .filter(({ table, type, rows }) => !/^</.test(table ?? '<') && Number(rows) > READS && /^(ALL|index)$/.test(type))
    .map(({ table, type, key, rows }) => `${table}: ${type} ${key ?? ''} ${rows}`);
}
