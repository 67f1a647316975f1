import type { Problem } from './types.ts';

/** The error codes of the API, and those that the client adds. */
export type SluiceErrorCode =
  | Problem['code']
  /** The server is unreachable. */
  | 'NETWORK'
  /** The response does not come from the API, but from a proxy or another server. */
  | 'UNEXPECTED_ANSWER'
  /** The storage refused the bytes. */
  | 'UPLOAD_REFUSED';

export interface SluiceErrorOptions {
  /** HTTP status; 0 when there was no response. */
  readonly status?: number;
  readonly fields?: Problem['fields'];
  readonly traceId?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly cause?: unknown;
}

/** A failed call; `message` can be shown to users. */
export class SluiceError extends Error {
  override readonly name = 'SluiceError';
  readonly code: SluiceErrorCode;
  readonly status: number;
  /** What is wrong with each input field. */
  readonly fields: NonNullable<Problem['fields']>;
  /** Finds the request in the logs of the server. */
  readonly traceId: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: SluiceErrorCode, detail: string, options: SluiceErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = options.status ?? 0;
    this.fields = options.fields ?? [];
    this.traceId = options.traceId;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  /** The same as `message`, under its name in problem+json. */
  get detail(): string {
    return this.message;
  }
}

export const isSluiceError = (error: unknown): error is SluiceError => error instanceof SluiceError;

/** Seconds of a Retry-After header, which is a number or a date (RFC 9110, 10.2.3). */
export function retryAfterOf({ headers }: Response): number | undefined {
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const seconds = (Date.parse(text) - Date.now()) / 1_000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, Math.ceil(seconds));
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body && 'detail' in body;

/** The error for a response of 400 and above; reads its body. */
export async function errorOf(response: Response): Promise<SluiceError> {
  const { status } = response;
  const retryAfterSeconds = retryAfterOf(response);
  const text = await response.text().catch(() => '');
  const body = parse(text);
  if (isProblem(body)) {
    const { code, detail, fields, trace_id: traceId } = body;
    return new SluiceError(code, detail, { status, fields, traceId, retryAfterSeconds });
  }
  const detail = `The server responded with ${status} ${response.statusText}`.trimEnd();
  return new SluiceError('UNEXPECTED_ANSWER', `${detail}, which is not a response of Sluice.`, {
    status,
    retryAfterSeconds,
  });
}

/** The error when there is no response. An abort is passed on unchanged. */
export function networkError(cause: unknown, url: string): unknown {
  if (cause instanceof Error && (cause.name === 'AbortError' || cause.name === 'SluiceError')) return cause;
  return new SluiceError('NETWORK', `${originOf(url)} is unreachable (${reasonOf(cause)}).`, { cause });
}

/** Node's fetch gives the reason only in the cause of its error. */
function reasonOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(inner instanceof Error)) return String(inner);
  const code = 'code' in inner ? String(inner.code) : '';
  return inner.message || code || inner.name;
}

const originOf = (url: string): string => {
  try {
    return new URL(url).origin;
  } catch {
    return url || 'The server';
  }
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
