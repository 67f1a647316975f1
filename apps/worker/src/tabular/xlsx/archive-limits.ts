import type { TableLimits } from '../types.ts';
import { workbookCorrupt, workbookTooLarge } from './corrupt.ts';

/** Parts below this size may have any ratio: a few repeated cells pack well without being a bomb. */
const SMALL_PART_BYTES = 1024 * 1024;

interface Part {
  readonly fileName: string;
  readonly compressedSize: number;
  readonly uncompressedSize: number;
}

/** Holds the sizes that a zip directory declares against the limits; `fileBytes` is the size of the whole archive. */
export function checkSizes(parts: readonly Part[], fileBytes: number, limits: TableLimits['xlsx']): void {
  const { maxUnpackedBytes, maxRatio } = limits;
  let packed = 0;
  let unpacked = 0;
  for (const part of parts) {
    packed += part.compressedSize;
    unpacked += part.uncompressedSize;
    const large = part.uncompressedSize > SMALL_PART_BYTES;
    if (large && part.uncompressedSize > part.compressedSize * maxRatio) throw ratioExceeded(part.fileName, maxRatio);
  }
  // Parts that overlap in the file are how a small archive unpacks to a huge one.
  if (packed > fileBytes) throw workbookCorrupt('its parts overlap');
  if (unpacked > maxUnpackedBytes) {
    throw workbookTooLarge(`The workbook unpacks to ${unpacked} bytes; the limit is ${maxUnpackedBytes}.`);
  }
}

const ratioExceeded = (name: string, maxRatio: number) =>
  workbookTooLarge(`The part ${name} of the workbook unpacks to more than ${maxRatio} times its size: a zip bomb.`);
