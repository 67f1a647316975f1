const CENSOR = '[redacted]';

/** Names of properties with secret values; `_`, `-` and case are ignored. */
const SECRET_KEYS = new Set([
  ...['authorization', 'cookie', 'setcookie', 'password', 'passwd', 'secret', 'token', 'jwt', 'credentials'],
  ...['secretaccesskey', 'accesskeyid', 'sessiontoken', 'accesstoken', 'refreshtoken', 'apikey', 'signature'],
]);
const isSecretKey = (key: string): boolean => SECRET_KEYS.has(key.toLowerCase().replaceAll(/[_-]/g, ''));

/** Secrets anywhere in text: signed URLs, tokens, passwords in URLs. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  // The secret parts of a presigned URL (AWS Signature Version 4 and 2), encoded or not.
  [
    /(X-Amz-(?:Signature|Credential|Security-Token)|(?<![\w-])Signature|AWSAccessKeyId)(=|%3D)(?:(?!%26)[^&\s"'<>\\])+/gi,
    `$1$2${CENSOR}`,
  ],
  [/\b(Bearer +|authorization["':= ]+Basic +)[\w.~+/-]{12,}=*/gi, `$1${CENSOR}`],
  // A signed JWT in any context.
  [/\beyJ[\w-]+\.eyJ[\w-]+\.[\w-]*/g, CENSOR],
  // The user information of a URL: mysql://user:password@host
  [/([a-z][a-z\d+.-]*:\/\/[^\s:/@"'<>]*):[^\s/@"'<>]+@/gi, `$1:${CENSOR}@`],
];
/** A quick check, since most texts contain no secret. */
const SUSPICIOUS = /signature|x-amz-|awsaccesskeyid|bearer|basic|eyJ|:\/\/[^/\s]*@/i;

/** `text` without signatures, tokens and passwords. */
export function redactText(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  return SECRETS.reduce((clean, [pattern, instead]) => clean.replace(pattern, instead), text);
}

const MAX_DEPTH = 8;

/** A copy of a value that is safe to store and show: secrets are removed by name and by pattern. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '[deeper]';
  if (value instanceof Error) return redactText(`${value.name}: ${value.message}`);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof URL) return redactText(value.href);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, isSecretKey(key) ? CENSOR : redact(item, depth + 1)]),
  );
}
