export { listTargetRows, type TargetRow } from './list.ts';
export { type TargetName, targetColumnTypes, targetTables } from './tables.ts';
