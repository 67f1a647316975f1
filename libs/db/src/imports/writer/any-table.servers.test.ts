import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEmptyDatabase, createTestDatabase, type TestDatabase, writeRows } from '../../testing/index.ts';
import type { ImportTarget } from './target.ts';

const SERVER = process.env.DATABASE_URL ?? '';
let database: TestDatabase;
let connection: Connection;
let other: string;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  database = await createTestDatabase(SERVER);
  const elsewhere = await createEmptyDatabase(SERVER);
  other = new URL(elsewhere.url).pathname.slice(1);
  connection = await mysql.createConnection({ uri: database.url, multipleStatements: true, dateStrings: true });
  ends.push(() => connection.end(), elsewhere.drop, database.drop);
});
afterAll(async () => {
  for (const end of ends) await end();
});

const rowsOf = async (select: string): Promise<unknown[][]> => {
  const [rows] = await connection.query<RowDataPacket[][]>({ sql: select, rowsAsArray: true });
  return rows;
};
const column = (name: string, sqlType: string) => ({ name, field: name.toLowerCase(), sqlType, clearOnUpdate: false });
const lenient = {
  onNew: 'insert' as const,
  constraints: { uniques: [], references: [], checks: [] },
  lacks: [],
  refuses: false,
};
const bin = 'varchar(40) character set utf8mb4 collate utf8mb4_bin';

/** A table in another database, shared by all accounts, with two columns as its key and names that Sluice also uses. */
const lines = (): Omit<ImportTarget, 'jobId' | 'onDuplicate'> => ({
  table: { schema: other, name: 'order lines' },
  key: ['Order', 'line'],
  columns: [column('line', 'smallint'), column('row', 'int'), column('Order', bin), column('has_new_key', bin)],
  constants: {},
  stamps: {},
  checks: [],
  ...lenient,
});

describe('a table of another database with a key of two columns, without account and stamps', () => {
  beforeAll(() =>
    connection.query(`
      CREATE TABLE \`${other}\`.\`order lines\` (
        \`Order\` ${bin}, line SMALLINT, \`row\` INT, has_new_key ${bin}, note INT DEFAULT 7, PRIMARY KEY (\`Order\`, line)
      )`),
  );

  it.each(['reject', 'update', 'skip'] as const)('is written once for each key (%s)', async (onDuplicate) => {
    const { db } = database;
    const table = `\`${other}\`.\`order lines\``;
    await connection.query(
      `DELETE FROM ${table}; INSERT INTO ${table} VALUES ('A', 1, 1, 'old', 1), ('A', 2, 1, 'old', 1)`,
    );
    const rows = [
      ['1', '5', 'B', 'new'],
      ['2', null, 'A', 'newer'],
      ['3', '6', 'A', null],
    ];
    const { job, rejects } = await writeRows({ db, target: { ...lines(), onDuplicate }, rows, batchRows: 2 });
    const exists = { row: 3, line: 3, field: null, code: 'ALREADY_EXISTS', value: 'A, 2' };
    const outcome = { reject: 'failed', skip: 'skipped', update: undefined }[onDuplicate];
    expect(rejects).toEqual(outcome ? [{ ...exists, outcome, message: 'order and line together already exist' }] : []);
    expect(job).toMatchObject({ insertedRows: 2, updatedRows: outcome ? 0 : 1, processedRows: 3 });
    expect(await rowsOf(`SELECT * FROM ${table} ORDER BY 1, 2`)).toEqual([
      ['A', 1, 1, 'old', 1],
      ['A', 2, 1, outcome ? 'old' : 'newer', 1],
      ['A', 3, 6, null, 7],
      ['B', 1, 5, 'new', 7],
    ]);
  });

  it('is written completely or not at all', async () => {
    const { db } = database;
    const target = { ...lines(), onDuplicate: 'reject' as const };
    const rows = [
      ['1', '5', 'C', 'new'],
      ['1', '5', 'D', 'new'],
    ];
    expect(await writeRows({ db, target, rows, batchRows: 1, mode: 'all-or-nothing' })).toMatchObject({
      written: true,
    });
    const again = [['1', '5', 'E', 'new'], ...rows.slice(1)];
    expect(await writeRows({ db, target, rows: again, mode: 'all-or-nothing' })).toMatchObject({ written: false });
    expect(await rowsOf(`SELECT \`Order\` FROM \`${other}\`.\`order lines\` WHERE \`Order\` > 'B' ORDER BY 1`)).toEqual(
      [['C'], ['D']],
    );
  });
});

it('keeps to the rows of the account, and fills only the stamps that the table has', async () => {
  await connection.query(`
    CREATE TABLE stock (tenant VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, sku INT, amount INT, seen DATETIME(3), UNIQUE (tenant, sku));
    INSERT INTO stock VALUES ('one', 1, 10, NULL), ('two', 1, 20, NULL)`);
  const target = {
    ...{ table: { name: 'stock' }, key: ['sku'] as const, columns: [column('sku', 'int'), column('amount', 'int')] },
    ...{ constants: {}, checks: [], account: { column: 'tenant', id: 'one' }, stamps: { updated: 'seen' } },
    ...{ onDuplicate: 'update' as const, ...lenient },
  };
  const rows = [
    ['1', '11'],
    ['2', '12'],
  ];
  await writeRows({ db: database.db, target, rows });
  expect(await rowsOf('SELECT tenant, sku, amount, seen IS NULL FROM stock ORDER BY 1, 2')).toEqual([
    ['one', 1, 11, 0],
    ['one', 2, 12, 0],
    ['two', 1, 20, 1],
  ]);
});
