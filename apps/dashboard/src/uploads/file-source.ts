import { typeOfName, type UploadSource } from '@sluice/client';
import { hashFile } from './hash-file.ts';

/** Identifies a file as well as a browser can, so that it is not hashed twice. */
export const fingerprintOf = ({ name, size, lastModified }: File): string => JSON.stringify([name, size, lastModified]);

/** A chosen file as an upload source for the client. */
export const fileSource = (file: File): UploadSource => ({
  name: file.name,
  sizeBytes: file.size,
  // Not file.type, which depends on the operating system: Windows calls a .csv a workbook.
  type: typeOfName(file.name),
  fingerprint: fingerprintOf(file),
  slice: (start, end) => file.slice(start, end),
  hashes: (options) => hashFile(file, options),
});
