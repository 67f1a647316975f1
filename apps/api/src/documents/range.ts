/** A byte range, both ends inclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const ONE_RANGE = /^bytes=([^-]*)-([^-]*)$/i;
const POSITION = /^\d*$/;

/**
 * Parses a Range header for `size` bytes (RFC 9110, 14.2). Undefined means the whole file, also for several ranges and
 * invalid ones, as the RFC allows; `unsatisfiable` means that the range lies outside the file.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const [first = '', last = ''] =
    ONE_RANGE.exec(header ?? '')
      ?.slice(1)
      .map((part) => part.trim()) ?? [];
  if (!POSITION.test(first) || !POSITION.test(last) || first + last === '') return undefined;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length > 0 ? { start: size - length, end: size - 1 } : 'unsatisfiable';
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Number(last);
  if (end < start && last !== '') return undefined;
  return start < size ? { start, end: Math.min(end, size - 1) } : 'unsatisfiable';
}
