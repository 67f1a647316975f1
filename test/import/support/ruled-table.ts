import type { ImportTarget } from '@sluice/db/imports';
import type { Random } from '../../harness/index.ts';

/** A table as shops have them: composite and second keys that ignore case, a reference, a check, triggers, small types. */
export const SHOP = `
  CREATE TABLE categories (code VARCHAR(10) COLLATE utf8mb4_bin PRIMARY KEY);
  INSERT INTO categories VALUES ('toys'), ('tools');
  CREATE TABLE products (
    id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY,
    tenant VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    shop VARCHAR(10) COLLATE utf8mb4_bin NOT NULL,
    sku VARCHAR(20) COLLATE utf8mb4_unicode_ci NOT NULL,
    ean VARCHAR(20) COLLATE utf8mb4_unicode_ci NULL,
    stock TINYINT UNSIGNED NOT NULL DEFAULT 3,
    price DECIMAL(6, 2) NOT NULL,
    state ENUM('draft', 'sold') NULL,
    category VARCHAR(10) COLLATE utf8mb4_bin NULL,
    note VARCHAR(10) CHARACTER SET latin1 COLLATE latin1_swedish_ci NULL,
    data JSON NULL,
    UNIQUE KEY of_key (tenant, shop, sku),
    UNIQUE KEY of_ean (tenant, ean),
    CONSTRAINT of_category FOREIGN KEY (category) REFERENCES categories (code),
    CONSTRAINT price_positive CHECK (price >= 0)
  );
  CREATE TRIGGER refuse_new BEFORE INSERT ON products FOR EACH ROW
    IF NEW.note = 'forbidden' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'notes must be polite'; END IF;
  CREATE TRIGGER refuse_changed BEFORE UPDATE ON products FOR EACH ROW
    IF NEW.note = 'forbidden' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'notes must be polite'; END IF;`;

export const FIELDS = ['shop', 'sku', 'ean', 'stock', 'price', 'state', 'category', 'note', 'data'] as const;
type Field = (typeof FIELDS)[number];
/** Values as the database prints them. */
export type Product = Record<Field, string | null>;

const TYPES: Readonly<Record<Field, string>> = {
  shop: 'varchar(10) character set utf8mb4 collate utf8mb4_bin',
  sku: 'varchar(20) character set utf8mb4 collate utf8mb4_unicode_ci',
  ean: 'varchar(20) character set utf8mb4 collate utf8mb4_unicode_ci',
  stock: 'tinyint unsigned',
  price: 'decimal(6,2)',
  state: "enum('draft','sold') character set utf8mb4 collate utf8mb4_unicode_ci",
  category: 'varchar(10) character set utf8mb4 collate utf8mb4_bin',
  note: 'varchar(10) character set latin1 collate latin1_swedish_ci',
  data: 'json',
};

export const shopTarget = (
  account: string,
  given: Pick<ImportTarget, 'onDuplicate' | 'onNew'>,
  clearOnUpdate = false,
): Omit<ImportTarget, 'jobId'> => ({
  ...{ table: { name: 'products' }, key: ['shop', 'sku'], account: { column: 'tenant', id: account } },
  columns: FIELDS.map((name) => ({
    ...{ name, field: name, sqlType: TYPES[name], clearOnUpdate },
    ...(name === 'stock' && { fallback: '3' }),
  })),
  ...{ constants: {}, stamps: {}, checks: [], lacks: [] },
  constraints: {
    uniques: [{ name: 'of_ean', columns: ['tenant', 'ean'] }],
    references: [{ name: 'of_category', columns: ['category'], table: 'categories' }],
    checks: ['price_positive'],
  },
  refuses: true,
  ...given,
});

/** As utf8mb4_unicode_ci compares these texts. */
export const folded = (text: string): string =>
  text.toLowerCase().replace(/ß/g, 'ss').normalize('NFD').replace(/\p{M}/gu, '');

/** What is equal to the server need not look equal: the same text written in one of several ways. */
export function respelled(random: Random, text: string): string {
  switch (random.int(0, 3)) {
    case 0:
      return text.toUpperCase();
    case 1:
      return text.replace('ss', 'ß').replace('SS', 'ß');
    case 2:
      return text.replace('e', 'é');
    default:
      return text;
  }
}

const keyOf = ({ shop, sku }: Product): string => JSON.stringify([shop, folded(sku ?? '')]);
const eanOf = ({ ean }: Product): string | null => (ean === null ? null : folded(ean));

export interface ShopError {
  readonly row: number;
  readonly outcome: 'failed' | 'skipped';
  readonly code: string;
  readonly field: string | null;
  readonly value: string | null;
}

/** A value that its column cannot hold. */
function misfit(product: Product): Pick<ShopError, 'code' | 'field' | 'value'> | undefined {
  const { stock, price, state, note, data } = product;
  if (stock !== null && Number(stock) > 255) return { code: 'NUMBER_OUT_OF_RANGE', field: 'stock', value: stock };
  if (price !== null && Math.abs(Number(price)) >= 10_000)
    return { code: 'NUMBER_OUT_OF_RANGE', field: 'price', value: price };
  if (price?.match(/\.\d{3}/)) return { code: 'NOT_EXACT', field: 'price', value: price };
  if (state !== null && !['draft', 'sold'].includes(state))
    return { code: 'NOT_IN_LIST', field: 'state', value: state };
  if (note !== null && /[^\0-ÿ]/.test(note)) return { code: 'VALUE_INVALID', field: 'note', value: note };
  if (note !== null && note.length > 10) return { code: 'TOO_LONG', field: 'note', value: note };
  if (data?.startsWith('no')) return { code: 'NOT_JSON', field: 'data', value: data };
  return undefined;
}

/** What the rules of the table say against a row that is written. */
function violation(
  product: Product,
  others: readonly Product[],
): Pick<ShopError, 'code' | 'field' | 'value'> | undefined {
  const { note, price, category, ean } = product;
  if (note === 'forbidden') return { code: 'REFUSED_BY_DATABASE', field: null, value: null };
  if (price === null) return { code: 'REQUIRED', field: 'price', value: null };
  if (Number(price) < 0) return { code: 'CHECK_FAILED', field: null, value: null };
  if (ean !== null && others.some((other) => eanOf(other) === eanOf(product)))
    return { code: 'DUPLICATE_VALUE', field: 'ean', value: ean };
  if (category !== null && !['toys', 'tools'].includes(category))
    return { code: 'REFERENCE_NOT_FOUND', field: 'category', value: category };
  return undefined;
}

export interface ShopRules {
  readonly onDuplicate: 'reject' | 'update' | 'skip';
  readonly onNew: 'insert' | 'reject' | 'skip';
  readonly clear: boolean;
}

/** What importing `rows` one after the other does to the products of one account. */
export function expectShop(
  before: readonly Product[],
  rows: readonly Product[],
  { onDuplicate, onNew, clear }: ShopRules,
) {
  const table = new Map(before.map((product) => [keyOf(product), product]));
  const errors: ShopError[] = [];
  const counts = { inserted: 0, updated: 0, unchanged: 0 };
  const seen = new Set<string>();
  for (const [at, cells] of rows.entries()) {
    const row = at + 2;
    const fail = (error: Omit<ShopError, 'row' | 'outcome'>, outcome: 'failed' | 'skipped' = 'failed') =>
      errors.push({ row, outcome, ...error });
    const key = { field: null, value: `${cells.shop}, ${cells.sku}` };
    if (seen.has(keyOf(cells))) {
      fail({ code: 'DUPLICATE_IN_FILE', ...key }, onDuplicate === 'skip' ? 'skipped' : 'failed');
      continue;
    }
    seen.add(keyOf(cells));
    const wrong = misfit(cells);
    if (wrong) {
      fail(wrong);
      continue;
    }
    const old = table.get(keyOf(cells));
    if (old && onDuplicate !== 'update') {
      fail({ code: 'ALREADY_EXISTS', ...key }, onDuplicate === 'skip' ? 'skipped' : 'failed');
      continue;
    }
    if (!old && onNew !== 'insert') {
      fail({ code: 'NOT_IN_TABLE', ...key }, onNew === 'skip' ? 'skipped' : 'failed');
      continue;
    }
    const next: Product = old ? merged(old, cells, clear) : { ...cells, stock: cells.stock ?? '3' };
    if (old && FIELDS.every((field) => next[field] === old[field])) {
      counts.unchanged++;
      continue;
    }
    const others = [...table.values()].filter((other) => other !== old);
    const violated = violation(next, others);
    if (violated) {
      fail({ ...violated, value: violated.field ? cells[violated.field as Field] : null });
      continue;
    }
    table.set(keyOf(cells), next);
    counts[old ? 'updated' : 'inserted']++;
  }
  return { table: [...table.values()], errors, counts };
}

function merged(old: Product, cells: Product, clear: boolean): Product {
  const entries = FIELDS.map((field) => {
    if (field === 'shop' || field === 'sku') return [field, old[field]];
    const blank = clear ? (field === 'stock' ? '3' : null) : old[field];
    return [field, cells[field] ?? blank];
  });
  return Object.fromEntries(entries) as Product;
}
