export { listTargetRows, targetColumnTypes, type TargetName, type TargetRow, targetTables } from './targets.ts';
