import { AppError } from '@sluice/core';

/** Types that an upload may declare. What the bytes really are is found out when they are verified. */
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

/** The declared type without its parameters; none, which browsers say of what they do not know, is octets. @throws
 * AppError UNSUPPORTED_MEDIA_TYPE */
export function acceptedType(given: string | undefined): string {
  const type = (given ?? '').split(';', 1)[0]?.trim().toLowerCase() || UNKNOWN;
  if (accepted.has(type)) return type;
  throw new AppError('UNSUPPORTED_MEDIA_TYPE', `content_type must be one of ${acceptedTypes.join(', ')}.`);
}

/** The type under which stored bytes may be sent to a browser: never one that it would show as a page. */
export const servedType = (type: string): string => (accepted.has(type) ? type : UNKNOWN);
