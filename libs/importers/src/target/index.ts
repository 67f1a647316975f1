export type { TablePlan } from './alter-table.ts';
export { checkTarget, type TargetCheck, type TargetContext } from './check-target.ts';
export { allowsDeletions } from './deletion-checks.ts';
export { columnOf, type TargetWarning, type WarningCode } from './findings.ts';
export { type Limit, limitOf, limitsOf } from './limits.ts';
export { type ResolvedTarget, resolveTarget } from './resolve-target.ts';
export { ROW_COLUMN } from './wanted-table.ts';
export { withLimits } from './with-limits.ts';
export { keyColumns } from './written-columns.ts';
