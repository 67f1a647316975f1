import { repeats } from '@sluice/core/testing';
import { sql } from 'drizzle-orm';
import type { RowDataPacket } from 'mysql2';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { everyAccount } from './account-scope.ts';
import { createDb, type Db } from './client.ts';
import { forgeHistory } from './testing/history.ts';
import { createTestDatabase, MysqlProxy, type TestDatabase } from './testing/index.ts';
import { type List, lists, type Sweep, searches, sweeps } from './testing/planned.ts';

/** Enough that a scan of the history stands out; `npm run soak` has a million rows of each kind. */
const ROWS = repeats(10_000, 1_000_000);
/** What a page may read: far less than the history, and not more when the history grows. */
const READS = 2_000;

let database: TestDatabase;
let proxy: MysqlProxy;
/** One connection, whose statements are recorded. */
let db: Db;
let sent: string[] = [];
let isMariaDb = false;

beforeAll(async () => {
  database = await createTestDatabase(process.env.DATABASE_URL ?? '');
  await forgeHistory(database.db, ROWS);
  proxy = await MysqlProxy.start(database.url);
  proxy.judge = (statement) => {
    sent.push(statement);
    return 'pass';
  };
  db = createDb(proxy.url, { poolSize: 1 });
  const [[server]] = (await db.execute(sql`SELECT version() AS version`)) as unknown as [RowDataPacket[]];
  isMariaDb = /mariadb/i.test(String(server?.version));
});
afterAll(async () => {
  await db.$close();
  await proxy.close();
  await database.drop();
});

const scopes = { 'the large account': 'large', 'the small account': 'small', 'every account': everyAccount } as const;
const pagesOf = (named: Readonly<Record<string, List>>): [string, Sweep][] =>
  Object.entries(named).flatMap(([name, list]) =>
    Object.entries(scopes).map(([scope, accountId]): [string, Sweep] => [
      `${name}, of ${scope}`,
      (of) => list(of, { accountId, limit: 100 }),
    ]),
  );

it.each([...Object.entries(sweeps), ...pagesOf(lists)])('reads a bounded part of an index: %s', async (_, work) => {
  const before = await rowsRead();
  const plans = await plansOf(work);
  const read = (await rowsRead()) - before;
  for (const { statement, plan } of plans) expect(plan.flatMap(scan), statement).toEqual([]);
  expect(read, plans.map(({ statement }) => statement).join('\n')).toBeLessThan(READS);
});

it.each(pagesOf(searches))('reads an index in the order of the list, and sorts nothing: %s', async (_, work) => {
  for (const { statement, plan } of await plansOf(work)) {
    expect(plan.flatMap(sort), statement).toEqual([]);
  }
});

interface Step extends RowDataPacket {
  readonly table: string | null;
  readonly type: string | null;
  readonly key: string | null;
  readonly rows: number | null;
  readonly Extra: string | null;
}

/** The statements that the work sends, with their plans. */
async function plansOf(work: Sweep): Promise<{ statement: string; plan: Step[] }[]> {
  sent = [];
  await work(db);
  const statements = sent.filter((statement) => /^\W*(select|with|delete|update)/i.test(statement));
  expect(statements.length).toBeGreaterThan(0);
  const plans: { statement: string; plan: Step[] }[] = [];
  for (const statement of statements) {
    // MySQL's default is a tree; MariaDB only has the table.
    const explain = isMariaDb ? 'EXPLAIN' : 'EXPLAIN FORMAT=TRADITIONAL';
    const [plan] = await database.db.execute(sql.raw(`${explain} ${statement}`));
    for (const step of plan as unknown as Step[]) expect(step).toHaveProperty('table');
    plans.push({ statement, plan: plan as unknown as Step[] });
  }
  return plans;
}

/** Rows and index entries that the connection has read so far. */
async function rowsRead(): Promise<number> {
  const [rows] = await db.execute(sql`SHOW SESSION STATUS LIKE 'Handler_read%'`);
  return (rows as unknown as RowDataPacket[]).reduce((sum, { Value }) => sum + Number(Value), 0);
}

/** `<union1,2>` and the like are not tables. */
const isTable = ({ table }: Step): boolean => table !== null && !table.startsWith('<');
const shown = ({ table, type, key, rows, Extra }: Step): string => `${table}: ${type} ${key ?? ''} ${rows} ${Extra}`;

/** A table that would be read as a whole. MariaDB's estimate of an index that is read in order ignores the limit. */
const scan = (step: Step): string[] =>
  isTable(step) && Number(step.rows) > READS && (isMariaDb ? /^ALL$/ : /^(ALL|index)$/).test(step.type ?? '')
    ? [shown(step)]
    : [];

/** A table that would be read as a whole, but not by index, or sorted. */
const sort = (step: Step): string[] =>
  isTable(step) && Number(step.rows) > READS && (step.type === 'ALL' || /filesort/.test(step.Extra ?? ''))
    ? [shown(step)]
    : [];
