import { FIRST_MARK } from './marks.ts';
import { excerpt } from './record-faults.ts';
import type { RecordFault } from './types.ts';
import { unfinishedBytes } from './utf8.ts';

const MARK = /[\udc80-\udcff]/g;

/** The three-byte sequences in a Latin-1 reading of bytes. */
const MARKED = /\xed[\xb2\xb3][\x80-\xbf]/g;

/** Decodes a spool that has marks in chunks of any length. */
export function markedDecoding(): (chunk: Buffer, last: boolean) => string {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk, last) => {
    const bytes = Buffer.concat([rest, chunk]);
    const cut = last ? 0 : isHalfMark(bytes) ? 2 : unfinishedBytes(bytes);
    rest = Buffer.from(bytes.subarray(bytes.length - cut));
    return decodeMarked(bytes.subarray(0, bytes.length - cut));
  };
}

const isHalfMark = (bytes: Buffer): boolean =>
  bytes.at(-2) === 0xed && (bytes.at(-1) === 0xb2 || bytes.at(-1) === 0xb3);

/** Decodes text that has marks; it must not end within a character. */
export function decodeMarked(bytes: Buffer): string {
  if (bytes.indexOf(0xed) === -1) return bytes.toString();
  let text = '';
  let from = 0;
  for (const { index } of bytes.toString('latin1').matchAll(MARKED)) {
    const byte = ((bytes[index + 1] as number) - 0xb2) * 64 + ((bytes[index + 2] as number) & 0x3f);
    text += bytes.toString('utf8', from, index) + String.fromCharCode(FIRST_MARK + byte);
    from = index + 3;
  }
  return text + bytes.toString('utf8', from);
}

const byteOf = (mark: string): number => mark.charCodeAt(0) - FIRST_MARK + 0x80;
const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');
const MOST_NAMED = 5;

/** The fault of a record that starts on `line` and has invalid bytes; undefined if it has none. */
export function invalidBytes(raw: string, line: number, encoding: string): RecordFault | undefined {
  const marks = [...raw.matchAll(MARK)];
  const first = marks[0];
  if (first === undefined) return undefined;
  const before = raw.slice(0, first.index);
  const breaks = before.split(/\r\n|\r|\n/);
  const inLine = breaks.at(-1) ?? '';
  // Each mark stands for one byte, and is counted as three.
  const offset = encoding === 'utf-8' ? Buffer.byteLength(inLine) : inLine.length;
  const unit = encoding === 'utf-8' ? 'byte' : 'character';
  const others = marks.length - 1;
  const more = others === 0 ? '' : `, and ${others} more`;
  const names = marks.slice(0, MOST_NAMED).map(([mark]) => `0x${hex(byteOf(mark))}`);
  return {
    code: 'INVALID_BYTES',
    message:
      `The byte ${names[0]} at offset ${offset} of line ${line + breaks.length - 1} (counted in ${unit}s) is not valid ` +
      `${encoding}${more}. Correct the row, or set the encoding if the file has a different one.`,
    value: excerpt(raw.replace(MARK, (mark) => `\\x${hex(byteOf(mark))}`)),
  };
}

/** The text with the usual replacement character for every invalid byte. */
export const withoutMarks = (text: string): string => text.replace(MARK, '\ufffd');
