import type { Value } from './cells.ts';
import { deleteRows, findAbsent } from './mirror.ts';
import { readCells } from './read-cells.ts';
import type { Refusal, Row, Sheet, Shop } from './sheet.ts';

export interface Modes {
  readonly on_duplicate: 'reject' | 'update' | 'skip';
  readonly on_new: 'insert' | 'reject' | 'skip';
  readonly on_invalid: 'skip' | 'abort';
  readonly on_blank: 'keep' | 'null';
  readonly on_absent?: 'keep' | 'delete';
  /** Required with `on_absent=delete`. */
  readonly max_delete_percent?: number;
}

export interface Outcome {
  readonly record: { readonly row: number; readonly line: number; readonly cells: readonly string[] };
  readonly status: 'imported' | 'skipped' | 'failed';
  readonly isNew: boolean;
  /** With any value. */
  readonly errors: readonly (Refusal & { readonly value: undefined })[];
}

export interface Expected {
  readonly outcomes: readonly Outcome[];
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly skipped: number;
  /** Whether nothing is written because of `on_invalid=abort`. */
  readonly aborted: boolean;
  /** Whether the file lacks so many rows that nothing is written. */
  readonly tooMany: boolean;
  /** Records whose key cannot be read, so that no row is deleted. */
  readonly unreadable: number;
  /** Of the rows that the file lacks: those that are deleted, and those to which others refer. */
  readonly deleted: number;
  readonly refused: number;
  /** The shop afterwards. */
  readonly shop: Shop;
}

const copyOf = (shop: Shop): Shop =>
  Object.fromEntries(Object.entries(shop).map(([name, rows]) => [name, new Map(rows)]));
const NOTHING = { inserted: 0, updated: 0, unchanged: 0, failed: 0, skipped: 0, deleted: 0, refused: 0 };

/**
 * What importing the records of a file, one after the other, does to the shop, and then deleting the rows that it lacks.
 * @param how `beside`: the shops of other accounts
 */
export function expectImport(
  sheet: Sheet,
  records: readonly (readonly string[])[],
  before: Shop,
  { jobId, beside = [], ...modes }: Modes & { readonly jobId: string; readonly beside?: readonly Shop[] },
): Expected {
  const rows = before[sheet.importer] ?? new Map<string, Row>();
  const mirror = modes.on_absent === 'delete' ? findAbsent(sheet, records, rows) : { unreadable: 0, absent: [] };
  const { unreadable, absent } = mirror;
  if (absent.length * 100 > (modes.max_delete_percent ?? 100) * rows.size)
    return { outcomes: [], ...NOTHING, aborted: false, tooMany: true, unreadable, shop: before };
  const shop = copyOf(before);
  const counts = { inserted: 0, updated: 0, unchanged: 0, failed: 0, skipped: 0 };
  const one = new SheetImport(sheet, shop, modes, jobId);
  const outcomes = records.map((cells, at): Outcome => {
    const { outcome, refusals = [] } = one.take(cells);
    counts[outcome]++;
    return {
      // No cell has a line break.
      record: { row: at + 2, line: at + 2, cells },
      status: outcome === 'failed' || outcome === 'skipped' ? outcome : 'imported',
      isNew: outcome === 'inserted',
      errors: refusals.map((refusal) => ({ ...refusal, value: undefined })),
    };
  });
  const aborted = modes.on_invalid === 'abort' && counts.failed > 0;
  const gone = aborted ? { deleted: 0, refused: 0 } : deleteRows(sheet, absent, shop, beside);
  return { outcomes, ...counts, ...gone, aborted, tooMany: false, unreadable, shop: aborted ? before : shop };
}

interface End {
  readonly outcome: 'inserted' | 'updated' | 'unchanged' | 'failed' | 'skipped';
  readonly refusals?: readonly Refusal[];
}

class SheetImport {
  readonly #sheet: Sheet;
  readonly #shop: Shop;
  readonly #modes: Modes;
  readonly #jobId: string;
  readonly #rows: Map<string, Row>;
  /** The keys of the good records so far, as their index compares them, and as the file has them. */
  readonly #seen = new Set<string>();
  readonly #seenTexts = new Set<string>();
  readonly #seenUnique = new Set<string>();

  constructor(sheet: Sheet, shop: Shop, modes: Modes, jobId: string) {
    this.#sheet = sheet;
    this.#shop = shop;
    this.#modes = modes;
    this.#jobId = jobId;
    this.#rows = shop[sheet.importer] ?? new Map();
  }

  take(cells: readonly string[]): End {
    const { key, broken, lookUps = {} } = this.#sheet;
    const { values, refusals } = readCells(this.#sheet, cells);
    const wrong = refusals.length === 0 ? broken?.(values) : undefined;
    if (wrong) refusals.push(wrong);
    const aboutKey = (code: string): Refusal => ({ field: key.length === 1 ? (key[0] ?? null) : null, code });
    const own = this.#sheet.keyOf(values);
    const repeated = aboutKey('DUPLICATE_IN_FILE');
    if (refusals.length > 0) {
      // Only good records are compared as the index does.
      const text = key.map((field) => values[field]);
      const isRepeated = !text.includes(null) && this.#seenTexts.has(text.join());
      return { outcome: 'failed', refusals: isRepeated ? [...refusals, repeated] : refusals };
    }
    if (this.#seenTexts.has(key.map((field) => values[field]).join())) return this.#duplicate(repeated);
    const shared = this.#uniqueOf(values);
    if (shared !== undefined) {
      if (this.#seenUnique.has(shared)) return failed({ field: this.#aboutUnique(), code: 'DUPLICATE_IN_FILE' });
      this.#seenUnique.add(shared);
    }
    this.#seenTexts.add(key.map((field) => values[field]).join());
    if (this.#seen.has(own)) return this.#duplicate(repeated);
    this.#seen.add(own);
    for (const [field, { importer, key: of }] of Object.entries(lookUps)) {
      const value = values[field];
      if (typeof value === 'string' && !this.#shop[importer]?.has(of(value)))
        return failed({ field, code: 'NOT_FOUND_IN_TABLE' });
    }
    const old = this.#rows.get(own);
    if (old && this.#modes.on_duplicate !== 'update') return this.#duplicate(aboutKey('ALREADY_EXISTS'));
    if (!old && this.#modes.on_new !== 'insert')
      return { outcome: this.#modes.on_new === 'skip' ? 'skipped' : 'failed', refusals: [aboutKey('NOT_IN_TABLE')] };
    return this.#write(own, old, old ? this.#merged(old, values) : this.#fresh(values));
  }

  #duplicate = (refusal: Refusal): End => ({
    outcome: this.#modes.on_duplicate === 'skip' ? 'skipped' : 'failed',
    refusals: [refusal],
  });

  #write(own: string, old: Row | undefined, row: Row): End {
    const { broken, onInsert, stamp, computed = (same: Row) => same } = this.#sheet;
    if (old && this.#sheet.columns.every(({ field }) => row[field] === old[field])) return { outcome: 'unchanged' };
    const wrong = broken?.(row);
    if (wrong) return failed(wrong);
    const shared = this.#uniqueOf(row);
    if (shared !== undefined && [...this.#rows.values()].some((one) => one !== old && this.#uniqueOf(one) === shared))
      return failed({ field: this.#aboutUnique(), code: 'DUPLICATE_VALUE' });
    const why = old ? undefined : onInsert?.(row, this.#shop);
    if (why) return failed(why);
    this.#rows.set(own, computed(stamp ? { ...row, [stamp]: this.#jobId } : row));
    return { outcome: old ? 'updated' : 'inserted' };
  }

  /** The values that have to be unique, unless one of them is blank. */
  #uniqueOf(row: Row): string | undefined {
    const values = this.#sheet.unique?.map((field) => row[field]) ?? [null];
    return values.includes(null) ? undefined : JSON.stringify(values);
  }

  #aboutUnique(): string | null {
    const [field = null, ...more] = this.#sheet.unique ?? [];
    return more.length === 0 ? field : null;
  }

  #fresh = (values: Row): Row =>
    Object.fromEntries(this.#sheet.columns.map(({ field, fallback = null }) => [field, values[field] ?? fallback]));

  #merged(old: Row, values: Row): Row {
    const changes = this.#sheet.columns.map(({ field, fallback = null }): [string, Value] => {
      if (this.#sheet.key.includes(field)) return [field, old[field] ?? null];
      const blank = this.#modes.on_blank === 'null' ? fallback : (old[field] ?? null);
      return [field, values[field] ?? blank];
    });
    return { ...old, ...Object.fromEntries(changes) };
  }
}

const failed = (refusal: Refusal): End => ({ outcome: 'failed', refusals: [refusal] });
