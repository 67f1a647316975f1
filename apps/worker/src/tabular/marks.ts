/**
 * Bytes that are invalid in the file's encoding stand in the spool as lone surrogates, U+DC80 for 0x80 to U+DCFF for 0xFF
 * (as in Python's `surrogateescape`), written like any other character of three bytes. No valid text has them.
 */
export const FIRST_MARK = 0xdc80;

/** The three bytes that stand for an invalid one, from 0x80. */
export const markOf = (byte: number): readonly [number, number, number] => [
  0xed,
  0xb2 + ((byte - 0x80) >> 6),
  0x80 | (byte & 0x3f),
];
