// @ts-check

/**
 * @import { Random } from '../random.mjs'
 * @import { Database } from '../stand/database.mjs'
 * @import { Target } from './tables.mjs'
 */

/** The database of another application, made by test/fixtures/shop.sql. */
export const SHOP = 'soak_shop';

const CUSTOMERS = 200;
const PRODUCTS = 40;
const ORDERS = 400;
const LINES = 999;

const digits = (/** @type {number} */ number, /** @type {number} */ length) => String(number).padStart(length, '0');
const upTo = (/** @type {number} */ count) => Array.from({ length: count }, (_, at) => at);
const customers = upTo(CUSTOMERS).map((at) => `customer.${at}@example.com`);
const products = upTo(PRODUCTS).map((at) => `sku ${at}`);
const orderOf = (/** @type {number} */ at) => `XA${digits(at, 6)}`;
const oldOrders = upTo(ORDERS).map(orderOf);

/** A number that stands for one record of all files of an account, below ten millions. @param {string} tag @param {number} at */
const numberOf = (tag, at) => (Number(tag.replace(/\D/g, '')) + (tag.startsWith('N') ? 1 : 60)) * 100_000 + at;
/** @param {string} label */
const ofLabel = (label) => {
  const [tag = '', at] = label.split('.');
  return numberOf(tag, Number(at));
};

/** @param {Random} random @param {number} first @param {number} last */
function dayOf(random, first, last) {
  const [year, month, day] = [random.int(first, last), digits(random.int(1, 12), 2), digits(random.int(1, 28), 2)];
  return { iso: `${year}-${month}-${day}`, german: `${day}.${month}.${year}` };
}

/** Adds rows unless they are there. @param {Database} db @param {string} into @param {readonly (readonly unknown[])[]} rows */
const add = (db, into, rows) => db.rows(`INSERT IGNORE INTO ${SHOP}.${into} VALUES ?`, [rows]);
/** @param {Database} db @param {string} account */
const addCustomers = (db, account) =>
  add(
    db,
    'customers (account_id, email, name)',
    customers.map((email) => [account, email, email]),
  );
/** @param {Database} db @param {string} account */
const addProducts = (db, account) =>
  add(
    db,
    'products (account_id, sku, title, price)',
    products.map((sku) => [account, sku, sku, 1]),
  );

/** Orders of customers whom a look-up finds, in a table with a foreign key and a check. @returns {Target} */
export const orders = () => ({
  name: 'orders',
  select: `SELECT o.order_no, lower(c.email) AS customer, o.status, o.ordered_on, o.shipped_on, o.total, o.import_job_id
    FROM ${SHOP}.orders o JOIN ${SHOP}.customers c ON c.id = o.customer_id WHERE o.account_id = ?`,
  ...{ stamped: true, key: ['order_no'], label: 'total', makesKeys: false, json: [] },
  columns: [['order_no'], ['customer'], ['status'], ['ordered_on'], ['shipped_on'], ['total']],
  fallbacks: { status: 'open' },
  keyOf(_, tag, at) {
    const number = numberOf(tag, at);
    const file = Math.floor(number / 100_000);
    return `${String.fromCharCode(65 + Math.floor(file / 26), 65 + (file % 26))}${digits(number % 100_000, 6)}`;
  },
  good(random, key, label) {
    const customer = random.pick(customers);
    const [status = '', stored] = random.pick([['open', 'open'], ['paid', 'paid'], ['bezahlt', 'paid'], ['']]);
    const ordered = dayOf(random, 2010, 2015);
    const shipped = random.chance(0.6) ? dayOf(random, 2017, 2019).iso : '';
    const total = ofLabel(label);
    return {
      cells: {
        ...{ order_no: random.chance(0.2) ? key.toLowerCase() : key, status, total: String(total) },
        customer: random.chance(0.2) ? customer.toUpperCase() : customer,
        ...{ ordered_on: ordered.german, shipped_on: shipped },
      },
      values: {
        ...{ order_no: key, customer, status: stored ?? null, ordered_on: ordered.iso },
        ...{ shipped_on: shipped || null, total: `${total}.00` },
      },
    };
  },
  flaws: [
    {
      set: { customer: 'nobody@example.com' },
      errors: [{ field: 'customer', code: 'NOT_FOUND_IN_TABLE' }],
      inTable: true,
    },
    { set: { customer: 'not an address' }, errors: [{ field: 'customer', code: 'NOT_EMAIL' }] },
    { set: { order_no: 'AB1' }, errors: [{ field: 'order_no', code: 'PATTERN_MISMATCH' }] },
    { set: { status: 'lost' }, errors: [{ field: 'status', code: 'NOT_IN_LIST' }] },
    { set: { ordered_on: '30.02.2014' }, errors: [{ field: 'ordered_on', code: 'DATE_INVALID' }] },
    {
      set: { ordered_on: '02.02.2019', shipped_on: '2017-01-01' },
      errors: [{ field: 'shipped_on', code: 'RANGE' }],
    },
  ],
  prepare: async (db, account) => {
    await addCustomers(db, account);
  },
});

/** Lines of orders by a key of two columns. A trigger takes each new line from the stock, which shows whether it was written once. @returns {Target} */
export function orderLines() {
  /** @type {Map<string, number>} */
  const stock = new Map(products.map((sku) => [sku, 0]));
  return {
    name: 'order-lines',
    select: `SELECT l.order_no, l.line, p.sku, l.qty, l.unit_price AS price, l.data
      FROM ${SHOP}.order_lines l JOIN ${SHOP}.products p ON p.id = l.product_id WHERE l.account_id = ?`,
    ...{ stamped: false, key: ['order_no', 'line'], label: 'price', makesKeys: false, json: ['data'], fallbacks: {} },
    columns: [['order_no'], ['line'], ['sku'], ['qty'], ['price'], ['data']],
    keyOf(_, tag, at) {
      const number = (numberOf(tag, 0) * 7 + at) % (ORDERS * LINES);
      return `${orderOf(number % ORDERS)} | ${Math.floor(number / ORDERS) + 1}`;
    },
    good(random, key, label) {
      const [order_no = '', line = ''] = key.split(' | ');
      const sku = random.pick(products);
      const qty = String(random.int(-2, 2));
      const price = ofLabel(label);
      const data = random.chance(0.5) ? JSON.stringify({ n: random.int(0, 999), t: ['x', label] }) : '';
      return {
        cells: { order_no, line, sku, qty, price: String(price), data },
        values: { order_no, line, sku, qty, price: `${price}.00`, data: data || null },
      };
    },
    flaws: [
      { set: { sku: 'no such sku' }, errors: [{ field: 'sku', code: 'NOT_FOUND_IN_TABLE' }], inTable: true },
      { set: { line: '0' }, errors: [{ field: 'line', code: 'BELOW_MINIMUM' }] },
      { set: { qty: '128' }, errors: [{ field: 'qty', code: 'NUMBER_OUT_OF_RANGE' }] },
      { set: { price: 'x' }, errors: [{ field: 'price', code: 'NOT_NUMBER' }] },
      { set: { data: '{"open":' }, errors: [{ field: 'data', code: 'NOT_JSON' }] },
    ],
    async prepare(db, account) {
      await addCustomers(db, account);
      await addProducts(db, account);
      const [customer] = await db.rows(`SELECT min(id) AS id FROM ${SHOP}.customers WHERE account_id = ?`, [account]);
      const rows = oldOrders.map((order) => [account, order, customer?.id, '2020-01-01']);
      await add(db, 'orders (account_id, order_no, customer_id, ordered_on)', rows);
    },
    inserted({ sku, qty }) {
      stock.set(String(sku), (stock.get(String(sku)) ?? 0) - Number(qty));
    },
    async besides(db, account) {
      const rows = await db.rows(`SELECT sku, stock FROM ${SHOP}.products WHERE account_id = ?`, [account]);
      return rows.flatMap(({ sku, stock: is }) => {
        const should = stock.get(String(sku));
        return Number(is) === should ? [] : [`the stock of ${sku} is ${is}, not ${should}`];
      });
    },
  };
}

/** Movements by product and moment: the key has an id that a look-up finds. @returns {Target} */
export const stockMoves = () => ({
  name: 'stock-moves',
  select: `SELECT p.sku, m.moved_at, m.moved, m.reason
    FROM ${SHOP}.stock_moves m JOIN ${SHOP}.products p ON p.id = m.product_id WHERE m.account_id = ?`,
  ...{ stamped: false, key: ['sku', 'moved_at'], label: 'moved', makesKeys: false, json: [] },
  columns: [['sku'], ['moved_at'], ['moved'], ['reason']],
  fallbacks: { reason: 'count' },
  keyOf(random, tag, at) {
    const moment = new Date(Date.UTC(2020, 0, 1) + numberOf(tag, at) * 1_000).toISOString();
    return `${random.pick(products)} | ${moment.slice(0, 23).replace('T', ' ')}`;
  },
  good(random, key, label) {
    const [sku = '', moved_at = ''] = key.split(' | ');
    const moved = String(ofLabel(label));
    const reason = random.pick(['', 'sold', 'Prüfung', 'a, b', '=1+1']);
    return {
      cells: { sku, moved_at: `${moved_at.replace(' ', 'T')}Z`, moved, reason },
      values: { sku, moved_at, moved, reason: reason || null },
    };
  },
  flaws: [
    { set: { moved_at: '05.01.2024' }, errors: [{ field: 'moved_at', code: 'DATE_INVALID' }] },
    { set: { moved: '1,5' }, errors: [{ field: 'moved', code: 'NOT_INTEGER' }] },
    { set: { reason: 'x'.repeat(41) }, errors: [{ field: 'reason', code: 'TOO_LONG' }] },
  ],
  prepare: async (db, account) => {
    await addProducts(db, account);
  },
});

/** A table that Sluice makes. */
export const machinesDefinition = {
  name: 'machines',
  target: { table: 'machines', manage: 'create', stamps: { import: 'written_by' } },
  schema: {
    primaryKey: ['plant', 'number'],
    fields: [
      { name: 'plant', type: 'string', constraints: { required: true, maxLength: 10 } },
      { name: 'number', type: 'integer', constraints: { required: true, minimum: 1 } },
      { name: 'name', type: 'string', constraints: { required: true, maxLength: 80 } },
      { name: 'weight', type: 'number', decimalChar: ',' },
      { name: 'built', type: 'date' },
      { name: 'retired', type: 'date' },
    ],
  },
  columns: { weight: { sqlType: 'decimal(9,3)' } },
  checks: [{ lower: 'built', upper: 'retired', code: 'RANGE', message: 'retired before it was built' }],
};

/** @returns {Target} */
export const machines = () => ({
  name: 'machines',
  select: `SELECT plant, number, name, weight, built, retired, written_by AS import_job_id
    FROM data_machines WHERE account_id = ?`,
  ...{ stamped: true, key: ['plant', 'number'], label: 'name', makesKeys: false, json: [], fallbacks: {} },
  columns: [['plant'], ['number'], ['name'], ['weight'], ['built'], ['retired']],
  keyOf: (random, tag, at) => `P${random.int(1, 9)} | ${numberOf(tag, at)}`,
  good(random, key, label) {
    const [plant = '', number = ''] = key.split(' | ');
    const name = `${random.pick(['press', 'Säge', 'a, b', 'O"Hara', '=1+1'])} ${label}`;
    const grams = random.chance(0.8) ? random.int(1, 999_999) : undefined;
    const built = random.chance(0.8) ? dayOf(random, 1990, 2005).iso : '';
    const retired = random.chance(0.4) ? dayOf(random, 2010, 2020).iso : '';
    const weight = (/** @type {string} */ mark) =>
      grams === undefined ? '' : `${Math.floor(grams / 1_000)}${mark}${digits(grams % 1_000, 3)}`;
    return {
      cells: { plant, number, name, weight: weight(','), built, retired },
      values: {
        ...{ plant, number, name, weight: weight('.') || null },
        ...{ built: built || null, retired: retired || null },
      },
    };
  },
  flaws: [
    { set: { name: '' }, errors: [{ field: 'name', code: 'REQUIRED' }] },
    { set: { number: '0' }, errors: [{ field: 'number', code: 'BELOW_MINIMUM' }] },
    { set: { plant: 'x'.repeat(11) }, errors: [{ field: 'plant', code: 'TOO_LONG' }] },
    { set: { weight: '1.5' }, errors: [{ field: 'weight', code: 'NOT_NUMBER' }] },
    { set: { built: '2005-02-03', retired: '2001-02-03' }, errors: [{ field: 'retired', code: 'RANGE' }] },
  ],
});
