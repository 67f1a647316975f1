import { AppError } from '@sluice/core';
import { isUtf16 } from './decode.ts';

/** A byte-order mark. */
export interface Bom {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
  readonly bytes: number;
}

/** The byte-order mark at the start of `head`, if it is a supported one. */
export function findBom(head: Buffer): Bom | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bytes: 2 };
  return undefined;
}

/**
 * UTF-16 without a byte-order mark: nearly all zero bytes are on the same side of their pairs (the high bytes of Latin
 * letters, digits, delimiters and line breaks). If there are few, the text must not look like ASCII either.
 */
export function utf16ByZeros(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const pairs = Math.min(head.length >> 1, 4096);
  let even = 0;
  let odd = 0;
  let printable = 0;
  for (let at = 0; at < pairs * 2; at++) {
    const byte = head[at] ?? 0;
    if ((byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13) printable++;
    if (byte !== 0) continue;
    if (at % 2 === 0) even++;
    else odd++;
  }
  const zeros = even + odd;
  if (zeros === 0 || (zeros < pairs * 0.3 && printable > pairs * 1.7)) return undefined;
  if (odd >= zeros * 0.95) return 'utf-16le';
  return even >= zeros * 0.95 ? 'utf-16be' : undefined;
}

const basis = {
  given: 'was to be read as',
  bom: 'starts with the byte-order mark of',
  valid: 'looks like',
  assumed: 'looks like',
} as const;
/** How the encoding of a file is known. */
export type Certainty = keyof typeof basis;

/** The error for bytes that are invalid in the encoding that the caller, a byte-order mark or the zero bytes indicate. */
export function encodingInvalid(encoding: string, offset: number, certainty: Certainty): AppError {
  return new AppError(
    'FILE_ENCODING_INVALID',
    `The file ${basis[certainty]} ${encoding}, but the byte at offset ${offset} is not valid ${encoding}. ` +
      'Save it as UTF-8, or set its actual encoding.',
    { context: { encoding, offset } },
  );
}

export { isUtf16 };
