export { type ChangeOptions, changeTable, type TableChanges } from './change-table.ts';
export { describeTable, referrersOf } from './describe-table.ts';
export type { KeyValue } from './key-order.ts';
export { KnownTables } from './known-tables.ts';
export {
  listTargetRows,
  type RowFilter,
  type RowPosition,
  type RowValue,
  type TargetRows,
  type TargetRowsQuery,
} from './list-rows.ts';
