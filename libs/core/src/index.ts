export { collectorFlags, tuneCollector } from './collector.ts';
export { type ColumnType, columnType, type Family } from './column-type.ts';
export { withoutControls } from './controls.ts';
export { encodingName } from './encodings.ts';
export {
  AppError,
  type AppErrorOptions,
  type ErrorCode,
  errorCodes,
  type FieldError,
  fromPlainError,
  isAppError,
  isFileError,
  type PlainError,
  type Quota,
  toAppError,
  toPlainError,
} from './errors.ts';
export { excerpt, quotedNames } from './excerpt.ts';
export { counted, formatCount } from './format.ts';
export { checkServer, type ServerHealth } from './health.ts';
export { downloadId, isId, newId } from './ids.ts';
export {
  ACCOUNT_COLUMN,
  bookkeepingTables,
  CREATED_PREFIX,
  IMPORT_COLUMN,
  ImportTargets,
  parseTargetRules,
  type QualifiedTable,
  qualifiedTable,
  type TargetRule,
  tableText,
} from './import-targets.ts';
export { IMPORTER_NAME, IMPORTER_NAME_LENGTH } from './importer-name.ts';
export { inTime, LateError, unlessAborted } from './in-time.ts';
export { createLogger, type Logger, type LoggerOptions, withTrace } from './logger.ts';
export { publicMessage, publicReason } from './public-text.ts';
export { redact, redactStart, redactText } from './redact.ts';
export {
  isForwarded,
  isLoopbackAddress,
  isPrivateAddress,
  mayScrape,
  plainAddress,
  type Scrape,
} from './scrape-access.ts';
export type {
  TableColumn,
  TableDescription,
  TableForeignKey,
  TableIndex,
  TableReferrer,
} from './table-description.ts';
export { type UploadWay, uploadMetrics, uploadWays } from './upload-metrics.ts';
export {
  type Decision,
  type DecisionTopic,
  DOUBTFUL_BELOW,
  decisionTopics,
  isDoubtful,
  SET_BY_CALLER,
  type Warning,
  WarningTally,
} from './warnings.ts';
