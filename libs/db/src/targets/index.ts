export { type ChangeOptions, changeTable, type TableChanges } from './change-table.ts';
export { describeTable, type TableName } from './describe-table.ts';
export { KnownTables } from './known-tables.ts';
export { listTargetRows, type RowValue, type TargetRow, type TargetRowsQuery } from './list-rows.ts';
