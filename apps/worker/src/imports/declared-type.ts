import type { TableColumn, TableDescription } from '@sluice/core';
import { columnOf } from '@sluice/importers/target';

/** The column as the table declares it; its name may be in another case. */
export function declared(table: TableDescription, name: string): TableColumn {
  const column = columnOf(table, name);
  if (!column) throw new Error(`the table has no column ${name}, which was checked`);
  return column;
}

/** As the table declares it, so that staged values compare like stored ones. */
export function declaredType(table: TableDescription, name: string): string {
  const { type, characterSet, collation } = declared(table, name);
  return characterSet === null ? type : `${type} character set ${characterSet} collate ${collation}`;
}
