/** Length of `documents.original_filename` and `documents.content_type` in characters. */
const MAX_LENGTH = 255;

/** Control characters, line separators and bidirectional marks. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The client's file name without folders, safe to store and show; never empty, `.` or `..`. */
export function fileName(given: string | undefined): string {
  const parts = (given ?? '').toWellFormed().replace(UNSAFE, '').split(/[/\\]/);
  const name = parts.map((part) => part.trim()).findLast((part) => !/^\.*$/.test(part)) ?? '';
  return [...name].slice(0, MAX_LENGTH).join('').trim() || 'upload';
}

/** The client's content type, if it is valid. */
export function fileContentType(given: string | undefined): string {
  const type = (given ?? '').toLowerCase();
  return type.length <= MAX_LENGTH && /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(type) ? type : 'application/octet-stream';
}
