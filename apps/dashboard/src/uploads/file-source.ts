import { typeOfName, type UploadSource } from '@sluice/client';
import { hashFile } from './hash-file.ts';

/** Tells a file from others as far as a browser lets one, so that its hash need not be taken twice. */
export const fingerprintOf = ({ name, size, lastModified }: File): string => JSON.stringify([name, size, lastModified]);

/** A chosen file as the client uploads it. */
export const fileSource = (file: File): UploadSource => ({
  name: file.name,
  sizeBytes: file.size,
  // What the operating system makes of the ending differs: Windows calls a .csv a workbook.
  type: typeOfName(file.name),
  fingerprint: fingerprintOf(file),
  slice: (start, end) => file.slice(start, end),
  hashes: (options) => hashFile(file, options),
});
