/** The table reader shared by imports and analyses: from bytes to rows. */
export { CsvReader, type OpenCsvInput, openCsv } from './csv.ts';
export { firstRows } from './first-rows.ts';
export { isPlain as isPlainGrammar, readRecord } from './grammar.ts';
export { FileInspector, HEAD_BYTES, inspectBytes, inspectHead } from './inspector.ts';
export { nestedArchive } from './refusals.ts';
export { settle, settleNow } from './settle.ts';
export { isGzip, isZip } from './signature.ts';
export { textCells } from './spool-cells.ts';
export {
  isRepeatedHeader,
  isTotal,
  LONGEST_TOTAL,
  repeatedHeaderMessage,
  swallowsRecords,
  TOTAL,
  totalMessage,
  WIDEST_HEADER,
} from './suspicious-records.ts';
export {
  type Delimiter,
  type Dialect,
  defaultTableLimits,
  type Encoding,
  type Inspection,
  type Newline,
  type RecordBlock,
  type RecordFault,
  type RecordFaultCode,
  recordFaultCodes,
  type TableLimits,
  type TableOptions,
} from './types.ts';
export { checkWrapped } from './wrapped/check.ts';
export { openWrapped } from './wrapped/open.ts';
export { type ConvertedXlsx, type ConvertXlsxInput, convertXlsx } from './xlsx/convert.ts';
export { checkWorkbook } from './xlsx/workbook.ts';
