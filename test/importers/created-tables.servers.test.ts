import { readFileSync } from 'node:fs';
import { ImportTargets, type TableDescription } from '@sluice/core';
import { changeTable, describeTable } from '@sluice/db/targets';
import { createEmptyDatabase, createTestDatabase, MysqlProxy, type TestDatabase } from '@sluice/db/testing';
import type { Definition } from '@sluice/importers/document';
import { checkTarget, type TargetContext } from '@sluice/importers/target';
import mysql, { type Connection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { definitionOf } from '../harness/shop.ts';

const SERVER = process.env.DATABASE_URL ?? '';
const TYPES = readFileSync(new URL('support/types.yaml', import.meta.url), 'utf8');
let database: TestDatabase;
let made: { url: string; drop: () => Promise<void> };
let schema: string;
let context: TargetContext;
let connection: Connection;

beforeAll(async () => {
  [database, made] = await Promise.all([createTestDatabase(SERVER), createEmptyDatabase(SERVER)]);
  schema = new URL(made.url).pathname.slice(1);
  connection = await mysql.createConnection({ uri: made.url, timezone: 'Z' });
  context = {
    allowed: new ImportTargets({ DATABASE_URL: database.url, IMPORT_CREATE_SCHEMA: schema }),
    describe: (name) => describeTable(database.db, name),
  };
});
afterAll(async () => {
  await connection.end();
  await Promise.all([database.drop(), made.drop()]);
});

/** A definition of a small table, and other members. */
const small = (table: string, fields: object[], more: object = {}): Definition =>
  definitionOf(
    JSON.stringify({
      ...{ name: 'small', target: { table, manage: 'create' } },
      schema: { primaryKey: ['code'], fields: [{ name: 'code', type: 'string' }, ...fields], ...more },
    }),
  );

/** Makes or changes the table of a definition. */
async function apply(definition: Definition, url = made.url): Promise<TableDescription> {
  const { problems, plan, table } = await checkTarget(definition, context);
  expect(problems).toEqual([]);
  if (!plan || !table) throw new Error('there is no plan');
  return changeTable(url, { schema, table: table.name }, (before) => plan(before).statements);
}

async function problemsOf(definition: Definition): Promise<string[]> {
  const { problems } = await checkTarget(definition, context);
  return problems.map(({ path, code, message }) => `${path} ${code}: ${message.replaceAll(schema, 'made')}`);
}
const namesOf = ({ columns }: TableDescription) => columns.map(({ name }) => name);
/** The statement that a problem names. */
const alterOf = (problem: string): string =>
  (/ALTER TABLE .*(?=\.$)/.exec(problem)?.[0] ?? '').replaceAll('made', schema);

describe('a table that Sluice makes', () => {
  it('has the columns, keys and checks of the definition, and needs no change afterwards', async () => {
    const definition = definitionOf(TYPES);
    const table = await apply(definition);
    expect(table.name).toBe('data_every_type');
    expect(Object.fromEntries(table.columns.map(({ name, type }) => [name, type]))).toMatchObject({
      ...{ account_id: 'varchar(64)', code: 'varchar(20)', place: 'bigint', serial: 'varchar(36)', free_text: 'text' },
      ...{ long: 'mediumtext', state: 'varchar(255)', share: 'decimal(19,18)', number: 'decimal(38,18)' },
      ...{
        price: 'decimal(12,2) unsigned',
        is_on: 'tinyint(1)',
        from: 'date',
        clock: 'time(3)',
        moment: 'datetime(3)',
      },
      ...{ year: 'smallint', object: 'json', list: 'json', point: 'varchar(100)', import_job_id: 'char(36)' },
    });
    expect(table.columns.filter(({ optional }) => !optional).map(({ name }) => name)).toEqual([
      ...['account_id', 'code', 'place', 'price', 'is_on'],
    ]);
    expect(table.indexes).toContainEqual({ name: 'key_1', unique: true, columns: ['account_id', 'code', 'place'] });
    expect(table.checks).toHaveLength(8);
    const { plan, problems } = await checkTarget(definition, context);
    expect({ problems, statements: plan?.(table).statements }).toEqual({ problems: [], statements: [] });
  });

  it('is one that a definition of an existing table could name, without warnings', async () => {
    await apply(definitionOf(TYPES));
    const document = parse(TYPES);
    const target = {
      ...document.target,
      table: `${schema}.data_every_type`,
      manage: 'existing',
      account: 'account_id',
    };
    const { problems, warnings } = await checkTarget(definitionOf(JSON.stringify({ ...document, target })), context);
    expect({ problems, warnings }).toEqual({ problems: [], warnings: [] });
  });

  it('keeps keys apart that differ only in case, and accounts', async () => {
    await apply(small('cases', []));
    const rows = [
      ['a', 'k'],
      ['a', 'K'],
      ['b', 'k'],
      ['A', 'k'],
    ];
    for (const row of rows) await connection.query('INSERT INTO data_cases (account_id, code) VALUES (?, ?)', row);
    await expect(connection.query('INSERT INTO data_cases (account_id, code) VALUES (?, ?)', rows[0])).rejects.toThrow(
      /Duplicate/,
    );
  });

  it('refuses rows that break what SQL can say', async () => {
    await apply(small('rules', [{ name: 'n', type: 'integer', constraints: { maximum: 5 } }]));
    const insert = (n: number) =>
      connection.query('INSERT INTO data_rules (account_id, code, n) VALUES (?, ?, ?)', ['a', n, n]);
    await insert(5);
    await expect(insert(6)).rejects.toThrow(/data_rules|CONSTRAINT/);
  });
});

describe('a later version', () => {
  it('adds columns instantly, and rows keep their values', async () => {
    await apply(small('grown', []));
    await connection.query("INSERT INTO data_grown (account_id, code) VALUES ('a', 'k')");
    const sent: string[] = [];
    const proxy = await MysqlProxy.start(made.url);
    proxy.judge = (statement) => {
      if (/ALTER/.test(statement)) sent.push(statement);
      return 'pass';
    };
    const fields = [
      { name: 'size', type: 'integer', constraints: { required: true } },
      { name: 'made', type: 'datetime' },
      { name: 'more', type: 'list' },
    ];
    const table = await apply(small('grown', fields), proxy.url);
    await proxy.close();
    expect(namesOf(table)).toEqual(['sluice_row_id', 'account_id', 'code', 'size', 'made', 'more']);
    expect(sent).toEqual([
      expect.stringMatching(/^ALTER TABLE .* ADD COLUMN `size` bigint NULL, .*, ALGORITHM=INSTANT$/),
    ]);
    const [rows] = await connection.query('SELECT code, size FROM data_grown');
    expect(rows).toEqual([{ code: 'k', size: null }]);
    expect((await apply(small('grown', fields))).columns).toEqual(table.columns);
  });

  it('allows other values instead of those that a check allowed', async () => {
    const state = (values: string[]) =>
      small('states', [{ name: 'state', type: 'string', constraints: { enum: values } }]);
    expect((await apply(state(['open', 'paid']))).checks).toHaveLength(1);
    expect((await apply(state(['open', 'paid', 'returned']))).checks).toEqual([]);
    await connection.query("INSERT INTO data_states (account_id, code, state) VALUES ('a', 'k', 'returned')");
  });

  it('allows other values that differ from those only in their ends or in case', async () => {
    const state = (values: string[]) =>
      small('ends', [{ name: 'state', type: 'string', constraints: { enum: values } }]);
    const insert = (code: string, value: string) =>
      connection.query('INSERT INTO data_ends (account_id, code, state) VALUES (?, ?, ?)', ['a', code, value]);
    await apply(state(["it's state_new", 'Open (a)']));
    expect((await apply(state(["it's state_new", 'Open (a)']))).checks).toHaveLength(1);
    await apply(state(["it's state_old", 'Open (a)']));
    await insert('k', "it's state_old");
  });

  it.each([
    [
      'type',
      [{ name: 'size', type: 'string' }],
      {},
      /^schema.fields\[1\] TABLE_DIFFERS: .*size is bigint, and would be text/,
    ],
    [
      'length',
      [
        { name: 'size', type: 'integer' },
        { name: 'note', type: 'string', constraints: { maxLength: 90 } },
      ],
      {},
      /^schema.fields\[2\] TABLE_DIFFERS: .*note is varchar\(30\)/,
    ],
    [
      'blank value',
      [{ name: 'must', type: 'integer' }],
      {},
      /^schema.fields\[1\] TABLE_DIFFERS: .*must is NOT NULL, and would be NULL/,
    ],
    ['missing field', [], {}, /^schema.fields TABLE_DIFFERS: .*must is NOT NULL, and no field is written to it/],
    [
      'new key',
      [{ name: 'size', type: 'integer' }],
      { uniqueKeys: [['size']] },
      /^schema.primaryKey TABLE_DIFFERS: .*no unique key over account_id, size/,
    ],
  ])(
    'with another %s is refused with the ALTER that is needed, after which it is accepted',
    async (name, fields, more, message) => {
      const table = `refused_${name.replace(' ', '_')}`;
      const must = { name: 'must', type: 'integer', constraints: { required: true } };
      const note = { name: 'note', type: 'string', constraints: { maxLength: 30 } };
      await apply(
        small(table, [
          { name: 'size', type: 'integer' },
          note,
          ...(name.includes('blank') || name.includes('missing') ? [must] : []),
        ]),
      );
      const later = small(table, fields, more);
      const problems = await problemsOf(later);
      expect(problems).toEqual([expect.stringMatching(message)]);
      await connection.query(alterOf(problems[0] ?? ''));
      expect(await problemsOf(later)).toEqual([]);
    },
  );

  it('may hold less than the table, which then stays as it is', async () => {
    const size = (most: number) => small('less', [{ name: 'note', type: 'string', constraints: { maxLength: most } }]);
    const table = await apply(size(80));
    expect((await apply(size(20))).columns).toEqual(table.columns);
  });
});

it('leaves tables alone that it did not make', async () => {
  await connection.query('CREATE TABLE data_theirs (code VARCHAR(9) PRIMARY KEY)');
  expect(await problemsOf(small('theirs', []))).toEqual([expect.stringMatching(/^target.table TABLE_EXISTS: /)]);
});

it.each([
  [
    'another database',
    { table: 'mysql.small' },
    /^target.table TABLE_NOT_ALLOWED: Sluice makes tables in the database made only/,
  ],
  ['another account', { table: 'small', account: 'tenant' }, /^target.account ACCOUNT_WRONG: /],
  ['a long name', { table: 'x'.repeat(60) }, /^target.table TOO_LARGE: /],
])('is not made in %s', async (_, target, message) => {
  const definition = small('small', []);
  const problems = await problemsOf({ ...definition, target: { ...target, manage: 'create' } });
  expect(problems).toEqual([expect.stringMatching(message)]);
});

it('is not made with types, keys, columns and rows that no server has', async () => {
  const text = (name: string, maxLength: number) => ({ name, type: 'string', constraints: { maxLength } });
  const wide = Array.from({ length: 70 }, (_, at) => text(`f${at}`, 255));
  expect(await problemsOf(small('wide', wide))).toEqual([expect.stringMatching(/^schema.fields TOO_LARGE: A row/)]);
  const keyed = small('keyed', [text('a', 500), text('b', 500)], { primaryKey: ['a', 'b'] });
  expect(await problemsOf(keyed)).toEqual([expect.stringMatching(/^schema.primaryKey TOO_LARGE: The key would have/)]);
  const listed = small('listed', [{ name: 'a', type: 'list' }], { primaryKey: ['a'] });
  expect(await problemsOf(listed)).toEqual([
    expect.stringMatching(/^schema.primaryKey TOO_LARGE: The column a would be json/),
  ]);
  const own = small('own', [{ name: 'Account_ID', type: 'string' }]);
  expect(await problemsOf(own)).toEqual([expect.stringMatching(/^schema.fields\[1\].name CONTRADICTION: /)]);
  const typed = { ...small('typed', [{ name: 'a', type: 'list' }]), columns: { a: { sqlType: 'int' } } };
  expect(await problemsOf(typed)).toEqual([expect.stringMatching(/^columns.a.sqlType COLUMN_TYPE: /)]);
});

it('is not made with keys, digits and stamps that no server has', async () => {
  const fields = Array.from({ length: 63 }, (_, at) => ({ name: `f${at}`, type: 'integer' }));
  const names = fields.map(({ name }) => name);
  const keyed = (most: number) => small('keys', fields, { primaryKey: ['code', ...names.slice(0, most)] });
  expect(await problemsOf(keyed(15))).toEqual([
    expect.stringMatching(/^schema.primaryKey TOO_LARGE: The key would have 17 columns with the account/),
  ]);
  expect((await apply(keyed(14))).indexes).toHaveLength(2);
  const many = (count: number) => small('many', fields, { uniqueKeys: names.slice(0, count).map((name) => [name]) });
  expect(await problemsOf(many(63))).toEqual([
    expect.stringMatching(/^schema.uniqueKeys TOO_LARGE: The table would have 65 keys .* Leave out 1\.$/),
  ]);
  expect((await apply(many(62))).indexes).toHaveLength(64);
  const typed = (sqlType: string, table = 'digits') => ({
    ...small(table, [{ name: 'a', type: 'number' }]),
    columns: { a: { sqlType } },
  });
  for (const sqlType of ['decimal(66,2)', 'decimal(65,31)', 'decimal(2,5)', 'decimal(0,11)']) {
    expect(await problemsOf(typed(sqlType))).toEqual([expect.stringMatching(/^columns.a.sqlType WRONG_VALUE: /)]);
  }
  await apply(typed('decimal(65,30)', 'most_digits'));
  await apply(typed('decimal(30,30)', 'only_decimals'));
  const stamped = (stamps: object) => ({ ...small('stamped', []), target: { ...small('stamped', []).target, stamps } });
  expect(await problemsOf(stamped({ import: 'account_id', created: 'Sluice_Row_ID' }))).toEqual([
    expect.stringMatching(/^target.stamps.import CONTRADICTION: Sluice itself fills the column account_id/),
    expect.stringMatching(/^target.stamps.created CONTRADICTION: /),
  ]);
});

it.each([
  ['digits', 'a DECIMAL(99,40)'],
  ['digits after the decimal mark', 'a DECIMAL(2,5)'],
  ['two columns of a name', 'a INT, A INT'],
  [
    'too many columns in a key',
    `${Array.from({ length: 33 }, (_, at) => `c${at} INT`)}, KEY (${Array.from({ length: 33 }, (_, at) => `c${at}`)})`,
  ],
])('what the server alone refuses is a fault of the definition: %s', async (_, columns) => {
  const refused = changeTable(made.url, { schema, table: 'never' }, () => [
    `CREATE TABLE ${schema}.never (${columns})`,
  ]);
  await expect(refused).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
});

it('says which setting is missing where the user may not make it', async () => {
  const user = `u_${schema.slice(-8)}`;
  await connection.query(`CREATE USER '${user}'@'%' IDENTIFIED BY 'change-me'`);
  await connection.query(`GRANT SELECT, INSERT ON ${schema}.* TO '${user}'@'%'`);
  const url = Object.assign(new URL(made.url), { username: user, password: 'change-me' }).href;
  const error = await apply(small('denied', []), url).catch((thrown: unknown) => thrown);
  await connection.query(`DROP USER '${user}'@'%'`);
  expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(/Set MIGRATION_DATABASE_URL/) });
});

it('is made once when several processes make it, and when they are cut off', async () => {
  const definition = small('raced', [{ name: 'size', type: 'integer' }]);
  const tables = await Promise.all(Array.from({ length: 4 }, () => apply(definition)));
  for (const table of tables) expect(table).toEqual(tables[0]);
  const proxy = await MysqlProxy.start(made.url);
  for (const [fields, statement] of [
    [[], /^CREATE TABLE/],
    [[{ name: 'later', type: 'date' }], /^ALTER TABLE/],
  ] as const) {
    let cuts = 0;
    proxy.judge = (sent) => (statement.test(sent) && cuts++ === 0 ? 'cut' : 'pass');
    const cut = small('cut', [...fields]);
    await expect(apply(cut, proxy.url)).rejects.toThrow();
    expect(namesOf(await apply(cut, proxy.url)).slice(2)).toEqual(['code', ...fields.map(({ name }) => name)]);
  }
  await proxy.close();
});
