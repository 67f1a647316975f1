import { AppError } from '@sluice/core';

/** Types that an upload may declare. The actual type is detected during verification. */
export const acceptedTypes = [
  'text/csv',
  'text/tab-separated-values',
  'text/plain',
  'application/csv',
  'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/octet-stream',
] as const;

const UNKNOWN = 'application/octet-stream';
const accepted: ReadonlySet<string> = new Set(acceptedTypes);

/** The declared type without its parameters; application/octet-stream if empty, which browsers send for unknown types. @throws
 * AppError UNSUPPORTED_MEDIA_TYPE */
export function acceptedType(given: string | undefined): string {
  const type = (given ?? '').split(';', 1)[0]?.trim().toLowerCase() || UNKNOWN;
  if (accepted.has(type)) return type;
  throw new AppError('UNSUPPORTED_MEDIA_TYPE', `Unsupported content_type. Use one of: ${acceptedTypes.join(', ')}.`);
}

/** A content type that is safe to serve: never one that a browser would render as a page. */
export const servedType = (type: string): string => (accepted.has(type) ? type : UNKNOWN);
