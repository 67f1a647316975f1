import { randomBytes } from 'node:crypto';
import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { call, useSuite } from '../harness/index.ts';

/** A member of one account tries every way to another account's rows. Only the operator says whose rows a table holds. */
const shop = `shop_${randomBytes(6).toString('hex')}`;
const env = { IMPORT_TARGETS: `${shop}.parts:tenant, ${shop}.makers:tenant, ${shop}.units:shared` };
const suite = useSuite({ env, api: { MEMBERS_MAY_DEFINE: 'true' }, standing: true });

let server: Connection;
const tenant = 'tenant VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL';
const code = 'code VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL';
beforeAll(async () => {
  server = await mysql.createConnection({ uri: suite.stack.env.DATABASE_URL ?? '' });
  const id = 'id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY';
  for (const statement of [
    `CREATE DATABASE ${shop}`,
    `CREATE TABLE ${shop}.parts (${id}, ${tenant}, ${code}, note VARCHAR(40) NULL, maker_id INT UNSIGNED NULL, UNIQUE (tenant, code))`,
    `CREATE TABLE ${shop}.makers (${id}, ${tenant}, ${code}, UNIQUE (tenant, code))`,
    `CREATE TABLE ${shop}.units (${code} PRIMARY KEY, note VARCHAR(40) NULL)`,
    `CREATE TABLE ${shop}.secrets (${id}, ${tenant}, ${code}, UNIQUE (tenant, code))`,
  ])
    await server.query(statement);
});
beforeEach(async () => {
  for (const table of ['parts', 'makers']) {
    await server.query(`DELETE FROM ${shop}.${table}`);
    await server.query(`INSERT INTO ${shop}.${table} (tenant, code) VALUES ('victim', 'A'), ('victim', 'B')`);
  }
});
afterAll(async () => {
  await server?.query(`DROP DATABASE IF EXISTS ${shop}`);
  await server?.end();
});

const existing = (table: string, account: string | undefined = 'tenant') => ({
  table,
  manage: 'existing',
  ...(account && { account }),
});
const definition = (changes: Record<string, unknown> = {}) => ({
  name: 'mine',
  target: existing(`${shop}.parts`),
  schema: {
    primaryKey: ['code'],
    fields: [
      { name: 'code', type: 'string', constraints: { required: true, maxLength: 40 } },
      { name: 'note', type: 'string', constraints: { maxLength: 40 } },
    ],
  },
  ...changes,
});
const save = (body: object, role: 'member' | 'operator' = 'member') =>
  call(suite, 'POST /api/v1/importers', { account: 'mallory', role, body: body as Record<string, unknown> });
async function run(csv: string, options: object = {}) {
  const { imports } = await suite.api.client('mallory', 'member', 'mine');
  return imports.wait((await imports.post(Buffer.from(csv), options)).job_id);
}
const rowsOf = async (table: string, account: string) =>
  (
    await server.query<RowDataPacket[]>(`SELECT code FROM ${shop}.${table} WHERE tenant = ? ORDER BY code`, [account])
  )[0].map((row) => row.code);

const field = (name: string, more: object = {}) => ({ name, type: 'string', constraints: { maxLength: 40 }, ...more });
const lookUp = (changes: object) => ({
  schema: { primaryKey: ['code'], fields: [field('code', { constraints: { required: true } }), field('maker')] },
  lookups: [{ fields: ['maker'], table: `${shop}.makers`, by: ['code'], value: 'id', store: 'maker_id', ...changes }],
});

const units = { table: `${shop}.units`, value: 'note', store: 'note' };
const victims = { by: ['code'], value: 'code', store: 'note' };

describe('a definition cannot', () => {
  beforeAll(async () => {
    const { status } = await call(suite, 'POST /api/v1/importers', {
      account: 'victim',
      body: definition({ name: 'victims', target: { table: 'victims', manage: 'create' } }),
    });
    expect(status).toBe(201);
  });

  it.each<[string, object]>([
    ['name another column as that of the account', { target: existing(`${shop}.parts`, 'note') }],
    ['leave the account out', { target: { table: `${shop}.parts`, manage: 'existing' } }],
    ['name a table that the operator has not listed', { target: existing(`${shop}.secrets`) }],
    ['name it in other letters', { target: existing(`${shop.toUpperCase()}.SECRETS`) }],
    ['name the list of importers', { target: existing('importers', 'account_id') }],
    ['name the documents', { target: existing('documents', 'account_id') }],
    ['name the users of the server', { target: existing('mysql.user', 'User') }],
    ['name the schema of the server', { target: existing('information_schema.tables', 'table_schema') }],
    ['break out of the name of a table', { target: existing('parts` WHERE 1=1 -- ') }],
    ['take a table that all accounts share', { target: { table: `${shop}.units`, manage: 'existing' } }],
    ['write a field to the account', { columns: { note: { column: 'tenant' } } }],
    ['write a field to the account in other letters', { columns: { note: { column: 'TENANT' } } }],
    ['write a stamp to the account', { target: { ...existing(`${shop}.parts`), stamps: { import: 'tenant' } } }],
    ['store what is looked up in the account', lookUp({ store: 'tenant', value: 'code' })],
    ['look up in a table that is not listed', lookUp({ table: `${shop}.secrets` })],
    ['look up in a table of Sluice', lookUp({ table: 'documents', by: ['doc_id'], value: 'account_id' })],
    ['look up by the account', lookUp({ by: ['tenant'] })],
    ['add to a table that all accounts share', lookUp({ ...units, onMissing: 'create' })],
    ['take a table that was made for others', { target: existing('data_victims', 'account_id') }],
    ['look up in a table that was made for others', lookUp({ ...victims, table: 'data_victims' })],
    ['have a table made that was made for others', { target: { table: 'victims', manage: 'create' } }],
    ['have a table made in the database of others', { target: { table: `${shop}.new`, manage: 'create' } }],
    ['have a table made that is there', { target: { table: 'data_taken', manage: 'create' } }],
  ])('%s', async (_, changes) => {
    const url = new URL(suite.stack.env.DATABASE_URL ?? '').pathname.slice(1);
    await server.query(`CREATE TABLE IF NOT EXISTS ${url}.data_taken (id INT PRIMARY KEY)`);
    const answer = await save(definition({ name: 'attempt', ...(changes as Record<string, unknown>) }));
    expect([answer.status, answer.json.code]).toEqual([422, 'VALIDATION_FAILED']);
    // Nothing is said about how a table of others looks.
    expect(answer.text).not.toMatch(/data_victims.*(?:varchar|has no column)/);
    expect((await call(suite, 'GET /api/v1/importers/attempt', { account: 'mallory' })).status).toBe(404);
  });
});

describe('an import', () => {
  it('neither changes, counts nor shows rows of others that have its keys', async () => {
    expect((await save(definition())).status).toBe(201);
    expect(await run('code,note\nA,stolen\nC,own\n', { on_duplicate: 'update' })).toMatchObject({
      ...{ inserted_rows: 2, updated_rows: 0 },
    });
    const [notes] = await server.query<RowDataPacket[]>(`SELECT note FROM ${shop}.parts WHERE tenant = 'victim'`);
    expect(notes.map(({ note }) => note)).toEqual([null, null]);
    expect([await rowsOf('parts', 'victim'), await rowsOf('parts', 'mallory')]).toEqual([
      ['A', 'B'],
      ['A', 'C'],
    ]);
    const { json } = await call(suite, 'GET /api/v1/mine', { account: 'mallory' });
    expect(json.items.map((row: Record<string, unknown>) => [row.code, row.note, row.tenant])).toEqual([
      ['A', 'stolen', undefined],
      ['C', 'own', undefined],
    ]);
    // The definition is not the victim's either.
    expect((await call(suite, 'GET /api/v1/mine', { account: 'victim' })).status).toBe(404);
  });

  it('finds nothing of others by look-ups, and adds nothing to theirs', async () => {
    expect((await save(definition(lookUp({})))).status).toBe(201);
    const reject = await run('code,maker\n1,A\n');
    expect(reject).toMatchObject({ failed_rows: 1, errors: [{ code: 'NOT_FOUND_IN_TABLE', value: 'A' }] });
    expect((await save(definition(lookUp({ onMissing: 'create' })))).status).toBe(201);
    expect(await run('code,maker\n1,A\n')).toMatchObject({ inserted_rows: 1 });
    expect([await rowsOf('makers', 'victim'), await rowsOf('makers', 'mallory')]).toEqual([['A', 'B'], ['A']]);
    const [[row]] = await server.query<RowDataPacket[]>(
      `SELECT m.tenant FROM ${shop}.parts p JOIN ${shop}.makers m ON m.id = p.maker_id WHERE p.tenant = 'mallory'`,
    );
    expect(row?.tenant).toBe('mallory');
  });

  it('deletes only own rows that its file lacks', async () => {
    expect((await save(definition({ modes: { onAbsent: ['delete'] } }))).status).toBe(201);
    await run('code,note\nA,own\nB,own\nC,own\n');
    const end = await run('code,note\nC,own\nD,own\n', { max_delete_percent: 100 });
    expect(end).toMatchObject({ status: 'completed', deleted_rows: 2, options: { on_absent: 'delete' } });
    expect([await rowsOf('parts', 'victim'), await rowsOf('parts', 'mallory')]).toEqual([
      ['A', 'B'],
      ['C', 'D'],
    ]);
    const path = `GET /api/v1/mine/bulk/${end.job_id}/deletions` as const;
    expect((await call(suite, path, { account: 'mallory' })).json.items.length).toBe(2);
    expect((await call(suite, path, { account: 'victim' })).status).toBe(404);
  });

  it('of a shared table needs the importer of an operator', async () => {
    const units = definition({ name: 'units', target: { table: `${shop}.units`, manage: 'existing' } });
    expect((await save(units)).json.fields).toEqual([
      expect.objectContaining({ field: 'target.table', code: 'TABLE_NOT_ALLOWED' }),
    ]);
    expect((await save(units, 'operator')).status).toBe(201);
    expect((await call(suite, 'GET /api/v1/units', { account: 'victim' })).status).toBe(200);
  });
});
