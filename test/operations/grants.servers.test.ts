import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createDb, type Db } from '@sluice/db';
import { sql } from 'drizzle-orm';
import mysql from 'mysql2/promise';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type Api,
  createStack,
  launchApi,
  required,
  type Stack,
  startApi,
  startWorker,
  type Worker,
  waitFor,
} from '../harness/index.ts';

const APPEND_ONLY = new URL('../../deploy/mysql-append-only.sql', import.meta.url);
const GRANTS = new URL('../../deploy/mysql-grants.sql', import.meta.url);

/** A database of its own, with the two users of `deploy/mysql-grants.sql`. */
const name = `sluice_grants_${randomBytes(6).toString('hex')}`;
const [runTime, migrating] = [`u_${name.slice(-8)}`, `m_${name.slice(-8)}`];
const urlOf = (user: string, password: string): string => {
  const url = new URL(required('DATABASE_URL'));
  return Object.assign(url, { username: user, password, pathname: `/${name}` }).href;
};
const DATABASE_URL = urlOf(runTime, 'change-me');
const MIGRATION_DATABASE_URL = urlOf(migrating, 'change-me-too');

async function asAdministrator(...statements: string[]): Promise<void> {
  const connection = await mysql.createConnection({ uri: required('DATABASE_URL'), multipleStatements: true });
  for (const statement of statements) await connection.query(statement);
  await connection.end();
}

let stack: Stack;
let api: Api;
let worker: Worker;
let db: Db;

beforeAll(async () => {
  const statements = readFileSync(GRANTS, 'utf8')
    .replace(/^--.*$/gm, '')
    .replaceAll("'sluice'@'%'", `'${runTime}'@'%'`)
    .replaceAll("'sluice_migrate'@'%'", `'${migrating}'@'%'`)
    .replace('EXISTS sluice ', `EXISTS ${name} `)
    .replaceAll('ON sluice.*', `ON ${name}.*`)
    .split(';')
    .map((statement) => statement.trim());
  [stack] = await Promise.all([createStack(), asAdministrator(...statements.filter(Boolean))]);
});
afterAll(async () => {
  await Promise.all([api?.stop(), worker?.stop(), db?.$close()]);
  await asAdministrator(`DROP USER '${runTime}'@'%', '${migrating}'@'%'`, `DROP DATABASE ${name}`);
  await stack?.close();
});

it('does not start on an empty database with a user that may not create tables', async () => {
  const alone = launchApi({ ...stack, databaseUrl: DATABASE_URL });
  const line = await alone.waitForLine(({ level, msg }) => Number(level) >= 40 || msg === 'ready');
  expect(line).toMatchObject({ code: 'CONFIG_INVALID' });
  expect(line.msg).toMatch(
    /migration is due.*MIGRATION_DATABASE_URL.*deploy\/mysql-grants\.sql.*CREATE command denied/,
  );
  expect((await alone.exited).code).toBe(1);
});

it('names both databases when they differ', async () => {
  const wrong = launchApi({ ...stack, databaseUrl: DATABASE_URL, env: { MIGRATION_DATABASE_URL: stack.databaseUrl } });
  const line = await wrong.waitForLine(({ code }) => code === 'CONFIG_INVALID');
  expect(line.msg).toContain(`DATABASE_URL "${name}"`);
  await wrong.exited;
});

it('migrates with one user, and imports, analyzes and applies retention with the other', async () => {
  const env = { MIGRATION_DATABASE_URL };
  [api, worker] = await Promise.all([
    startApi({ ...stack, databaseUrl: DATABASE_URL, env }),
    startWorker({ ...stack.env, DATABASE_URL, ...env, RETENTION_ORPHAN_HOURS: '0' }),
  ]);
  db = createDb(DATABASE_URL);
  const client = await api.client('least');
  const csv = (label: string) => Buffer.from(`identifier,name\nK-1,${label}\nK-2,${label}\nK-2,${label}\n`);

  for (const options of [{}, { on_duplicate: 'update' }, { on_invalid: 'abort', on_duplicate: 'skip' }] as const) {
    const { job_id } = await client.imports.post(csv(JSON.stringify(options).length.toString()), options);
    const job = await client.imports.wait(job_id);
    expect(job.status, JSON.stringify(job)).toMatch(/^completed/);
  }
  const { analysis_id } = await client.analyses.post(csv('x'), 'x.csv', { tool: 'clean-my-data' });
  const analysis = await client.analyses.wait(analysis_id);
  expect(analysis.status, JSON.stringify(analysis)).toBe('completed');

  const old = await client.analyses.downloads(analysis_id);
  expect(old.length).toBeGreaterThan(0);
  await db.execute(
    sql`UPDATE downloads SET created_at = now(3) - interval 31 day, uploaded_at = now(3) - interval 31 day`,
  );
  await stack.queues.enqueue('apply-retention', {}, { jobId: 'now', accountId: null });
  const queue = stack.queues.queue('maintenance');
  const done = await waitFor('retention', async () => {
    // The job is read after it has completed: before that it has no result.
    return (await queue.getJobState('now')) === 'completed' ? queue.getJob('now') : undefined;
  });
  expect(done.returnvalue).toMatchObject({ expired: expect.any(Number) });
  const left = await client.analyses.downloads(analysis_id);
  expect(left.map(({ status }) => status)).toEqual(old.map(() => 'expired'));

  const [errors] = (await db.execute(sql`SELECT * FROM error_logs`)) as unknown as [unknown[]];
  expect(errors).toEqual([]);
});

it('starts with the user that may not create tables once the schema is up to date', async () => {
  const alone = await startApi({ ...stack, databaseUrl: DATABASE_URL });
  await alone.stop();
});

it('keeps audit events as they are, and leaves old ones to retention', async () => {
  // What a client does with DELIMITER.
  const script = readFileSync(APPEND_ONLY, 'utf8')
    .replaceAll(/^DELIMITER .*$/gm, '')
    .replaceAll('//', ';');
  await asAdministrator(`USE ${name};\n${script}`);
  const count = async (where = '1 = 1') => {
    const [found] = await db.execute(sql.raw(`SELECT count(*) AS n FROM audit_events WHERE ${where}`));
    return Number((found as unknown as { n: number }[])[0]?.n);
  };
  const before = await count();
  expect(before).toBeGreaterThan(0);
  for (const url of [DATABASE_URL, MIGRATION_DATABASE_URL]) {
    const connection = await mysql.createConnection(url);
    for (const statement of [
      "UPDATE audit_events SET actor_subject = 'somebody else'",
      'UPDATE audit_events SET created_at = now(3) - interval 400 day',
      'DELETE FROM audit_events',
      'REPLACE INTO audit_events SELECT * FROM audit_events',
    ]) {
      await expect(connection.query(statement), statement).rejects.toMatchObject({ sqlState: '45000' });
    }
    const drop = connection.query('DROP TRIGGER audit_events_never_change');
    await expect(drop).rejects.toMatchObject({ code: 'ER_TABLEACCESS_DENIED_ERROR' });
    await connection.end();
  }
  expect(await count()).toBe(before);
  for (const days of [366, 364]) {
    await db.execute(sql`INSERT INTO audit_events (event_id, action, resource_kind, outcome, operation, request_id, trace_id,
      created_at) VALUES (uuid(), 'import.create', 'import', 'done', 'x', 'x', uuid(), now(3) - interval ${days} day)`);
  }
  await stack.queues.enqueue('apply-retention', {}, { jobId: 'later', accountId: null });
  await waitFor('the end of retention', async () =>
    (await (await stack.queues.queue('maintenance').getJob('later'))?.isCompleted()) ? true : undefined,
  );
  expect(await count('created_at < now(3) - interval 365 day')).toBe(0);
  expect(await count()).toBe(before + 1);
});

it('leaves nothing else to either user', async () => {
  const other = stack.databaseUrl.split('/').at(-1);
  const refused = async (url: string, statement: string): Promise<void> => {
    const connection = await mysql.createConnection(url);
    await expect(connection.query(statement), statement).rejects.toMatchObject({
      code: expect.stringMatching(
        /ACCESS_DENIED|COLUMNACCESS_DENIED|SPECIFIC_ACCESS_DENIED|TABLEACCESS_DENIED|DBACCESS_DENIED/,
      ),
    });
    await connection.end();
  };
  for (const statement of [
    'CREATE TABLE mine (id INT)',
    'ALTER TABLE assets ADD mine INT',
    'DROP TABLE assets',
    'TRUNCATE TABLE assets',
    'CREATE INDEX mine ON assets (name)',
  ]) {
    await refused(DATABASE_URL, statement);
  }
  for (const url of [DATABASE_URL, MIGRATION_DATABASE_URL]) {
    for (const statement of [
      `SELECT * FROM ${other}.assets`,
      'SELECT * FROM mysql.user',
      "CREATE USER 'x'@'%'",
      `GRANT SELECT ON ${name}.* TO '${runTime}'@'%'`,
      'SET GLOBAL max_connections = 1',
      "SELECT 1 INTO OUTFILE '/tmp/sluice-grants'",
    ]) {
      await refused(url, statement);
    }
  }
});
