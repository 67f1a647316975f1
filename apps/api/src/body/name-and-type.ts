import { AppError, withoutControls } from '@sluice/core';

/** Length of `documents.original_filename` and `documents.content_type` in characters. */
const MAX_LENGTH = 255;

/** The client's file name without folders, safe to store and show; never empty, `.` or `..`. */
export function fileName(given: string | undefined): string {
  const parts = withoutControls((given ?? '').toWellFormed()).split(/[/\\]/);
  const name = parts.map((part) => part.trim()).findLast((part) => !/^\.*$/.test(part)) ?? '';
  return [...name].slice(0, MAX_LENGTH).join('').trim() || 'upload';
}

/** The client's content type, if it is valid. */
export function fileContentType(given: string | undefined): string {
  const type = (given ?? '').toLowerCase();
  return type.length <= MAX_LENGTH && /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(type) ? type : 'application/octet-stream';
}

/** Types that an upload may declare. The actual type is detected during verification. */
export const acceptedTypes = [
  'text/csv',
  'text/tab-separated-values',
  'text/plain',
  'application/csv',
  'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/gzip',
  'application/x-gzip',
  'application/zip',
  'application/x-zip-compressed',
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
