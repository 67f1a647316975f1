import type { Random } from '../../../harness/index.ts';
import {
  berlinTime,
  type Cell,
  clock,
  decimal,
  germanDay,
  json,
  oneOf,
  pattern,
  standardTime,
  type Value,
  whole,
  words,
  written,
  writtenDay,
} from './cells.ts';
import type { Sheet, Shop } from './sheet.ts';

const asIs = (text: string): string => text;
const upper = (text: string): string => text.toUpperCase();
const lower = (text: string): string => text.toLowerCase();
const keysOf = (shop: Shop, importer: string): string[] => [...(shop[importer]?.keys() ?? [])];
const cents = (amount: Value | undefined): bigint => BigInt(String(amount).replace('.', ''));
const fixed = (number: bigint, scale: number): string => {
  const digits = String(number < 0n ? -number : number).padStart(scale + 1, '0');
  return `${number < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
};
const yesNo = (known: Readonly<Record<string, string>>): Cell => oneOf(known, ['perhaps', 'Yes'], 'NOT_BOOLEAN');

/** Email addresses, which are stored as they are written and compared without case. */
const email = (some: Cell['some']): Cell => ({
  some,
  flaws: ['not an address', 'a@b@c'],
  read: (text) => (/^[\w.+-]+@[\w-]+\.[\w.]+$/.test(text) ? { value: text } : { code: 'NOT_EMAIL' }),
});
const anyCase = (random: Random, text: string): string => (random.chance(0.3) ? upper(text) : text);
/** One of the keys that the other table has by now, or one that it lacks. */
const reference = (cell: Cell, flaw: string): Cell => ({ ...cell, flaws: [...cell.flaws, flaw] });

const countries: Sheet = {
  importer: 'countries',
  select: 'SELECT code, name, vat_percent, in_eu FROM countries',
  columns: [
    {
      field: 'code',
      cell: written(
        pattern(/^[A-Z]{2}$/, () => '', ['D', 'DEU', '1A']),
        upper,
      ),
      required: true,
    },
    { field: 'name', cell: words(60), required: true },
    { field: 'vat_percent', header: 'vat', cell: decimal({ precision: 4, scale: 2, least: 0, most: 99 }) },
    { field: 'in_eu', cell: yesNo({ yes: '1', no: '0' }), fallback: '0' },
  ],
  ...{ key: ['code'], keyOf: ({ code }) => String(code), missing: [''] },
  newKey: (random) => ({ code: String.fromCharCode(random.int(65, 70), random.int(65, 90)) }),
};

const customers: Sheet = {
  importer: 'customers',
  select: `SELECT email, name, country, born, score, newsletter, preferences, name_folded FROM customers
    WHERE account_id = ?`,
  columns: [
    { field: 'email', cell: email(() => ''), required: true },
    { field: 'name', header: 'full name', cell: words(80), required: true },
    {
      field: 'country',
      cell: reference({ some: () => '', flaws: ['D', 'DEU'], read: countryOf }, 'ZZ'),
    },
    { field: 'born', cell: germanDay(1930, 2010) },
    { field: 'score', cell: whole(-128, 127) },
    { field: 'newsletter', cell: yesNo({ yes: '1', '1': '1', no: '0', '0': '0' }), fallback: '0' },
    { field: 'preferences', cell: json },
  ],
  ...{ key: ['email'], keyOf: ({ email: address }) => lower(String(address)), missing: ['', '-'] },
  newKey: (random, at) => ({ email: anyCase(random, `${at}@example.com`) }),
  lookUps: { country: { importer: 'countries', key: asIs } },
  computed: (row) => ({ ...row, name_folded: lower(String(row.name)) }),
};

function countryOf(text: string) {
  const code = { Deutschland: 'DE', Österreich: 'AT' }[text] ?? upper(text);
  if (code.length === 2) return { value: code };
  return { code: code.length < 2 ? 'TOO_SHORT' : 'TOO_LONG' };
}

const LABELS = ['new', 'sale', 'organic'];
const products: Sheet = {
  importer: 'products',
  select: `SELECT sku, ean, title, price, price_gross, weight_g AS weight, stock, size, labels, note, since,
    imported_by FROM products WHERE account_id = ?`,
  columns: [
    { field: 'sku', cell: { ...words(20), some: () => '' }, required: true },
    { field: 'ean', cell: pattern(/^\d{13}$/, (random) => `40000000000${random.int(10, 99)}`, ['123', 'x']) },
    { field: 'title', cell: words(120), required: true },
    {
      field: 'price',
      cell: decimal({ precision: 10, scale: 2, least: 0, marks: [',', '.'] }),
      required: true,
    },
    { field: 'weight', header: 'grams', cell: whole(0, 16_777_215, { group: '.' }) },
    { field: 'stock', cell: whole(-32_768, 32_767), fallback: '0' },
    {
      field: 'size',
      cell: oneOf({ S: 'S', m: 'M', L: 'L', 'ONE size': 'one size' }, ['XL', '1'], 'NOT_IN_LIST'),
    },
    {
      field: 'labels',
      cell: oneOf(
        { new: 'new', 'sale,new': 'new,sale', 'new,sale,organic': LABELS.join() },
        ['old', 'new,old'],
        'NOT_IN_LIST',
      ),
    },
    { field: 'note', cell: { ...words(255), flaws: ['ä'.repeat(128)], read: noteOf } },
    { field: 'since', cell: oneOf({ 1999: '1999', 2024: '2024' }, ['soon', '24'], 'DATE_INVALID') },
  ],
  ...{ key: ['sku'], keyOf: ({ sku }) => String(sku), missing: [''], unique: ['ean'], stamp: 'imported_by' },
  newKey: (random, at) => ({ sku: anyCase(random, `sku é ${at}`) }),
  computed: (row) => ({ ...row, price_gross: fixed(cents(row.price) * 119n, 4) }),
};

function noteOf(text: string) {
  return Buffer.byteLength(text) > 255 ? { code: 'TOO_LONG' } : { value: text };
}

const orderNo = (random: Random): string => `AB${String(random.int(0, 999_999)).padStart(6, '0')}`;
const orders: Sheet = {
  importer: 'orders',
  select: `SELECT o.order_no, lower(c.email) AS customer, o.status, o.ordered_on, o.shipped_on, o.paid_at, o.total,
    o.import_job_id FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.account_id = ?`,
  columns: [
    {
      field: 'order_no',
      cell: written(
        pattern(/^[A-Z]{2}\d{6}$/, () => '', ['AB1', '12345678']),
        upper,
      ),
      required: true,
    },
    {
      field: 'customer',
      cell: reference(
        email(() => ''),
        'nobody@example.com',
      ),
      required: true,
    },
    {
      field: 'status',
      cell: oneOf({ open: 'open', paid: 'paid', bezahlt: 'paid', shipped: 'shipped' }, ['lost'], 'NOT_IN_LIST'),
      fallback: 'open',
    },
    { field: 'ordered_on', cell: germanDay(2010, 2019), required: true },
    { field: 'shipped_on', cell: writtenDay(2017, 2029) },
    { field: 'paid_at', cell: berlinTime },
    { field: 'total', cell: decimal({ precision: 12, scale: 2 }) },
  ],
  ...{ key: ['order_no'], keyOf: ({ order_no }) => String(order_no), missing: [''], stamp: 'import_job_id' },
  newKey: (random) => ({ order_no: random.chance(0.3) ? orderNo(random).toLowerCase() : orderNo(random) }),
  lookUps: { customer: { importer: 'customers', key: lower } },
  broken: ({ ordered_on: ordered, shipped_on: shipped }) =>
    ordered && shipped && shipped < ordered ? { field: 'shipped_on', code: 'RANGE' } : undefined,
};

const orderLines: Sheet = {
  importer: 'order-lines',
  select: `SELECT l.order_no, l.line, p.sku, l.qty, l.unit_price AS price, l.discount, l.amount, l.data
    FROM order_lines l JOIN products p ON p.id = l.product_id WHERE l.account_id = ?`,
  columns: [
    {
      field: 'order_no',
      cell: reference(
        pattern(/^[A-Z]{2}\d{6}$/, () => '', ['ab000001']),
        'ZZ999999',
      ),
      required: true,
    },
    { field: 'line', cell: { ...whole(1, 999), flaws: ['x', '1,5'] }, required: true },
    { field: 'sku', cell: reference({ ...words(20), some: () => '' }, 'no such sku'), required: true },
    { field: 'qty', cell: whole(-128, 127), required: true },
    { field: 'price', cell: decimal({ precision: 10, scale: 2 }), required: true },
    { field: 'discount', cell: oneOf({ 0.5: '0.5', 0.25: '0.25', '-2.75': '-2.75' }, ['x', '1,5'], 'NOT_NUMBER') },
    { field: 'data', cell: json },
  ],
  ...{ key: ['order_no', 'line'], keyOf: ({ order_no, line }) => `${order_no}, ${line}`, missing: [''] },
  newKey: (random, _, shop) => ({
    order_no: random.pick(keysOf(shop, 'orders')),
    line: String(random.int(1, 999)),
  }),
  lookUps: { sku: { importer: 'products', key: asIs }, order_no: { importer: 'orders', key: asIs, goesToo: true } },
  computed: (row) => ({ ...row, amount: fixed(BigInt(String(row.qty)) * cents(row.price), 2) }),
  onInsert: ({ sku, qty }, shop) => {
    const product = shop.products?.get(String(sku));
    const stock = Number(product?.stock) - Number(qty);
    if (stock < -32_768 || stock > 32_767) return { field: null, code: 'NUMBER_OUT_OF_RANGE' };
    if (product) shop.products?.set(String(sku), { ...product, stock: String(stock) });
    return undefined;
  },
};

const stockMoves: Sheet = {
  importer: 'stock-moves',
  select: `SELECT p.sku, m.moved_at, m.moved, m.reason, m.shelf_time FROM stock_moves m
    JOIN products p ON p.id = m.product_id WHERE m.account_id = ?`,
  columns: [
    { field: 'sku', cell: reference({ ...words(20), some: () => '', flaws: [] }, 'no such sku'), required: true },
    { field: 'moved_at', cell: standardTime, required: true },
    { field: 'moved', cell: whole(-2_147_483_648, 2_147_483_647), required: true },
    {
      field: 'reason',
      cell: { ...words(40), flaws: ['жук', 'x'.repeat(41)], read: reasonOf },
      fallback: 'count',
    },
    { field: 'shelf_time', cell: clock },
  ],
  ...{ key: ['sku', 'moved_at'], keyOf: ({ sku, moved_at }) => `${sku}, ${moved_at}`, missing: [''] },
  newKey: (random, _, shop) => ({
    sku: random.pick(keysOf(shop, 'products')),
    moved_at: standardTime.some(random),
  }),
  lookUps: { sku: { importer: 'products', key: asIs } },
};

function reasonOf(text: string) {
  if (text.length > 40) return { code: 'TOO_LONG' };
  return /[^\0-ÿ]/.test(text) ? { code: 'CHARACTER_MISSING' } : { value: text };
}

/** In an order in which each table has what the next ones refer to. */
export const sheets: readonly Sheet[] = [countries, customers, products, orders, orderLines, stockMoves];
