import type { Random } from '../../../harness/index.ts';
import { csvLine } from '../file.ts';
import type { Column, Row, Sheet, Shop } from './sheet.ts';

export interface SheetFile {
  readonly bytes: Buffer;
  /** The cells of each record, in the order of the sheet's columns. */
  readonly records: readonly (readonly string[])[];
}

export interface SheetPlan {
  readonly rows: number;
  /** Begins the new keys of the file. */
  readonly tag: string;
  /** Share of records with a cell that is wrong, and whether none of these is part of the key. */
  readonly bad: number;
  readonly goodKeys?: boolean;
  /** Share of records with a key of the table, and with one of an earlier record. */
  readonly matching: number;
  readonly repeated: number;
  /** Share of blank cells where a value is required. */
  readonly blank: number;
}

/** A file for one table of a shop: new and old keys, good, odd and wrong cells. */
export function makeSheet(random: Random, sheet: Sheet, shop: Shop, plan: SheetPlan): SheetFile {
  const old = shuffled(random, [...(shop[sheet.importer]?.values() ?? [])]);
  const records: string[][] = [];
  const keys: Readonly<Record<string, string>>[] = [];
  const maybeWrong = sheet.columns.filter(({ field }) => !(plan.goodKeys && sheet.key.includes(field)));
  for (let at = 0; at < plan.rows; at++) {
    const row = random.chance(plan.matching) ? old.pop() : undefined;
    const key = row
      ? Object.fromEntries(sheet.key.map((field) => [field, asWritten(sheet, field, row)]))
      : keys.length > 0 && random.chance(plan.repeated)
        ? random.pick(keys)
        : sheet.newKey(random, `${plan.tag}.${at}`, shop);
    keys.push(key);
    // Some records say what the table has, so that they change nothing.
    const same = row !== undefined && random.chance(0.15);
    const flawed = random.chance(plan.bad) ? random.pick(maybeWrong) : undefined;
    records.push(
      sheet.columns.map((column) => {
        const { field, cell } = column;
        if (column === flawed && cell.flaws.length > 0) return random.pick(cell.flaws);
        if (key[field] !== undefined) return key[field];
        if (same) return asWritten(sheet, field, row);
        if (random.chance(column.required ? plan.blank : 0.25)) return random.pick(sheet.missing);
        const text = someOf(random, sheet, column, shop);
        return random.chance(0.05) ? ` ${text} ` : text;
      }),
    );
  }
  const header = sheet.columns.map(({ field, header: name = field }) => name);
  return { bytes: Buffer.from([header, ...records].map(csvLine).join('')), records };
}

const shuffled = <T>(random: Random, list: readonly T[]): T[] =>
  list
    .map((item) => ({ item, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

function someOf(random: Random, sheet: Sheet, { field, cell }: Column, shop: Shop): string {
  const other = sheet.lookUps?.[field];
  return other ? random.pick([...(shop[other.importer]?.keys() ?? [])]) : cell.some(random);
}

/** A value of the table as its file has it. */
function asWritten({ columns }: Sheet, field: string, row: Row): string {
  const value = row[field];
  if (typeof value !== 'string') return '';
  const { write = (text: string) => text } = columns.find((one) => one.field === field)?.cell ?? {};
  return write(value);
}
