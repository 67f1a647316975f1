export { DateOrderEvidence, formatDate, needsDateOrder } from './dates.ts';
export { importers } from './definitions/index.ts';
export { type HeaderMapping, type HeaderMatch, matchHeader, requireUsableHeader, resultColumns } from './header.ts';
export { excerpt, RowChecker, type RowCheckerOptions } from './row-checker.ts';
export type {
  CellContext,
  CellFault,
  Column,
  ColumnType,
  DateOrder,
  Importer,
  ImporterName,
  OrderRule,
  RowError,
} from './types.ts';
