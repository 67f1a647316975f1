export { cellText } from './characters.ts';
export { compile } from './compile.ts';
export { dateParts, datePattern, monthNames, partsPattern } from './date-forms.ts';
export { DateOrderEvidence, needsDateOrder, parseDate } from './dates.ts';
export { type AddedSynonyms, type SynonymFault, synonymFaults, withSynonyms } from './document/added-synonyms.ts';
export type { Definition } from './document/definition.ts';
export { readStored } from './document/stored.ts';
export { excerpt } from './excerpt.ts';
export { type CheckError, checkError, unknownError } from './expressions/row-expression.ts';
export {
  fieldHeaders,
  fieldNames,
  type HeaderMapping,
  type HeaderMatch,
  matchHeader,
  ownHeaders,
  resultColumns,
} from './header.ts';
export { keyPart } from './key-part.ts';
export { keyReader } from './key-reader.ts';
export { refersToItself, resourcesOf } from './resources.ts';
export { RowChecker, type RowCheckerOptions } from './row-checker.ts';
export { shipped } from './shipped/index.ts';
export { type ColumnSuggestion, suggestColumns } from './suggest-columns.ts';
export { looksTyped } from './typed-cell.ts';
export type {
  CellContext,
  CellFault,
  Column,
  ColumnType,
  DateOrder,
  Importer,
  RowCheck,
  RowError,
} from './types.ts';
export {
  headerFault,
  headerWarnings,
  keysMessage,
  lacksKeys,
  refuseGeneratedKeys,
  requireUsableHeader,
} from './usable-header.ts';
