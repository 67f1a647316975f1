const UNKNOWN = 'Something failed on the server. Give the trace ID to your operator, who can look up the cause.';

/** What people see of errors whose own messages name internals: SQL, endpoints, buckets, keys and paths. */
const publicTexts: Readonly<Record<string, string>> = {
  INTERNAL: UNKNOWN,
  CONFIG_INVALID: UNKNOWN,
  STORAGE_NOT_FOUND: 'The file is no longer stored.',
  STORAGE_UNAVAILABLE: 'The object storage is not available; try again in a moment.',
  STORAGE_REFUSED: 'The object storage refused the request; ask your operator to check its credentials and bucket.',
};

/** Names of storage servers are chosen by operators for people, so they stay. */
const SERVER = /^Storage server [a-z0-9-]{1,63}: /;
const REASON = /^([A-Z][A-Z_]+): (.*)$/s;

/**
 * The text of an error that anyone may see. An error's own `message` is the internal text: it goes to the log and to
 * `error_logs`, which show it to operators.
 */
export function publicMessage({ code, message }: { readonly code: string; readonly message: string }): string {
  const text = Object.hasOwn(publicTexts, code) ? publicTexts[code] : undefined;
  return text === undefined ? message : `${SERVER.exec(message)?.[0] ?? ''}${text}`;
}

/** The public form of a stored reason, `CODE: message`. */
export function publicReason(reason: string): string;
export function publicReason(reason: string | null): string | null;
export function publicReason(reason: string | null): string | null {
  const [, code, message] = REASON.exec(reason ?? '') ?? [];
  return code === undefined || message === undefined ? reason : `${code}: ${publicMessage({ code, message })}`;
}
