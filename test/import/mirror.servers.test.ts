import { randomBytes } from 'node:crypto';
import type { ImportDeletion, ImportJob, ImportOptions } from '@sluice/client';
import { repeats } from '@sluice/core/testing';
import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { call, Random, useSuite } from '../harness/index.ts';
import { expectMirror, type Modes, makeParts, type Part } from './support/mirror.ts';

/** Imports that delete the rows of the table that their file lacks (on_absent=delete). */
const shop = `mirror_${randomBytes(6).toString('hex')}`;
const tables = ['parts:tenant', 'uses:tenant', 'days:tenant', 'trees:tenant', 'lines:tenant', 'units:shared'];
const env = { IMPORT_TARGETS: tables.map((rule) => `${shop}.${rule}`).join(', ') };
/** Rows that are written or deleted in one transaction. */
const BATCH = 40;
const suite = useSuite({
  env,
  api: { MEMBERS_MAY_DEFINE: 'true' },
  worker: { IMPORT_BATCH_ROWS: String(BATCH) },
  standing: true,
});

const tenant = 'tenant VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL';
const id = 'id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY';
const code = 'code VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL';
const TABLES = [
  `CREATE TABLE ${shop}.parts (${id}, ${tenant}, ${code}, note VARCHAR(10) NULL, UNIQUE (tenant, code))`,
  `CREATE TABLE ${shop}.uses (${id}, ${tenant}, ${code}, part INT UNSIGNED NOT NULL, UNIQUE (tenant, code),
    CONSTRAINT of_part FOREIGN KEY (part) REFERENCES ${shop}.parts (id))`,
  `CREATE TABLE ${shop}.days (${tenant}, day DATE NOT NULL, amount DECIMAL(6, 2) NOT NULL, tag VARBINARY(8) NOT NULL,
    PRIMARY KEY (tenant, day, amount, tag))`,
  `CREATE TABLE ${shop}.trees (${id}, ${tenant}, ${code}, parent INT UNSIGNED NULL, UNIQUE (tenant, code),
    CONSTRAINT of_tree FOREIGN KEY (parent) REFERENCES ${shop}.trees (id))`,
  `CREATE TABLE ${shop}.lines (${tenant}, part INT UNSIGNED NOT NULL, line INT NOT NULL, PRIMARY KEY (tenant, part, line),
    FOREIGN KEY (part) REFERENCES ${shop}.parts (id) ON DELETE CASCADE)`,
  `CREATE TABLE ${shop}.units (${code} PRIMARY KEY, note VARCHAR(10) NULL)`,
];

let server: Connection;
beforeAll(async () => {
  server = await mysql.createConnection({ uri: suite.stack.env.DATABASE_URL ?? '' });
  await server.query(`CREATE DATABASE ${shop}`);
  for (const statement of TABLES) await server.query(statement);
  for (const definition of Object.values(definitions)) expect((await save(definition)).status).toBe(201);
});
afterAll(async () => {
  await server?.query(`DROP DATABASE IF EXISTS ${shop}`);
  await server?.end();
});

const required = (name: string, more: object = {}) => ({
  name,
  type: 'string',
  ...more,
  constraints: { required: true },
});
const note = { name: 'note', type: 'string', constraints: { maxLength: 10 } };
const existing = (table: string) => ({ table: `${shop}.${table}`, manage: 'existing', account: 'tenant' });
const modes = { onAbsent: ['keep', 'delete'] };
const definitions = {
  parts: {
    name: 'parts',
    target: existing('parts'),
    modes,
    schema: { primaryKey: ['code'], fields: [required('code'), note] },
  },
  days: {
    ...{ name: 'days', target: existing('days'), modes },
    schema: {
      primaryKey: ['day', 'amount', 'tag'],
      fields: [
        { name: 'day', type: 'date', format: '%d.%m.%Y' },
        { name: 'amount', type: 'number', decimalChar: ',' },
        { name: 'tag', type: 'string' },
      ],
    },
  },
  trees: {
    name: 'trees',
    target: existing('trees'),
    modes,
    schema: { primaryKey: ['code'], fields: [required('code')] },
  },
  lines: {
    ...{ name: 'lines', target: existing('lines'), modes },
    schema: { primaryKey: ['part', 'line'], fields: [required('part'), { name: 'line', type: 'integer' }] },
    lookups: [{ fields: ['part'], table: `${shop}.parts`, by: ['code'], value: 'id', store: 'part' }],
  },
  keeping: {
    name: 'keeping',
    target: existing('parts'),
    schema: { primaryKey: ['code'], fields: [required('code'), note] },
  },
};
const save = (body: object, role: 'member' | 'operator' = 'operator') =>
  call(suite, 'POST /api/v1/importers', { role, body: body as Record<string, unknown> });

const mirror = { on_duplicate: 'update', on_absent: 'delete', max_delete_percent: 100 } as const;
const importsOf = async (account: string, importer = 'parts') =>
  (await suite.api.client(account, 'member', importer)).imports;
async function start(account: string, csv: string, options: ImportOptions = mirror, importer = 'parts') {
  return (await (await importsOf(account, importer)).post(Buffer.from(csv), options)).job_id;
}
async function run(
  account: string,
  csv: string,
  options: ImportOptions = mirror,
  importer = 'parts',
): Promise<ImportJob> {
  return (await importsOf(account, importer)).wait(await start(account, csv, options, importer));
}
async function deletionsOf(account: string, { job_id, importer }: ImportJob, query = ''): Promise<ImportDeletion[]> {
  const { json } = await call(suite, `GET /api/v1/${importer}/bulk/${job_id}/deletions${query}`, { account });
  return json.items;
}

const add = (account: string, parts: readonly Part[]) =>
  server.query(`INSERT INTO ${shop}.parts (tenant, code, note) VALUES ?`, [
    parts.map((part) => [account, part.code, part.note]),
  ]);
const numbered = (count: number): Part[] =>
  Array.from({ length: count }, (_, at) => ({ code: `p${String(at).padStart(3, '0')}`, note: 'old' }));
async function partsOf(account: string): Promise<Part[]> {
  const [rows] = await server.query<RowDataPacket[]>(
    `SELECT code, note FROM ${shop}.parts WHERE tenant = ? ORDER BY code`,
    [account],
  );
  return rows.map((row) => ({ code: row.code, note: row.note }));
}
const codesOf = async (account: string): Promise<string[]> => (await partsOf(account)).map((part) => part.code);
const csvOf = (parts: readonly Part[]): string =>
  `code,note\n${parts.map((part) => `${part.code},${part.note ?? ''}\n`).join('')}`;
const sorted = (parts: readonly Part[]): string[] => parts.map((part) => JSON.stringify(part)).sort();

it('leaves what an oracle expects, in all modes', async () => {
  const random = new Random();
  console.log(`seed ${random.seed}`);
  const all: Modes[] = (['reject', 'update', 'skip'] as const).flatMap((on_duplicate) =>
    (['insert', 'reject', 'skip'] as const).map((on_new) => ({ on_duplicate, on_new, on_absent: 'delete' })),
  );
  all.push({ on_duplicate: 'update', on_new: 'insert', on_absent: 'keep' });
  const runs = all.map(async (chosen) => {
    const { before, file } = makeParts(random, repeats(40, 3_000));
    const account = Object.values(chosen).join('-');
    await add(account, before);
    const percent = chosen.on_absent === 'delete' ? { max_delete_percent: 100 } : {};
    const end = await run(account, csvOf(file), { ...chosen, ...percent });
    const expected = expectMirror(before, file, chosen);
    expect({ account, ...end }).toMatchObject({ account, status: 'completed', ...expected.counts });
    expect(sorted(await partsOf(account))).toEqual(sorted(expected.table));
    const deletions = await deletionsOf(account, end, '?limit=100');
    if (expected.deleted.length <= 100)
      expect(deletions.map(({ key, outcome }) => [key.code, outcome]).sort()).toEqual(
        expected.deleted.map((one) => [one, 'deleted']).sort(),
      );
  });
  await Promise.all(runs);
});

describe('max_delete_percent', () => {
  it('is 10 unless the request says otherwise; above it, nothing is written or deleted', async () => {
    const before = numbered(20);
    await add('limit', before);
    const file = csvOf([...before.slice(3), { code: 'new', note: 'new' }]);
    const { max_delete_percent: _, ...usual } = mirror;
    const refused = await run('limit', file, usual);
    expect(refused).toMatchObject({
      ...{ status: 'failed', error_code: 'TOO_MANY_DELETIONS', processed_rows: 0, deleted_rows: 0, attempt: 1 },
      error_message: expect.stringMatching(
        /lacks 3 of the 20 rows in the table, more than max_delete_percent=10 allows.* set max_delete_percent to at least 15\.$/,
      ),
    });
    expect(await partsOf('limit')).toEqual(before);
    await expect((await importsOf('limit')).retry(refused.job_id)).rejects.toMatchObject({ status: 409 });

    const dry = await run('limit', file, { ...usual, dry_run: true });
    expect(dry).toMatchObject({ status: 'completed', inserted_rows: 1, deleted_rows: 3 });
    expect(dry.warnings).toMatchObject([{ code: 'TOO_MANY_DELETIONS', count: 3 }]);
    expect((await deletionsOf('limit', dry)).map(({ key }) => key)).toEqual(
      ['p000', 'p001', 'p002'].map((one) => ({ code: one })),
    );
    expect(await partsOf('limit')).toEqual(before);

    const exactly = await run('limit', file, { ...usual, max_delete_percent: 15 });
    expect(exactly).toMatchObject({
      status: 'completed',
      inserted_rows: 1,
      deleted_rows: 3,
      percent: 100,
      warnings: [],
    });
    expect(await codesOf('limit')).toEqual(['new', ...before.slice(3).map((part) => part.code)]);
  });

  it('counts only rows of the account, and no other account loses any', async () => {
    await add('alone', numbered(10));
    await add('neighbor', numbered(90));
    const options = { on_absent: 'delete', max_delete_percent: 5 } as const;
    const end = await run('alone', csvOf(numbered(9)), options);
    expect(end).toMatchObject({ status: 'failed', error_code: 'TOO_MANY_DELETIONS' });
    expect(end.error_message).toContain('1 of the 10 rows');
    expect(await run('alone', csvOf(numbered(1)), { ...options, max_delete_percent: 100 })).toMatchObject({
      deleted_rows: 9,
    });
    expect((await codesOf('neighbor')).length).toBe(90);
  });
});

describe.concurrent('a key that cannot be read keeps all rows', () => {
  it.each<[string, string, number[]]>([
    ['a blank cell', 'code,note\np000,a\n,b\n', [3]],
    ['too few cells', 'code,note,x\np000,a,1\np001\n', [3]],
    ['too many cells', 'code,note\np000,a\np001,b,c,d\n', [3]],
    ['a quote that is not closed', 'code,note\np000,a\n"p001,b\n', [3]],
    ['a value that the column cannot hold', `code,note\n${'x'.repeat(41)},a\np000,b\n`, [2]],
  ])('%s', async (name, csv, rows) => {
    const account = name.replaceAll(' ', '-');
    await add(account, numbered(3));
    const end = await run(account, csv, { ...mirror, delimiter: ',', quote: '"' });
    expect(end).toMatchObject({ status: 'completed', failed_rows: rows.length, deleted_rows: 0 });
    expect(end.warnings.find((warning) => warning.code === 'ABSENT_ROWS_KEPT')).toMatchObject({
      ...{ count: rows.length, rows },
      message: expect.stringMatching(/^No rows were deleted: 1 record has a key that cannot be read/),
    });
    expect((await codesOf(account)).length).toBe(3);
    expect(await deletionsOf(account, end)).toEqual([]);
  });

  it('but not a record whose other values are wrong, nor one of a result file that is done', async () => {
    await add('readable', numbered(4));
    const done =
      '_row,_status,_error_code,_error_column,_error,code,note\n2,imported,,,,p000,a\n3,failed,,,,p001,far too long a note\n';
    const end = await run('readable', done);
    expect(end).toMatchObject({ status: 'completed', failed_rows: 1, skipped_rows: 1, deleted_rows: 2, warnings: [] });
    expect(await codesOf('readable')).toEqual(['p000', 'p001']);
  });
});

it('compares keys of several columns, of dates, decimals and bytes, as the server stores them', async () => {
  const rows = [
    ['2024-01-31', '1.50', Buffer.from('a')],
    ['2024-01-31', '2.50', Buffer.from('a')],
    ['2024-02-01', '1.50', Buffer.from([0xff, 0x00])],
  ];
  await server.query(`INSERT INTO ${shop}.days VALUES ?`, [rows.map((row) => ['days', ...row])]);
  const csv = 'day;amount;tag\n31.01.2024;1,5;a\n01.02.2024;01,50;b\n';
  const end = await run('days', csv, mirror, 'days');
  expect(end).toMatchObject({ status: 'completed', unchanged_rows: 1, inserted_rows: 1, deleted_rows: 2 });
  expect((await deletionsOf('days', end)).map(({ key }) => key)).toEqual([
    { day: '2024-01-31', amount: '2.50', tag: Buffer.from('a').toString('base64') },
    { day: '2024-02-01', amount: '1.50', tag: Buffer.from([0xff, 0x00]).toString('base64') },
  ]);
  const [left] = await server.query<RowDataPacket[]>(
    `SELECT concat(day, amount, tag) AS \`key\` FROM ${shop}.days WHERE tenant = 'days' ORDER BY day`,
  );
  expect(left.map(({ key }) => String(key))).toEqual(['2024-01-311.50a', '2024-02-011.50b']);
});

it('finds rows whose key is looked up in another table', async () => {
  await add('lines', numbered(2));
  const [parts] = await server.query<RowDataPacket[]>(
    `SELECT id FROM ${shop}.parts WHERE tenant = 'lines' ORDER BY code`,
  );
  const values = parts.flatMap((part) => [1, 2].map((line) => ['lines', part.id, line]));
  await server.query(`INSERT INTO ${shop}.lines VALUES ?`, [values]);
  const end = await run('lines', 'part,line\nP000,1\nnone,1\np001,2\n', mirror, 'lines');
  expect(end).toMatchObject({ status: 'completed', failed_rows: 1, unchanged_rows: 2, deleted_rows: 2, warnings: [] });
  const [left] = await server.query<RowDataPacket[]>(`SELECT part, line FROM ${shop}.lines ORDER BY part, line`);
  expect(left.map(({ part, line }) => [part, line])).toEqual([
    [parts[0]?.id, 1],
    [parts[1]?.id, 2],
  ]);
});

describe('a row that the database does not delete', () => {
  it('is listed with the reason, and the others are deleted', async () => {
    await add('used', numbered(6));
    await server.query(`INSERT INTO ${shop}.uses (tenant, code, part)
      SELECT tenant, code, id FROM ${shop}.parts WHERE tenant = 'used' AND code IN ('p002', 'p004')`);
    for (const dry_run of [true, false]) {
      const end = await run('used', csvOf(numbered(1)), { ...mirror, dry_run });
      expect(end).toMatchObject({ status: 'completed', deleted_rows: 3 });
      expect(end.warnings).toMatchObject([{ code: 'DELETION_REFUSED', count: 2 }]);
      expect(await deletionsOf('used', end, '?outcome=refused')).toMatchObject([
        { key: { code: 'p002' }, code: 'STILL_REFERENCED' },
        { key: { code: 'p004' }, code: 'STILL_REFERENCED', error: expect.stringContaining('refer to it') },
      ]);
      expect((await codesOf('used')).length).toBe(dry_run ? 6 : 3);
    }
    await server.query(`DELETE FROM ${shop}.uses`);
  });

  it('is deleted after those that refer to it', async () => {
    // One half of the rows refer to that after them, the other half to that before them.
    const first = 1_000;
    const rows = Array.from({ length: 2 * BATCH }, (_, at) => [first + at, 'trees', `t${first + at}`]);
    await server.query(`INSERT INTO ${shop}.trees (id, tenant, code) VALUES ?, (1, 'trees', 'kept')`, [rows]);
    await server.query(`UPDATE ${shop}.trees SET parent = id + 1 WHERE id BETWEEN ? AND ?`, [first, first + BATCH - 2]);
    await server.query(`UPDATE ${shop}.trees SET parent = id - 1 WHERE id > ?`, [first + BATCH]);
    for (const dry_run of [true, false]) {
      const end = await run('trees', 'code\nkept\n', { ...mirror, dry_run, delimiter: ',' }, 'trees');
      expect(end).toMatchObject({ status: 'completed', deleted_rows: 2 * BATCH, warnings: [] });
    }
  });
});

it('deletes nothing for a file without records, or where all or none are to be imported and one is bad', async () => {
  await add('none', numbered(3));
  expect(await run('none', 'code,note\n')).toMatchObject({ status: 'failed', error_code: 'FILE_NO_ROWS' });
  const bad = csvOf([
    { code: 'p000', note: 'a' },
    { code: 'p001', note: 'far too long a note' },
  ]);
  const abort = { ...mirror, on_invalid: 'abort' } as const;
  expect(await run('none', bad, abort)).toMatchObject({ status: 'failed', error_code: 'ABORTED_ON_INVALID_ROWS' });
  expect(await run('none', bad, { ...mirror, max_failed_rows: 0 })).toMatchObject({
    status: 'failed',
    deleted_rows: 0,
  });
  expect(await codesOf('none')).toEqual(['p000', 'p001', 'p002']);
  expect(await run('none', csvOf(numbered(1)), abort)).toMatchObject({ status: 'completed', deleted_rows: 2 });
});

it('asks instead of guessing how to read the file', async () => {
  await add('latin', numbered(2));
  const latin = Buffer.concat([Buffer.from('code,note\np000,caf'), Buffer.from([0xe9]), Buffer.from('\n')]);
  const imports = await importsOf('latin');
  const end = await imports.wait((await imports.post(latin, mirror)).job_id);
  expect(end).toMatchObject({ status: 'failed', error_code: 'READING_DOUBTFUL', deleted_rows: 0 });
  expect((await codesOf('latin')).length).toBe(2);
});

/** Locks a part of the account until the returned function is called. */
async function hold(account: string, part: string): Promise<() => Promise<void>> {
  const connection = await mysql.createConnection({ uri: suite.stack.env.DATABASE_URL ?? '' });
  await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
  await connection.beginTransaction();
  await connection.query(`UPDATE ${shop}.parts SET note = 'held' WHERE tenant = ? AND code = ?`, [account, part]);
  let held = true;
  const release = async () => {
    if (held) await connection.end();
    held = false;
  };
  onTestFinished(release);
  return release;
}

describe('an import that is interrupted while it deletes', () => {
  const reached = (count: number) => (state: ImportJob) => state.deleted_rows >= count;

  it('goes on after a crash with what it has decided, and deletes no row that came since', async () => {
    await suite.stopStanding();
    const imports = await importsOf('crash');
    await add('crash', numbered(101));
    const release = await hold('crash', 'p060');
    const jobId = await start('crash', csvOf(numbered(1)));
    // As if an attempt had died while it was deciding.
    await server.query(
      `INSERT INTO import_deletions (job_id, seq, key_values) VALUES (?, 1, '["p000"]'), (?, 999, '["p000"]')`,
      [jobId, jobId],
    );
    const worker = await suite.worker({ IMPORT_BATCH_ROWS: String(BATCH) });
    await imports.wait(jobId, reached(BATCH));
    await add('crash', [
      { code: 'p041x', note: 'later' },
      { code: 'later', note: 'later' },
    ]);
    await server.query(`DELETE FROM ${shop}.parts WHERE tenant = 'crash' AND code = 'p002'`);
    await suite.crash(worker);
    await release();
    await suite.startStanding();
    const end = await imports.wait(jobId);
    expect(end).toMatchObject({ status: 'completed', deleted_rows: 99, attempt: 2, warnings: [] });
    expect(await codesOf('crash')).toEqual(['later', 'p000', 'p041x']);
    expect((await deletionsOf('crash', end, '?outcome=gone')).map(({ key }) => key.code)).toEqual(['p002']);
  });

  it('deletes nothing more once it is cancelled, and says how many rows it has deleted', async () => {
    await add('cancel', numbered(101));
    const release = await hold('cancel', 'p060');
    const imports = await importsOf('cancel');
    const jobId = await start('cancel', csvOf(numbered(1)));
    await imports.wait(jobId, reached(BATCH));
    await imports.cancel(jobId);
    const end = await imports.wait(jobId);
    await release();
    expect(end).toMatchObject({ status: 'cancelled', deleted_rows: BATCH });
    expect((await codesOf('cancel')).length).toBe(61);
  });

  it('lets no other import decide what to delete before it has ended', async () => {
    await add('turns', numbered(101));
    const release = await hold('turns', 'p060');
    const imports = await importsOf('turns');
    const first = await start('turns', csvOf([...numbered(1), { code: 'first', note: 'x' }]));
    await imports.wait(first, reached(BATCH));
    const second = await start('turns', csvOf([...numbered(1), { code: 'second', note: 'x' }]));
    await imports.wait(second, ({ error_code: reason }) => reason === 'TARGET_BUSY');
    // One that deletes nothing goes on.
    expect(await run('turns', csvOf([{ code: 'third', note: 'x' }]), {})).toMatchObject({ status: 'completed' });
    await release();
    expect(await imports.wait(first)).toMatchObject({ status: 'completed', deleted_rows: 100 });
    expect(await imports.wait(second)).toMatchObject({ status: 'completed', deleted_rows: 2, error_code: null });
    expect(await codesOf('turns')).toEqual(['p000', 'second']);
  });
});

describe('is refused', () => {
  it.each<[string, string, ImportOptions, RegExp]>([
    ['where the definition does not allow it', 'keeping', { on_absent: 'delete' }, /list delete in modes\.onAbsent/],
    ['with a limit but without deleting', 'parts', { max_delete_percent: 5 }, /goes with on_absent=delete/],
    ['with keys to generate', 'parts', { on_absent: 'delete', generate_keys: true }, /cannot be combined/],
  ])('%s', async (_, importer, options, message) => {
    await expect(start('refused', csvOf(numbered(1)), options, importer)).rejects.toMatchObject({
      ...{ status: 422, code: 'VALIDATION_FAILED', fields: [{ message: expect.stringMatching(message) }] },
    });
  });

  it('in definitions without a key, and of members where rows of others would go too', async () => {
    const keyless = { ...definitions.parts, name: 'keyless', schema: { fields: [required('code'), note] } };
    expect((await save(keyless)).json.fields).toMatchObject([{ field: 'modes.onAbsent[1]', code: 'CONTRADICTION' }]);
    const again = await save({ ...definitions.parts, title: 'Parts' });
    expect(again.json.warnings).toMatchObject([{ field: 'modes.onAbsent', code: 'CASCADES' }]);
    expect(again.json.warnings[0].message).toMatch(/rows of \S+\.lines that refer to it .* are deleted too/);
    const mine = { ...definitions.parts, name: 'mine' };
    expect((await save(mine, 'member')).json.fields).toMatchObject([{ field: 'modes.onAbsent', code: 'CASCADES' }]);
  });
});
