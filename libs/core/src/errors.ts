/** Errors in a file or in the options that say how to read it: the same file with the same options fails again. */
const fileErrorCodes = [
  'FILE_EMPTY',
  'FILE_NO_ROWS',
  'FILE_NOT_A_TABLE',
  'FILE_ENCODING_INVALID',
  'FILE_CORRUPT',
  'SHEET_NOT_FOUND',
  'TOO_MANY_ROWS',
  'TOO_MANY_COLUMNS',
  'CELL_TOO_LARGE',
  'ROW_TOO_LARGE',
  'XLSX_TOO_LARGE',
  'ARCHIVE_TOO_LARGE',
  'HEADER_MISSING',
  'HEADER_DUPLICATE',
  'HEADER_COLUMNS_MISSING',
  'HEADER_COLUMNS_UNEXPECTED',
  'HEADER_ORDER',
  'KEYS_WOULD_BE_GENERATED',
  'MAPPING_INVALID',
  'READING_DOUBTFUL',
  'ABORTED_ON_INVALID_ROWS',
  'TOO_MANY_DELETIONS',
] as const;

/**
 * The code of every error that clients may see. Each transport maps them exhaustively (`apps/api/src/problem.ts`), so a
 * new code does not compile until it is mapped.
 */
export const errorCodes = [
  // the request
  'MALFORMED_REQUEST',
  'VALIDATION_FAILED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'INVALID_STATE',
  'IDEMPOTENCY_IN_PROGRESS',
  'IDEMPOTENCY_MISMATCH',
  'QUEUE_FULL',
  'RATE_LIMITED',
  'ACCOUNT_STORAGE_FULL',
  'TOO_MANY_UPLOADS',
  'TOO_MANY_STREAMS',
  'TOO_MANY_IMPORTERS',
  'TOO_MANY_TABLES',
  'TOO_MANY_VERSIONS',
  'VERSION_CONFLICT',
  'FILE_TOO_LARGE',
  'BODY_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'RANGE_NOT_SATISFIABLE',
  'UPLOAD_INCOMPLETE',
  'UPLOAD_MISSING',
  'UPLOAD_MISMATCH',
  'UPLOAD_EXPIRED',
  ...fileErrorCodes,
  // dependencies
  'STORAGE_NOT_FOUND',
  'STORAGE_UNAVAILABLE',
  'STORAGE_REFUSED',
  'DATABASE_UNAVAILABLE',
  'QUEUE_UNAVAILABLE',
  'IDENTITY_UNAVAILABLE',
  'WORKER_TIMEOUT',
  'DOCUMENT_NOT_READY',
  'DOCUMENT_DAMAGED',
  'NO_STORAGE_SERVER',
  // the analysis
  'ANALYSIS_OUT_OF_MEMORY',
  'ANALYSIS_TIMEOUT',
  'ARTIFACT_LOST',
  // a result file in another format
  'EXPORT_FAILED',
  // the table of an importer
  'TARGET_CHANGED',
  'TARGET_BUSY',
  // the job
  'JOB_CANCELLED',
  'JOB_SUPERSEDED',
  'JOB_STOPPED',
  'JOB_STALLED',
  'WORKER_OUTDATED',
  'CONFIG_INVALID',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Whether the reason is in the file or the options, so that work that failed with it fails again. */
export const isFileError = (code: string | null): boolean =>
  (fileErrorCodes as readonly (string | null)[]).includes(code);

/** One invalid input field: its path, a code for programs and a message for people. */
export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly message: string;
  /** Where in a text that was sent, both from 1. */
  readonly line?: number;
  readonly column?: number;
}

/** A limit of an account that was reached. */
export interface Quota {
  /** As in `GET /account/usage`. */
  readonly name: string;
  readonly limit: number;
  readonly used: number;
}

export interface AppErrorOptions {
  /** True when the same call may succeed later with the same input. Default: false. */
  readonly retryable?: boolean;
  readonly fields?: readonly FieldError[];
  readonly quota?: Quota;
  /** Facts for the log; never shown to clients. */
  readonly context?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** An error with a stable code. It knows nothing of HTTP, queues or SQL. People see `publicMessage` of it. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly fields: readonly FieldError[];
  readonly quota: Quota | undefined;
  readonly context: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.fields = options.fields ?? [];
    this.quota = options.quota;
    this.context = options.context ?? {};
  }
}

export const isAppError = (error: unknown): error is AppError => error instanceof AppError;

/** `error` itself when it is an AppError, otherwise a retryable INTERNAL error with it as the cause. */
export function toAppError(error: unknown): AppError {
  if (isAppError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new AppError('INTERNAL', message || 'unknown error', { retryable: true, cause: error });
}

/** An AppError as a message between threads or processes, where errors lose their class. */
export type PlainError = Pick<AppError, 'code' | 'message' | 'fields' | 'retryable'>;

export function toPlainError(error: unknown): PlainError {
  const { code, message, fields, retryable } = toAppError(error);
  return { code, message, fields, retryable };
}

export const fromPlainError = ({ code, message, ...options }: PlainError): AppError =>
  new AppError(code, message, options);
