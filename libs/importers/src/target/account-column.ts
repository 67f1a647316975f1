import { columnType, type TableColumn, type TableDescription } from '@sluice/core';
import type { Path, Report } from '../document/problem.ts';
import { nameOf } from './findings.ts';
import { quote, quotedTable } from './wanted-table.ts';

/** Collations in which two texts are equal only if all their letters are. */
const EXACT = /(?:_bin|_cs)$/;

/**
 * Reports a column that would not keep accounts apart. A number equals every text that begins with it, and a collation without
 * case would give `Acme` the rows of `acme`.
 */
export function checkAccountColumn(table: TableDescription, column: TableColumn, path: Path, report: Report): void {
  const name = `${nameOf(table)}.${column.name}`;
  const { family } = columnType(column.type);
  if (column.generated) {
    report(path, 'COLUMN_GENERATED', `${name} is computed by the table, so that no account can be written to it.`);
  } else if (family !== 'text' && family !== 'bytes') {
    const message = `${name} is ${column.type}, and accounts are texts. Name a column such as varchar(64).`;
    report(path, 'COLUMN_TYPE', message);
  } else if (column.collation !== null && !EXACT.test(column.collation)) {
    const change = `ALTER TABLE ${quotedTable(table)} MODIFY ${quote(column.name)} ${column.type} CHARACTER SET ascii COLLATE ascii_bin NOT NULL`;
    const message = `${name} has the collation ${column.collation}, in which different accounts are equal, such as "a" and "A". Change it: ${change}.`;
    report(path, 'COLUMN_TYPE', message);
  }
}
