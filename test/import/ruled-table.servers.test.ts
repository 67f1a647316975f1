import { repeats } from '@sluice/core/testing';
import { createTestDatabase, type TestDatabase, writeRows } from '@sluice/db/testing';
import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../harness/index.ts';
import { expectShop, FIELDS, type Product, respelled, SHOP, shopTarget } from './support/ruled-table.ts';

let database: TestDatabase;
let connection: Connection;
beforeAll(async () => {
  database = await createTestDatabase(process.env.DATABASE_URL ?? '');
  connection = await mysql.createConnection({ uri: database.url, multipleStatements: true });
  await connection.query(SHOP);
});
afterAll(async () => {
  await connection.end();
  await database.drop();
});

const ROWS = repeats(160, 3_000);
const SHARES = [0, 0.1, 1];

async function productsOf(account: string): Promise<Product[]> {
  const columns = FIELDS.map((field) => `CAST(${field} AS CHAR) AS ${field}`).join(', ');
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT ${columns} FROM products WHERE tenant = ? ORDER BY shop, sku`,
    [account],
  );
  return rows as unknown as Product[];
}

const good = (random: Random, sku: string): Product => ({
  ...{ shop: 'main', sku, ean: random.chance(0.5) ? `ean strasse ${random.int(1, 2 * ROWS)}` : null },
  stock: random.chance(0.5) ? String(random.int(0, 255)) : null,
  price: `${random.int(0, 9_999)}.${random.int(10, 99)}`,
  state: random.pick(['draft', 'sold', null] as const),
  category: random.pick(['toys', 'tools', null] as const),
  note: random.pick(['ÄÖÜ', 'plain', null] as const),
  data: random.pick(['{"a": 1}', '[1, 2]', null] as const),
});

const FLAWS: readonly Partial<Product>[] = [
  { stock: '256' },
  { price: '10000.00' },
  { price: '1.005' },
  { state: 'lost' },
  { note: 'жук' },
  { note: 'more than ten' },
  { note: 'forbidden' },
  { price: '-1.00' },
  // Of a row that violates two constraints, the server chooses which to report.
  { category: 'nothing', ean: null },
  { data: 'no json' },
];

/** Some rows already exist, in other spellings; `bad` of them have one flaw each. */
function makeShop(random: Random, bad: number): { before: Product[]; rows: Product[] } {
  const before = Array.from({ length: ROWS / 2 }, (_, at) => ({
    ...{ ...good(random, `sku ${at} esse`), ean: random.chance(0.5) ? `ean strasse ${at}` : null },
    stock: String(random.int(0, 255)),
  }));
  const skus = Array.from({ length: ROWS }, (_, at) => ({ sku: `sku ${at} esse`, at: random.next() }));
  skus.sort((a, b) => a.at - b.at);
  const rows = skus.map(({ sku }): Product => {
    const old = before.find((product) => product.sku === sku);
    const spelled = respelled(random, sku);
    if (old && random.chance(0.2)) return { ...old, sku: spelled };
    const row = good(random, spelled);
    const ean = row.ean && respelled(random, row.ean);
    return { ...row, ean, ...(random.chance(bad) && random.pick(FLAWS)) };
  });
  // Some keys come again, in other spellings.
  for (let at = 20; at < ROWS; at += 20) {
    const earlier = rows[random.int(0, at - 1)]?.sku ?? '';
    rows[at] = good(random, respelled(random, earlier.toLowerCase()));
  }
  return { before, rows };
}

async function seed(account: string, before: readonly Product[]): Promise<void> {
  const eans = new Set<string | null>();
  for (const product of before)
    if (eans.has(product.ean)) throw new Error('twice');
    else if (product.ean) eans.add(product.ean);
  const values = before.map((product) => [account, ...FIELDS.map((field) => product[field])]);
  await connection.query(`INSERT INTO products (tenant, ${FIELDS.join(', ')}) VALUES ?`, [values]);
}

const sorted = (products: readonly Product[]): string[] => products.map((one) => JSON.stringify(one)).sort();
const cellsOf = (rows: readonly Product[]) => rows.map((row) => FIELDS.map((field) => row[field]));

describe.each([
  { onDuplicate: 'reject', onNew: 'insert', clear: false },
  { onDuplicate: 'skip', onNew: 'insert', clear: false },
  { onDuplicate: 'update', onNew: 'insert', clear: false },
  { onDuplicate: 'update', onNew: 'insert', clear: true },
  { onDuplicate: 'update', onNew: 'reject', clear: false },
  { onDuplicate: 'skip', onNew: 'skip', clear: false },
] as const)('a table with rules of its own: $onDuplicate, $onNew, clear $clear', (rules) => {
  const { onDuplicate, onNew, clear } = rules;

  it.each(SHARES)('gets what writing row by row would give, with %d of the rows refused', async (bad) => {
    const random = new Random();
    const { before, rows } = makeShop(random, bad);
    const expected = expectShop(before, rows, rules);
    const { inserted, updated, unchanged } = expected.counts;
    const failed = expected.errors.filter(({ outcome }) => outcome === 'failed').length;
    console.log(JSON.stringify({ ...expected.counts, failed }));
    for (const batchRows of [7, ROWS]) {
      for (const mode of ['check', 'write', 'all-or-nothing'] as const) {
        const account = `${Object.values(rules).join('-')}-${bad}-${batchRows}-${mode}`;
        await seed(account, before);
        const target = shopTarget(account, { onDuplicate, onNew }, clear);
        const result = await writeRows({ db: database.db, target, rows: cellsOf(rows), batchRows, mode });
        const refused = mode === 'all-or-nothing' && failed > 0;
        const table = sorted(await productsOf(account));
        expect(result.written).toBe(!refused);
        expect(table).toEqual(sorted(refused || mode === 'check' ? before : expected.table));
        if (refused) continue;
        expect(
          result.rejects.map(({ row, outcome, code, field, value }) => ({ row, outcome, code, field, value })),
        ).toEqual(expected.errors);
        expect(result.job).toMatchObject({
          insertedRows: inserted,
          updatedRows: updated + unchanged,
          unchangedRows: unchanged,
          failedRows: failed,
        });
      }
    }
  });
});
