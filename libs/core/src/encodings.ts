import { normalizeEncoding } from '@exodus/bytes/encoding-lite.js';

/**
 * The name, in lower case, of the encoding that has this label in the WHATWG Encoding Standard (https://encoding.spec.whatwg.org/),
 * such as `windows-1252` for `latin1`; undefined if none has it. Case and surrounding spaces do not count.
 */
export function encodingName(label: string): string | undefined {
  const name = normalizeEncoding(label);
  // `replacement` stands for encodings that browsers refuse to decode.
  return name === null || name === 'replacement' ? undefined : name;
}
