const CENSOR = '[redacted]';

/** Names of properties with secret values; `_`, `-` and case are ignored. */
const SECRET_KEYS = new Set([
  ...['authorization', 'cookie', 'setcookie', 'password', 'passwd', 'secret', 'token', 'jwt', 'credentials'],
  ...['secretaccesskey', 'accesskeyid', 'sessiontoken', 'accesstoken', 'refreshtoken', 'apikey', 'signature'],
]);
/** Answers for names seen before, since objects of the same kind come again and again. */
const known = new Map<string, boolean>();
/** Names may come from outside, so not all of them are remembered. */
const MAX_KNOWN = 1_000;

function isSecretKey(key: string): boolean {
  const before = known.get(key);
  if (before !== undefined) return before;
  const isSecret = SECRET_KEYS.has(key.toLowerCase().replaceAll(/[_-]/g, ''));
  if (known.size < MAX_KNOWN) known.set(key, isSecret);
  return isSecret;
}

/**
 * Secrets anywhere in text: signed URLs, tokens, passwords in URLs. A match starts at a fixed text or at the start of a
 * word and never tries the same characters twice, so that the time is linear in the text.
 */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  // The secret parts of a presigned URL (AWS Signature Version 4 and 2), encoded or not.
  [
    /(X-Amz-(?:Signature|Credential|Security-Token)|(?<![\w-])Signature|AWSAccessKeyId)(=|%3D)(?:(?!%26)[^&\s"'<>\\])+/gi,
    `$1$2${CENSOR}`,
  ],
  [/\b(Bearer +|authorization["':= ]+Basic +)[\w.~+/-]{12,}=*/gi, `$1${CENSOR}`],
  // A signed JWT in any context, with the word that it follows without a gap.
  [/(?<![\w-])(?=[\w-]*eyJ[\w-])[\w-]+\.eyJ[\w-]+\.[\w-]*/g, CENSOR],
  // The user information of a URL: mysql://user:password@host
  [/(:\/\/[^\s:/@"'<>]*):[^\s/@"'<>]+@/g, `$1:${CENSOR}@`],
];
/** A quick check, since most texts contain no secret. */
const SUSPICIOUS = /signature|x-amz-|awsaccesskeyid|bearer|basic|eyJ|:\/\/[^/\s]*@/i;

/** `text` without signatures, tokens and passwords. */
export function redactText(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  return SECRETS.reduce((clean, [pattern, instead]) => clean.replace(pattern, instead), text);
}

/** Characters of a token or a signed URL. */
const LONGEST_SECRET = 8_192;

/**
 * The first `most` characters of `text`, redacted. Only a little more than that is read, so that a secret across the end is
 * still seen, and a huge text costs nothing.
 */
export const redactStart = (text: string, most: number): string =>
  redactText(text.slice(0, most + LONGEST_SECRET)).slice(0, most);

const MAX_DEPTH = 8;
/** Characters of a text, and items of a list, that a copy keeps. */
const MAX_TEXT = 8_192;
const MAX_ITEMS = 200;

/** A copy of a value that is safe to store and show: secrets are removed by name and by pattern, and long parts shortened. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactStart(value, MAX_TEXT);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '[deeper]';
  if (value instanceof Error) return redactStart(`${value.name}: ${value.message}`, MAX_TEXT);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof URL) return redactStart(value.href, MAX_TEXT);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MAX_ITEMS)
      .map(([key, item]) => [key, isSecretKey(key) ? CENSOR : redact(item, depth + 1)]),
  );
}

/**
 * What JSON has of a value, without the values of properties with secret names, at any depth: the value itself if it has none.
 * Texts stay as they are.
 * @param except a property that is not looked into
 */
export function hideSecrets(value: unknown, except?: string, depth = 1): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if ('toJSON' in value && typeof value.toJSON === 'function') return value;
  if (depth > MAX_DEPTH) return '[deeper]';
  let copy: Record<string, unknown> | undefined;
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined || key === except) continue;
    const safe = isSecretKey(key) ? CENSOR : hideSecrets(item, undefined, depth + 1);
    if (safe === item) continue;
    copy ??= (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
    copy[key] = safe;
  }
  return copy ?? value;
}
