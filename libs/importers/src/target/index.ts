export { planTable, type TablePlan } from './alter-table.ts';
export { checkTarget, type TargetCheck, type TargetContext } from './check-target.ts';
export { columnOf, type TargetWarning, type WarningCode } from './findings.ts';
export { type Limit, type LimitError, limitOf, limitsOf } from './limits.ts';
export { type ResolvedTarget, resolveTarget } from './resolve-target.ts';
export { createTable, ROW_COLUMN, type WantedTable, wantedTable } from './wanted-table.ts';
export { withLimits } from './with-limits.ts';
export { fieldColumns, keyColumns, type WrittenColumn } from './written-columns.ts';
