import mysql from 'mysql2/promise';
import { type Client, Random, type Suite } from '../../harness/index.ts';
import { saveShopImporters, type useShop } from '../../harness/shop.ts';
import { checkCompleted, checkReports } from './check.ts';
import { makeFile } from './file.ts';
import { addedRow, holdKey, holdRow } from './hold-key.ts';
import { expectImport } from './oracle.ts';
import { expectImport as expectSheet } from './shop/oracle.ts';
import { shopDifferences } from './shop/read-shop.ts';
import type { Sheet, Shop } from './shop/sheet.ts';
import { makeSheet } from './shop/sheet-file.ts';
import { sheets } from './shop/sheets.ts';
import { connect, seedAssets } from './table.ts';

type Options = { readonly on_duplicate: 'reject' | 'update' | 'skip'; readonly on_invalid?: 'skip' | 'abort' };
interface Plan {
  readonly account: string;
  readonly rows: number;
  /** Rows that the table has before. */
  readonly before: number;
  /** Share of records whose key the table has. */
  readonly matching: number;
  /** Whether the file also has records with errors, and repeated keys. */
  readonly dirty: boolean;
  readonly options: Options;
}

/** A file to import into a table that has rows, and what the import must do. */
export interface Prepared {
  readonly seed: number;
  readonly bytes: Buffer;
  readonly client: Client;
  /** Locks the key of the first record at or after `from` that adds a row: an import waits there for `release`. */
  readonly hold: (from: number) => Promise<{ readonly at: number; readonly release: () => Promise<void> }>;
  /** Checks the completed import with an oracle: counters, row errors, ledger, result file, tables. */
  readonly check: (jobId: string) => Promise<void>;
}

/** What the suites about crashes and faults import. */
export interface Subject {
  readonly name: string;
  readonly prepare: (suite: Suite, plan: Plan) => Promise<Prepared>;
}

export const assets: Subject = {
  name: 'assets',
  async prepare({ stack, api }, { account, rows, before, matching, dirty, options }) {
    const random = new Random();
    const { databaseUrl: url } = stack;
    const table = await seedAssets(random, url, account, before);
    const shares = dirty ? { bad: 0.02, duplicates: 0.02, blankLines: 0.005 } : {};
    const file = makeFile(random, { rows, prefix: 'N', existing: [...table.keys()], matching, ...shares });
    const client = await api.client(account);
    return {
      ...{ seed: random.seed, bytes: file.bytes, client },
      async hold(from) {
        const { at, key } = addedRow(file, table, from);
        return { at, release: await holdKey(url, account, key) };
      },
      check: (jobId) =>
        checkCompleted({ url, account, client, jobId, expected: expectImport(file.records, table, jobId, options) }),
    };
  },
};

const sheet = sheets.find(({ importer }) => importer === 'order-lines') as Sheet;
const ORDERS = 40;
const PRODUCTS = ['pump', 'valve', 'é kit', 'filter'];
/** Of rows that only a test writes: what it locks for them, no import needs. */
const HELD = 'held';

interface OrderLines extends Subject {
  /** How many lines an account has, how much they take in all, and the stock that the trigger has left. */
  readonly stocks: (account: string) => Promise<{ lines: number; moved: number; stock: number }>;
}

/** Lines of orders: two look-ups, foreign keys, a computed column, and a trigger that changes another table. */
export const orderLines = (shops: ReturnType<typeof useShop>): OrderLines => {
  let saved: Promise<void> | undefined;
  const stocksOf = async (account: string) => {
    const connection = await mysql.createConnection(shops.shop.url);
    const [[found]] = await connection.query<mysql.RowDataPacket[]>(
      `SELECT (SELECT count(*) FROM order_lines WHERE account_id = ?) AS \`lines\`,
         (SELECT sum(qty) FROM order_lines WHERE account_id = ?) AS moved,
         (SELECT sum(stock) FROM products WHERE account_id = ?) AS stock`,
      [account, account, account],
    );
    await connection.end();
    return { lines: Number(found?.lines), moved: Number(found?.moved), stock: Number(found?.stock) };
  };
  return {
    name: 'order-lines',
    stocks: stocksOf,
    async prepare(suite, { account, rows, before, matching, dirty, options }) {
      saved ??= saveShopImporters(suite, shops.shop);
      await saved;
      const random = new Random();
      const { url } = shops.shop;
      const { empty, ids } = await seedOrders(url, account);
      const share = { bad: 0, matching: 0, repeated: 0, blank: 0 };
      const modes = { on_new: 'insert', on_invalid: 'skip', on_blank: 'keep', ...options } as const;
      const skus = new Map([...(empty.products ?? [])].filter(([sku]) => sku !== HELD));
      const old = makeSheet(random, sheet, { ...empty, products: skus }, { ...share, rows: before, tag: 'old' });
      const { shop } = expectSheet(sheet, old.records, empty, { ...modes, on_duplicate: 'skip', jobId: '' });
      await seedLines(url, account, shop, ids);
      const dirt = dirty ? { bad: 0.02, repeated: 0.02, blank: 0.002 } : {};
      const file = makeSheet(
        random,
        sheet,
        { ...shop, products: skus },
        { ...share, ...dirt, rows, tag: 'new', matching },
      );
      const expected = expectSheet(sheet, file.records, shop, { ...modes, jobId: '' });
      const client = await suite.api.client(account, 'member', sheet.importer);
      return {
        ...{ seed: random.seed, bytes: file.bytes, client },
        async hold(from) {
          const at = expected.outcomes.findIndex(({ isNew }, index) => isNew && index >= from);
          const [orderNo, line] = file.records[at] ?? [];
          const values = [account, orderNo, line, ids.get(HELD), 1, 1];
          const statement = `INSERT INTO order_lines (account_id, order_no, line, product_id, qty, unit_price)
            VALUES (?, ?, ?, ?, ?, ?)`;
          return { at, release: await holdRow(url, statement, values) };
        },
        async check(jobId) {
          const columns = sheet.columns.map(({ field }) => field);
          await checkReports({ url: suite.stack.databaseUrl, client, jobId, expected, columns });
          const connection = await connect(url);
          const differences = await shopDifferences(connection, account, expected.shop).finally(() => connection.end());
          if (differences.length > 0) throw new Error(`seed ${random.seed}: ${differences.join('\n')}`);
        },
      };
    },
  };
};

const NOTHING = { name: 'x', country: null, born: null, score: null, newsletter: '0', preferences: null };
/** Writes what lines of orders refer to. Returns the shop without lines, and the IDs of its products. */
async function seedOrders(url: string, account: string): Promise<{ empty: Shop; ids: ReadonlyMap<string, number> }> {
  const email = 'a@example.com';
  const orderNos = Array.from({ length: ORDERS }, (_, at) => `AB${String(at).padStart(6, '0')}`);
  const skus = [...PRODUCTS, HELD];
  const connection = await mysql.createConnection(url);
  const [{ insertId }] = await connection.query<mysql.ResultSetHeader>(
    'INSERT INTO customers (account_id, email, name) VALUES (?, ?, ?)',
    [account, email, NOTHING.name],
  );
  await connection.query('INSERT INTO products (account_id, sku, title, price, stock) VALUES ?', [
    skus.map((sku) => [account, sku, 'x', 1, 0]),
  ]);
  await connection.query('INSERT INTO orders (account_id, order_no, customer_id, ordered_on) VALUES ?', [
    orderNos.map((orderNo) => [account, orderNo, insertId, '2024-01-01']),
  ]);
  const [products] = await connection.query<mysql.RowDataPacket[]>(
    'SELECT id, sku FROM products WHERE account_id = ?',
    [account],
  );
  await connection.end();
  const product = {
    ...{ ean: null, title: 'x', price: '1.00', price_gross: '1.1900', weight: null, stock: '0', size: null },
    ...{ labels: null, note: null, since: null, imported_by: null },
  };
  const order = {
    ...{ customer: email, status: 'open', ordered_on: '2024-01-01', shipped_on: null, paid_at: null },
    ...{ total: null, import_job_id: null },
  };
  const none = Object.fromEntries(sheets.map(({ importer }) => [importer, new Map()]));
  const empty = {
    ...none,
    customers: new Map([[email, { email, ...NOTHING, name_folded: 'x' }]]),
    products: new Map(skus.map((sku) => [sku, { sku, ...product }])),
    orders: new Map(orderNos.map((orderNo) => [orderNo, { order_no: orderNo, ...order }])),
  };
  return { empty, ids: new Map(products.map(({ id, sku }) => [String(sku), Number(id)])) };
}

async function seedLines(url: string, account: string, shop: Shop, ids: ReadonlyMap<string, number>): Promise<void> {
  const lines = [...(shop[sheet.importer]?.values() ?? [])];
  if (lines.length === 0) return;
  const connection = await mysql.createConnection(url);
  await connection.query(
    'INSERT INTO order_lines (account_id, order_no, line, product_id, qty, unit_price, discount, data) VALUES ?',
    [
      lines.map((row) => [
        ...[account, row.order_no, row.line, ids.get(String(row.sku)), row.qty, row.price, row.discount, row.data],
      ]),
    ],
  );
  await connection.end();
}
