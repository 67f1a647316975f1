import type { TableDescription } from '@sluice/core';
import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDb, type Db } from '../client.ts';
import { createEmptyDatabase, MysqlProxy } from '../testing/index.ts';
import { describeTable } from './index.ts';

const SERVER = process.env.DATABASE_URL ?? '';
/** Where the connections are, and another database of the same server. */
let own: string;
let other: string;
let ownUrl: string;
let db: Db;
let connection: Connection;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const [here, there] = await Promise.all([createEmptyDatabase(SERVER), createEmptyDatabase(SERVER)]);
  [own, other] = [here.url, there.url].map((url) => new URL(url).pathname.slice(1)) as [string, string];
  ownUrl = here.url;
  db = createDb(ownUrl);
  connection = await mysql.createConnection({ uri: here.url, multipleStatements: true });
  ends.push(
    () => db.$close(),
    () => connection.end(),
    here.drop,
    there.drop,
  );
});
afterAll(async () => {
  for (const end of ends) await end();
});

const create = (statements: string) => connection.query(statements);
async function described(table: string, schema?: string): Promise<TableDescription> {
  const description = await describeTable(db, { table, schema });
  if (!description) throw new Error(`${table} was not found`);
  return description;
}
/** The columns of a table by name, each without the members that are like those of most columns. */
const columnsOf = ({ columns }: TableDescription) =>
  Object.fromEntries(
    columns.map(({ name, type, nullable, optional, generated, autoIncrement, collation }) => {
      const flags = Object.entries({ nullable, optional, generated, autoIncrement }).filter(([, is]) => is);
      return [name, [type, ...flags.map(([flag]) => flag), ...(collation ? [collation] : [])]];
    }),
  );

it('describes columns: types, what an INSERT may leave out, and how texts compare', async () => {
  await create(`
    CREATE TABLE columns_of (
      id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY,
      amount DECIMAL(12, 2) UNSIGNED NOT NULL,
      level TINYINT NOT NULL DEFAULT 3,
      made DATETIME(3) NOT NULL DEFAULT (now(3)),
      twice INT AS (level * 2) STORED,
      status ENUM('Open', 'it''s paid') CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
      label VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_general_cs NULL,
      data JSON NULL
    )`);
  const table = await described('columns_of');
  expect({ ...columnsOf(table), data: undefined }).toEqual({
    id: ['bigint unsigned', 'optional', 'autoIncrement'],
    amount: ['decimal(12,2) unsigned'],
    level: ['tinyint', 'optional'],
    made: ['datetime(3)', 'optional'],
    twice: ['int', 'nullable', 'optional', 'generated'],
    status: ["enum('Open','it''s paid')", 'utf8mb4_unicode_ci'],
    label: ['varchar(20)', 'nullable', 'optional', 'latin1_general_cs'],
  });
  expect(table.columns.map(({ name }) => name).join()).toBe('id,amount,level,made,twice,status,label,data');
  expect(table.columns.at(-2)?.characterSet).toBe('latin1');
  expect(table.columns.at(-1)).toMatchObject({
    ...{ type: 'json', nullable: true, characterSet: null, collation: null },
  });
  expect(table).toMatchObject({ schema: own, name: 'columns_of', engine: 'InnoDB', checks: [] });
});

it('describes keys, checks and triggers of the table alone', async () => {
  await create(`
    CREATE TABLE parents (a INT, b VARCHAR(30), PRIMARY KEY (b, a), CHECK (a > 1));
    CREATE TABLE children (
      id INT PRIMARY KEY, z INT, a INT, b VARCHAR(30), text_of TEXT,
      UNIQUE KEY once (b, z), KEY start (text_of(10), a), FULLTEXT KEY words (text_of),
      CONSTRAINT of_parent FOREIGN KEY (b, a) REFERENCES parents (b, a),
      CONSTRAINT small CHECK (z < 100)
    );
    CREATE TRIGGER shorten BEFORE UPDATE ON children FOR EACH ROW SET NEW.b = trim(NEW.b);
    CREATE TRIGGER parents_too BEFORE INSERT ON parents FOR EACH ROW SET NEW.b = trim(NEW.b);`);
  const { indexes, foreignKeys, checks, triggers } = await described('children');
  expect(indexes.filter(({ name }) => name !== 'of_parent')).toEqual([
    { name: 'once', unique: true, columns: ['b', 'z'] },
    { name: 'PRIMARY', unique: true, columns: ['id'] },
    { name: 'start', unique: false, columns: [null, 'a'] },
  ]);
  expect(foreignKeys).toEqual([
    { name: 'of_parent', columns: ['b', 'a'], references: { schema: own, table: 'parents', columns: ['b', 'a'] } },
  ]);
  expect(checks).toEqual([{ name: 'small', condition: expect.stringMatching(/`z` < 100/) }]);
  expect(triggers).toEqual([{ name: 'shorten', event: 'UPDATE' }]);
});

it('finds a table of another database, and its own by default', async () => {
  await create(`CREATE TABLE twins (here INT); CREATE TABLE ${other}.twins (there INT)`);
  expect(Object.keys(columnsOf(await described('twins')))).toEqual(['here']);
  expect(Object.keys(columnsOf(await described('twins', other)))).toEqual(['there']);
});

it('compares names of tables as the server does', async () => {
  const [[server]] = await connection.query<RowDataPacket[]>('SELECT @@lower_case_table_names AS folds');
  await create('CREATE TABLE Cased (a INT)');
  if (server?.folds === 0) {
    await create('CREATE TABLE cased (b INT)');
    expect(await describeTable(db, { table: 'CASED' })).toBeUndefined();
    expect(Object.keys(columnsOf(await described('cased')))).toEqual(['b']);
  }
  expect(Object.keys(columnsOf(await described('Cased')))).toEqual(['a']);
});

it('knows no views and no tables that are not there', async () => {
  await create('CREATE TABLE seen (a INT); CREATE VIEW seeing AS SELECT a FROM seen');
  for (const table of ['seeing', 'missing', "it's", 'TABLES']) {
    expect(await describeTable(db, { table })).toBeUndefined();
  }
  expect(await describeTable(db, { table: 'seen', schema: 'no_such_schema' })).toBeUndefined();
});

it('leaves out the generated parts of indexes, and says which engine a table has', async () => {
  await create('CREATE TABLE plain (a INT, KEY of_a (a)) ENGINE=MyISAM');
  expect(await described('plain')).toMatchObject({ engine: 'MyISAM', indexes: [{ name: 'of_a', columns: ['a'] }] });
  const [[server]] = await connection.query<RowDataPacket[]>('SELECT VERSION() AS version');
  if (/mariadb/i.test(String(server?.version))) return;
  await create('CREATE TABLE computed (a VARCHAR(9), UNIQUE KEY of_lower ((lower(a)), a))');
  expect((await described('computed')).indexes).toEqual([{ name: 'of_lower', unique: true, columns: [null, 'a'] }]);
  await create('CREATE TABLE lenient (a INT, CONSTRAINT ignored CHECK (a > 0) NOT ENFORCED)');
  expect((await described('lenient')).checks).toEqual([]);
});

it('describes a table in a transaction, with six statements', async () => {
  await create('CREATE TABLE counted (a INT)');
  const proxy = await MysqlProxy.start(ownUrl);
  const through = createDb(proxy.url, { poolSize: 1 });
  ends.unshift(
    () => through.$close(),
    () => proxy.close(),
  );
  const sent: string[] = [];
  proxy.judge = (statement) => {
    if (/information_schema/.test(statement)) sent.push(statement);
    return 'pass';
  };
  await through.transaction((tx) => describeTable(tx, { table: 'counted' }));
  expect(sent).toHaveLength(6);
});
