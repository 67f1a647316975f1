import { readCells } from './read-cells.ts';
import type { Row, Sheet, Shop } from './sheet.ts';
import { sheets } from './sheets.ts';

/** Which rows of the table a file lacks; none if the key of any record cannot be read. */
export function findAbsent(sheet: Sheet, records: readonly (readonly string[])[], rows: ReadonlyMap<string, Row>) {
  const present = new Set<string>();
  let unreadable = 0;
  for (const cells of records) {
    const { values, refusals } = readCells(sheet, cells);
    if (refusals.some(({ field }) => field !== null && sheet.key.includes(field))) unreadable++;
    else present.add(sheet.keyOf(values));
  }
  return { unreadable, absent: unreadable > 0 ? [] : [...rows.keys()].filter((key) => !present.has(key)) };
}

/**
 * Deletes rows of a shop, except those to which rows of another table refer.
 * @param beside the shops of other accounts, whose rows refer to those that all accounts share
 */
export function deleteRows(sheet: Sheet, keys: readonly string[], shop: Shop, beside: readonly Shop[]) {
  const rows = shop[sheet.importer] ?? new Map<string, Row>();
  let refused = 0;
  for (const key of keys) {
    const found = referringTo(sheet, key, [shop, ...beside]);
    if (found.some(({ goesToo }) => !goesToo)) refused++;
    else {
      for (const { table, key: own } of found) table.delete(own);
      rows.delete(key);
    }
  }
  return { deleted: keys.length - refused, refused };
}

/** The rows of other tables that name this one. */
function referringTo({ importer }: Sheet, key: string, shops: readonly Shop[]) {
  return shops.flatMap((shop) =>
    sheets.flatMap(({ importer: other, lookUps = {} }) =>
      Object.entries(lookUps).flatMap(([field, { importer: named, key: keyOf, goesToo = false }]) => {
        const table = shop[other];
        if (named !== importer || !table) return [];
        const naming = [...table].filter(([, row]) => typeof row[field] === 'string' && keyOf(row[field]) === key);
        return naming.map(([own]) => ({ table, key: own, goesToo }));
      }),
    ),
  );
}
