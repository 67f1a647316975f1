import { randomBytes } from 'node:crypto';
import mysql, { type Connection } from 'mysql2/promise';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, useSuite } from '../harness/index.ts';

/** A database of another application on the same server. */
const shop = `shop_${randomBytes(6).toString('hex')}`;
const tables = ['orders', 'days', 'moments', 'parts', 'sizes', 'ratios', 'notes', 'labels', 'loose', 'things'];
const env = { IMPORT_TARGETS: tables.map((table) => `${shop}.${table}:ACCOUNT`).join(', ') };
const suite = useSuite({ env });

let server: Connection;
beforeAll(async () => {
  server = await mysql.createConnection({ uri: suite.stack.env.DATABASE_URL ?? '', timezone: 'Z' });
  await server.query(`CREATE DATABASE ${shop}`);
});
afterAll(async () => {
  await server?.query(`DROP DATABASE IF EXISTS ${shop}`);
  await server?.end();
});

interface Made {
  readonly columns: string;
  readonly rows: readonly (readonly unknown[])[];
  readonly fields: readonly { readonly name: string; readonly type: string }[];
  readonly primaryKey?: readonly string[];
}

/** Makes a table with these rows of the account `one`, and an importer of the same name. */
async function make(name: string, { columns, rows, fields, primaryKey }: Made) {
  const account = 'account VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL';
  await server.query(`CREATE TABLE ${shop}.${name} (${account}, ${columns})`);
  if (rows.length > 0) await server.query(`INSERT INTO ${shop}.${name} VALUES ?`, [rows.map((row) => ['one', ...row])]);
  const required = fields.map((field) => ({ ...field, constraints: { required: true } }));
  const target = { table: `${shop}.${name}`, manage: 'existing', account: 'ACCOUNT' };
  const body = { name, title: name, target, schema: { fields: required, ...(primaryKey && { primaryKey }) } };
  const saved = await call(suite, 'POST /api/v1/importers', { account: 'one', role: 'operator', body });
  expect([saved.status, saved.json.fields]).toEqual([201, undefined]);
}

const list = (name: string, query = '') => call(suite, `GET /api/v1/${name}?${query}`, { account: 'one' });

/** The values of a column on all pages, which are the same in descending order and on the way back. */
async function all(name: string, column: string, limit = 1, filter = ''): Promise<unknown[]> {
  const [up, down] = [await thereAndBack(name, column, `limit=${limit}&${filter}`), [] as unknown[]];
  down.push(...(await thereAndBack(name, column, `limit=${limit}&sort=-key&${filter}`)));
  expect(down.reverse()).toEqual(up);
  return up;
}

async function thereAndBack(name: string, column: string, query: string): Promise<unknown[]> {
  const walk = async (first: string, onward: 'next_cursor' | 'previous_cursor') => {
    const pages: unknown[][] = [];
    let cursor: string | null = first;
    let before: string | null = null;
    while (cursor !== null && pages.length < 30) {
      const { status, json } = await list(name, `${query}${cursor && `&cursor=${cursor}`}`);
      expect([status, json.detail]).toEqual([200, undefined]);
      pages.push(json.items.map((row: Record<string, unknown>) => row[column]));
      [cursor, before] = [json[onward], json.previous_cursor];
    }
    return { pages, before };
  };
  const there = await walk('', 'next_cursor');
  const back = there.before === null ? [] : (await walk(there.before, 'previous_cursor')).pages.reverse();
  expect([...back, there.pages.at(-1)].flat()).toEqual(there.pages.flat());
  return there.pages.flat();
}

/** A cursor as a caller could make it up. */
const cursorOf = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');

it('lists rows whose columns the definition and the settings write in another case', async () => {
  await make('orders', {
    columns: 'order_no VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, UNIQUE (account, order_no)',
    rows: [['A-1'], ['A-2'], ['B-1']],
    ...{ fields: [{ name: 'Order_No', type: 'string' }], primaryKey: ['Order_No'] },
  });
  expect(await all('orders', 'order_no')).toEqual(['A-1', 'A-2', 'B-1']);
  for (const name of ['order_no', 'Order_No'])
    expect((await list('orders', `key.${name}=A-2`)).json.items).toEqual([{ order_no: 'A-2' }]);
});

it('reports a column of the key that the table no longer has', async () => {
  await make('labels', {
    columns: 'label VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, UNIQUE (account, label)',
    ...{ rows: [['a']], fields: [{ name: 'label', type: 'string' }], primaryKey: ['label'] },
  });
  await server.query(`ALTER TABLE ${shop}.labels RENAME COLUMN label TO text`);
  const { status, json } = await list('labels');
  expect([status, json.code, json.detail]).toEqual([
    ...[409, 'TARGET_CHANGED', expect.stringContaining('no longer has the column label')],
  ]);
});

it('refuses dates and times that no calendar has, in filters and cursors', async () => {
  const key = { primaryKey: ['at'] };
  const fields = (type: string) => [{ name: 'at', type }];
  await make('days', {
    ...{ columns: 'at DATE NOT NULL, UNIQUE (account, at)', rows: [['2026-02-28'], ['2026-03-01']] },
    ...{ fields: fields('date'), ...key },
  });
  await make('moments', {
    ...{
      columns: 'at DATETIME NOT NULL, UNIQUE (account, at)',
      rows: [['2026-02-28 23:59:59'], ['2026-03-01 00:00:00']],
    },
    ...{ fields: fields('datetime'), ...key },
  });
  const wrong = {
    days: ['2026-02-31', '2026-13-01', '2026-00-10', '2026-01-00', '0000-00-00', '2025-02-29', 'x'],
    moments: ['2026-02-31T00:00:00Z', '2026-02-28T24:00:00Z', '2026-02-28T23:60:00Z', '2026-02-28 23:59:60', 'x'],
  };
  for (const [table, values] of Object.entries(wrong)) {
    for (const value of values) {
      const filtered = await list(table, `key.at=${encodeURIComponent(value)}`);
      const paged = await list(table, `cursor=${cursorOf(value)}`);
      const answers = [filtered, paged].map(({ status, json }) => [status, json.fields?.[0]?.field]);
      expect([value, ...answers]).toEqual([value, [422, 'key.at'], [422, 'cursor']]);
    }
  }
  for (const cursor of [cursorOf(1), cursorOf(true), cursorOf(null), cursorOf()])
    expect((await list('days', `cursor=${cursor}`)).status).toBe(422);
  expect((await list('days', 'key.at=2026-02-28')).json.items).toHaveLength(1);
  expect((await list('moments', 'key.at=2026-02-28T23:59:59Z')).json.items).toHaveLength(1);
  expect(await all('days', 'at')).toEqual(['2026-02-28', '2026-03-01']);
  expect(await all('moments', 'at')).toEqual(['2026-02-28T23:59:59Z', '2026-03-01T00:00:00Z']);
});

it('pages through keys of bytes in their order, and finds them as they are shown', async () => {
  const hexes = ['00000000', '0fffffff', '20414243', '68000000', 'f0000000', 'ffffffff'];
  await make('parts', {
    columns: 'part BINARY(4) NOT NULL, text VARCHAR(20) NOT NULL, UNIQUE (account, part)',
    rows: hexes.map((hex) => [Buffer.from(hex, 'hex'), hex]),
    fields: ['part', 'text'].map((name) => ({ name, type: 'string' })),
    primaryKey: ['part'],
  });
  expect(await all('parts', 'text')).toEqual(hexes);
  for (const hex of hexes) {
    const shown = encodeURIComponent(Buffer.from(hex, 'hex').toString('base64'));
    expect((await list('parts', `key.part=${shown}`)).json.items).toMatchObject([{ text: hex }]);
  }
  const { status, json } = await list('parts', 'key.part=*');
  expect([status, json.fields]).toEqual([422, [expect.objectContaining({ field: 'key.part' })]]);
});

it('pages through keys of ENUM and SET in the order of their members, and finds them by their texts', async () => {
  const sizes = ['S', 'M', 'L', 'one size'];
  const tags = ['new', 'sale', 'new,sale', 'eco', ''];
  const rows = sizes.flatMap((size) => tags.map((tag) => [size, tag, `${size}: ${tag}`]));
  await make('sizes', {
    columns: `size ENUM('S','M','L','one size') NOT NULL, tags SET('new','sale','eco') NOT NULL, text VARCHAR(20) NOT NULL,
      UNIQUE (account, size, tags)`,
    rows: [...rows].reverse(),
    fields: ['size', 'tags', 'text'].map((name) => ({ name, type: 'string' })),
    primaryKey: ['size', 'tags'],
  });
  const inOrder = sizes.flatMap((size) => ['', ...tags.slice(0, -1)].map((tag) => `${size}: ${tag}`));
  expect(await all('sizes', 'text', 3)).toEqual(inOrder);
  expect(await all('sizes', 'text', 3, 'key.size=m')).toEqual(inOrder.slice(5, 10));
  expect(await all('sizes', 'text', 3, 'key.size=L&q=sale')).toEqual(['L: sale', 'L: new,sale']);
  expect((await list('sizes', 'key.size=M&key.tags=new,sale')).json.items).toMatchObject([{ text: 'M: new,sale' }]);
  expect((await list('sizes', `cursor=${cursorOf('XL', 'new')}`)).json.items).toHaveLength(rows.length);
});

it('shows decimals without zeros at their end, and pages through keys that are fractions', async () => {
  const ratios = ['-0.5', '0', '0.1', '1.1', '2.25', '13', '100'];
  await make('ratios', {
    columns:
      'ratio DECIMAL(38,18) NOT NULL, about FLOAT NOT NULL, whole DECIMAL(5,0) NOT NULL, UNIQUE (account, about, ratio)',
    rows: ratios.map((ratio) => [ratio, ratio, Math.trunc(Number(ratio))]),
    fields: ['about', 'ratio', 'whole'].map((name) => ({ name, type: 'number' })),
    primaryKey: ['about', 'ratio'],
  });
  expect(await all('ratios', 'ratio')).toEqual(ratios);
  expect(await all('ratios', 'whole')).toEqual(['0', '0', '0', '1', '2', '13', '100']);
  expect((await list('ratios', 'key.about=1.1&key.ratio=1.10')).json.items).toMatchObject([{ ratio: '1.1' }]);
});

it('orders rows by a unique index only if its columns have a value in every row', async () => {
  const fields = [{ name: 'text', type: 'string' }];
  const text = 'text VARCHAR(20) NOT NULL';
  await make('notes', {
    columns: `a_no INT NULL, z_no INT NOT NULL AUTO_INCREMENT, ${text}, UNIQUE a (a_no), UNIQUE z (z_no)`,
    rows: [
      [null, 1, 'one'],
      [null, 2, 'two'],
      [7, 3, 'three'],
    ],
    fields,
  });
  expect(await all('notes', 'text')).toEqual(['one', 'two', 'three']);
  await make('loose', { columns: `no INT NULL, ${text}, UNIQUE (no)`, rows: [[null, 'one']], fields });
  expect(await list('loose')).toMatchObject({ status: 409, json: { code: 'INVALID_STATE' } });
});

it('describes the columns and the key, and finds rows by the value of any column', async () => {
  await make('things', {
    columns: `no INT NOT NULL, at DATETIME NULL, price DECIMAL(8,2) NULL, is_new TINYINT(1) NOT NULL, text VARCHAR(20) NULL,
      UNIQUE (account, no)`,
    rows: Array.from({ length: 9 }, (_, at) => [
      ...[at, `2026-01-0${(at % 3) + 1} 10:00:00`, at % 3 === 0 ? null : at / 2, at % 2 === 0, at < 6 ? 'Sofa' : null],
    ]),
    fields: [
      ...[
        { name: 'no', type: 'integer' },
        { name: 'at', type: 'datetime' },
        { name: 'price', type: 'number' },
      ],
      ...[
        { name: 'is_new', type: 'boolean' },
        { name: 'text', type: 'string' },
      ],
    ],
    primaryKey: ['no'],
  });
  const { json } = await list('things', 'limit=1');
  expect(json).toMatchObject({ key: ['no'], by_import: false, previous_cursor: null });
  expect(json.columns.map(({ name }: { name: string }) => name)).toEqual(['no', 'at', 'price', 'is_new', 'text']);
  expect(json.columns[1]).toEqual({ name: 'at', type: 'datetime' });
  expect(await all('things', 'no', 2, 'column.IS_NEW=true')).toEqual([0, 2, 4, 6, 8]);
  expect(await all('things', 'no', 2, 'column.at=2026-01-02T10:00:00Z')).toEqual([1, 4, 7]);
  expect(await all('things', 'no', 2, 'column.price=2')).toEqual([4]);
  expect(await all('things', 'no', 2, 'column.text=sofa&column.is_new=false')).toEqual([1, 3, 5]);
  expect(await all('things', 'no', 2, 'q=OF')).toEqual([0, 1, 2, 3, 4, 5]);
  expect(await all('things', 'no', 2, 'key.no=3&q=OF')).toEqual([3]);
  for (const [query, field, message] of [
    ['column.none=1', 'column.none', 'is not a column of the table. Use one of: no, at, price, is_new, text'],
    ['column.account=one', 'column.account', 'is not a column of the table'],
    ['column.at=x', 'column.at', 'is not a value of at, which is datetime'],
    ['column.no=1&column.no=2', 'column.no', 'must be given once'],
  ] as const) {
    const answer = await list('things', query);
    expect([answer.status, answer.json.fields]).toEqual([
      ...[422, [expect.objectContaining({ field, message: expect.stringContaining(message) })]],
    ]);
  }
});
