import { AppError, type ErrorCode, type FieldError, isAppError, publicMessage, type Quota } from '@sluice/core';
import { databaseError } from '@sluice/db';
import { HTTPException } from 'hono/http-exception';
import { ZodError } from 'zod';

interface Kind {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 416 | 422 | 429 | 500 | 503;
  readonly title: string;
  /** Seconds after which the same call may succeed. */
  readonly retryAfter?: number;
}

const file = (title: string): Kind => ({ status: 422, title });
const unavailable = (title: string): Kind => ({ status: 503, title, retryAfter: 5 });
const internal: Kind = { status: 500, title: 'Internal error' };

/** HTTP status and title of each error code. The only place that knows both; a code without an entry does not compile. */
const kinds = {
  MALFORMED_REQUEST: { status: 400, title: 'Malformed request' },
  VALIDATION_FAILED: { status: 422, title: 'Validation failed' },
  UNAUTHENTICATED: { status: 401, title: 'Authentication required' },
  FORBIDDEN: { status: 403, title: 'Permission denied' },
  NOT_FOUND: { status: 404, title: 'Not found' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'Method not allowed' },
  INVALID_STATE: { status: 409, title: 'Conflict with current state' },
  IDEMPOTENCY_IN_PROGRESS: { status: 409, title: 'Still in progress', retryAfter: 1 },
  IDEMPOTENCY_MISMATCH: { status: 422, title: 'Idempotency key reused for a different request' },
  QUEUE_FULL: { status: 429, title: 'Too much unfinished work', retryAfter: 30 },
  RATE_LIMITED: { status: 429, title: 'Too many requests', retryAfter: 60 },
  ACCOUNT_STORAGE_FULL: { status: 413, title: 'Account storage is full' },
  TOO_MANY_UPLOADS: { status: 429, title: 'Too many uploads in progress', retryAfter: 10 },
  TOO_MANY_STREAMS: { status: 429, title: 'Too many event streams', retryAfter: 10 },
  TOO_MANY_IMPORTERS: { status: 409, title: 'Too many importers' },
  TOO_MANY_TABLES: { status: 409, title: 'Too many tables' },
  TOO_MANY_VERSIONS: { status: 409, title: 'Too many versions' },
  VERSION_CONFLICT: { status: 409, title: 'Another version was saved' },
  FILE_TOO_LARGE: { status: 413, title: 'File too large' },
  BODY_TOO_LARGE: { status: 413, title: 'Body too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'Unsupported media type' },
  RANGE_NOT_SATISFIABLE: { status: 416, title: 'Range not satisfiable' },
  UPLOAD_INCOMPLETE: { status: 400, title: 'Upload incomplete' },
  UPLOAD_MISSING: { status: 409, title: 'Not uploaded yet' },
  UPLOAD_MISMATCH: { status: 422, title: 'Upload does not match its announcement' },
  UPLOAD_EXPIRED: { status: 409, title: 'Upload expired' },
  FILE_EMPTY: file('Empty file'),
  FILE_NO_ROWS: file('No records'),
  FILE_NOT_A_TABLE: file('Not a table'),
  FILE_ENCODING_INVALID: file('Invalid encoding'),
  FILE_CORRUPT: file('Corrupt file'),
  SHEET_NOT_FOUND: file('Sheet not found'),
  TOO_MANY_ROWS: file('Too many records'),
  TOO_MANY_COLUMNS: file('Too many columns'),
  CELL_TOO_LARGE: file('Cell too large'),
  ROW_TOO_LARGE: file('Record too large'),
  XLSX_TOO_LARGE: file('XLSX too large'),
  ARCHIVE_TOO_LARGE: file('Archive too large'),
  HEADER_MISSING: file('Missing header'),
  HEADER_DUPLICATE: file('Duplicate columns in header'),
  HEADER_COLUMNS_MISSING: file('Missing columns'),
  HEADER_COLUMNS_UNEXPECTED: file('Unexpected columns'),
  HEADER_ORDER: file('Columns out of order'),
  KEYS_WOULD_BE_GENERATED: file('No keys in the file'),
  MAPPING_INVALID: file('Invalid mapping'),
  READING_DOUBTFUL: file('File can be read in several ways'),
  ABORTED_ON_INVALID_ROWS: file('Invalid records'),
  TOO_MANY_DELETIONS: file('Too many rows to delete'),
  TARGET_CHANGED: { status: 409, title: 'Table no longer fits its importer' },
  TARGET_BUSY: { status: 409, title: 'Another import deletes rows of the table' },
  STORAGE_NOT_FOUND: { status: 404, title: 'Not found' },
  STORAGE_UNAVAILABLE: unavailable('Storage unavailable'),
  STORAGE_REFUSED: unavailable('Storage unavailable'),
  DATABASE_UNAVAILABLE: unavailable('Database unavailable'),
  QUEUE_UNAVAILABLE: unavailable('Queue unavailable'),
  IDENTITY_UNAVAILABLE: unavailable('Identity provider unavailable'),
  WORKER_TIMEOUT: unavailable('No worker answered in time'),
  DOCUMENT_NOT_READY: { status: 409, title: 'Document not ready' },
  DOCUMENT_DAMAGED: { status: 409, title: 'Document damaged' },
  NO_STORAGE_SERVER: unavailable('No storage server available'),
  ANALYSIS_OUT_OF_MEMORY: { status: 413, title: 'Analysis out of memory' },
  ANALYSIS_TIMEOUT: { status: 413, title: 'Analysis took too long' },
  ARTIFACT_LOST: { status: 410, title: 'Artifact lost' },
  JOB_CANCELLED: { status: 409, title: 'Cancelled' },
  JOB_SUPERSEDED: { status: 409, title: 'Superseded' },
  EXPORT_FAILED: { status: 409, title: 'Export failed' },
  JOB_STOPPED: unavailable('Stopped'),
  JOB_STALLED: unavailable('Stalled'),
  WORKER_OUTDATED: unavailable('Worker too old'),
  CONFIG_INVALID: internal,
  INTERNAL: internal,
} as const satisfies Record<ErrorCode, Kind>;

/** RFC 9457, with `code` for programs, `trace_id` for operators and `fields` for forms. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: Kind['status'];
  readonly detail: string;
  readonly instance: string;
  readonly code: ErrorCode;
  readonly trace_id: string;
  readonly fields?: readonly FieldError[];
  /** The account limit that was reached. */
  readonly quota?: Quota;
}

/** Statuses that Hono itself uses to refuse a request. */
const refusals: Readonly<Record<number, ErrorCode>> = {
  400: 'MALFORMED_REQUEST',
  404: 'NOT_FOUND',
  413: 'BODY_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};

/** One entry per invalid field, named by its path. */
export const zodFields = (error: ZodError): FieldError[] =>
  error.issues.flatMap((issue): FieldError[] => {
    if (issue.code !== 'unrecognized_keys') {
      return [{ field: issue.path.join('.'), code: issue.code, message: issue.message }];
    }
    return issue.keys.map((key) => ({
      field: [...issue.path, key].join('.'),
      code: issue.code,
      message: 'is not a known field',
    }));
  });

/** Turns anything that was thrown into an error with a code. */
export function requestError(error: unknown): AppError {
  if (isAppError(error)) return error;
  if (error instanceof ZodError) {
    return new AppError('VALIDATION_FAILED', 'The request has invalid fields; see `fields`.', {
      fields: zodFields(error),
    });
  }
  if (error instanceof HTTPException) {
    const code = refusals[error.status];
    if (code) return new AppError(code, error.message || kinds[code].title, { cause: error });
  }
  return databaseError(error);
}

export const statusOf = (error: AppError): Kind['status'] => kinds[error.code].status;

/** The public text of the error that a row records. */
export const publicErrorOf = ({ errorCode: code, errorMessage: message }: StoredError): string | null =>
  code === null || message === null ? message : publicMessage({ code, message });

interface StoredError {
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

/** Seconds for Retry-After, where a retry makes sense. */
export function retryAfterOf({ code, context }: AppError): number | undefined {
  // The rate limiter knows the exact number of seconds.
  if (code === 'RATE_LIMITED' && typeof context.retryAfterSeconds === 'number') return context.retryAfterSeconds;
  return (kinds[code] as Kind).retryAfter;
}

/** What the row of an upload keeps of a failure: `CODE: message`. What is internal is only in the log. */
export function reasonOf(error: unknown): string {
  const { code, message } = databaseError(error);
  return code === 'INTERNAL' ? code : `${code}: ${message}`;
}

/** The response body for `error`. */
export function toProblem(error: AppError, { instance, traceId }: { instance: string; traceId: string }): Problem {
  const kind: Kind = kinds[error.code];
  return {
    type: `urn:sluice:problem:${error.code.toLowerCase().replaceAll('_', '-')}`,
    title: kind.title,
    status: kind.status,
    detail: publicMessage(error),
    instance,
    code: error.code,
    trace_id: traceId,
    ...(error.fields.length > 0 ? { fields: error.fields } : {}),
    ...(error.quota ? { quota: error.quota } : {}),
  };
}
