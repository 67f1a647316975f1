/** Characters of `documents.original_filename` and `documents.content_type`. */
const MAX_LENGTH = 255;

/** Controls, separators of lines, and marks that turn a name around on the screen. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The name that a client gave its file, without its folders, fit to be kept and shown; never empty, `.` or `..`. */
export function fileName(given: string | undefined): string {
  const parts = (given ?? '').toWellFormed().replace(UNSAFE, '').split(/[/\\]/);
  const name = parts.map((part) => part.trim()).findLast((part) => !/^\.*$/.test(part)) ?? '';
  return [...name].slice(0, MAX_LENGTH).join('').trim() || 'upload';
}

/** The type that a client gave its file, where it is one. */
export function fileContentType(given: string | undefined): string {
  const type = (given ?? '').toLowerCase();
  return type.length <= MAX_LENGTH && /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(type) ? type : 'application/octet-stream';
}
