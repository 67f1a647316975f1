import { AppError } from '@sluice/core';

interface Signature {
  readonly bytes: readonly number[];
  readonly at?: number;
  readonly name: string;
  readonly advice: string;
}

const ascii = (text: string): number[] => [...Buffer.from(text, 'latin1')];
const notTable = 'Send the table itself, as CSV or XLSX.';
const unpack = 'Unpack it and send the table inside.';

/** File types that are commonly uploaded by mistake, by their first bytes. */
const signatures: readonly Signature[] = [
  { bytes: [0x89, ...ascii('PNG\r\n')], name: 'a PNG image', advice: notTable },
  { bytes: [0xff, 0xd8, 0xff], name: 'a JPEG image', advice: notTable },
  { bytes: ascii('GIF8'), name: 'a GIF image', advice: notTable },
  { bytes: ascii('WEBP'), at: 8, name: 'a WebP image', advice: notTable },
  { bytes: ascii('%PDF-'), name: 'a PDF document', advice: 'Export the table as CSV or XLSX and send that.' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], name: 'a Zstandard archive', advice: unpack },
  { bytes: [0xfd, ...ascii('7zXZ')], name: 'an xz archive', advice: unpack },
  { bytes: [0x04, 0x22, 0x4d, 0x18], name: 'an LZ4 archive', advice: unpack },
  { bytes: [0x1f, 0x9d], name: 'a compress (.Z) archive', advice: unpack },
  { bytes: ascii('BZh'), name: 'a bzip2 archive', advice: unpack },
  { bytes: ascii("7z\xbc\xaf'\x1c"), name: 'a 7-Zip archive', advice: unpack },
  { bytes: ascii('Rar!\x1a\x07'), name: 'a RAR archive', advice: unpack },
  { bytes: ascii('ustar'), at: 257, name: 'a tar archive', advice: unpack },
  { bytes: ascii('PAR1'), name: 'a Parquet file', advice: 'Export the table as CSV or XLSX and send that.' },
  { bytes: ascii('ARROW1'), name: 'an Arrow file', advice: 'Export the table as CSV or XLSX and send that.' },
  { bytes: ascii('Obj\x01'), name: 'an Avro file', advice: 'Export the table as CSV or XLSX and send that.' },
  {
    bytes: ascii('\0\x01\0\0Standard '),
    name: 'an Access database',
    advice: 'Export the table as CSV or XLSX and send that.',
  },
  { bytes: [0x09, 0x08, 0x10, 0], name: 'an old Excel sheet (.xls)', advice: 'Save it as XLSX and send it again.' },
  { bytes: [0x09, 0x08, 0x08, 0], name: 'an old Excel sheet (.xls)', advice: 'Save it as XLSX and send it again.' },
  { bytes: [0x09, 0x04, 0x06, 0], name: 'an old Excel sheet (.xls)', advice: 'Save it as XLSX and send it again.' },
  { bytes: [0x09, 0x02, 0x06, 0], name: 'an old Excel sheet (.xls)', advice: 'Save it as XLSX and send it again.' },
  { bytes: [0x09, 0, 0x04, 0], name: 'an old Excel sheet (.xls)', advice: 'Save it as XLSX and send it again.' },
  { bytes: ascii('SQLite format 3\0'), name: 'an SQLite database', advice: 'Export the table as CSV and send that.' },
  { bytes: ascii('{\\rtf'), name: 'an RTF document', advice: 'Export the table as CSV or XLSX and send that.' },
  { bytes: [0x7f, ...ascii('ELF')], name: 'a program', advice: notTable },
  { bytes: [0xff, 0xfe, 0, 0], name: 'UTF-32 text', advice: 'Save it as UTF-8 and send it again.' },
  { bytes: [0, 0, 0xfe, 0xff], name: 'UTF-32 text', advice: 'Save it as UTF-8 and send it again.' },
];

/** A file that ends within a signature has it, too, if that much is more than a word of text. */
function matches(head: Buffer, { bytes, at = 0 }: Signature): boolean {
  const there = head.subarray(at, at + bytes.length);
  if (there.length < bytes.length && (at > 0 || there.length < 2 || !there.some((byte) => byte < 9 || byte > 126)))
    return false;
  return there.every((byte, index) => byte === bytes[index]);
}

/** Whether the file is compressed with gzip. */
export const isGzip = (head: Buffer): boolean => head[0] === 0x1f && head[1] === 0x8b;

/** Whether the file is a zip archive, such as an XLSX, whose contents the XLSX reader checks. */
export function isZip(head: Buffer): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5) && head[3] === (head[2] ?? 0) + 1;
}

const ole2 = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

/** Throws FILE_NOT_A_TABLE, with the detected type and what to do, if the first bytes are not those of a table. */
export function refuseOtherFiles(head: Buffer): void {
  if (head.subarray(0, 8).equals(ole2)) throw oldExcel(head);
  const found = signatures.find((signature) => matches(head, signature)) ?? markup(head);
  if (found !== undefined) throw notATable(`This looks like ${found.name}, not a table. ${found.advice}`);
}

const BINARY_ADVICE = 'Export the table as CSV or XLSX and send that.';
/** C0 controls that text files do not have; tab, line breaks, form feed, end-of-file (0x1a) and escape do occur. */
const CONTROLS = /[\0-\x08\x0e-\x19\x1c-\x1f\x7f]/g;
/** Unassigned, private and lone-surrogate code points, which text has hardly any of. */
const NO_CHARACTERS = /[\p{Cn}\p{Co}\p{Cs}]/gu;
/** Random bytes have 11 % controls; as UTF-16 they have 15 % of code points that are no characters. */
const LARGEST_SHARE = 0.03;
/** Of a text with fewer characters, a single control is much. */
const SHORT = 8;
/** Characters. */
const LOOKED_AT = 8_192;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/**
 * Throws FILE_NOT_A_TABLE if the decoded start of the file reads like random bytes. `wide`: UTF-16. `valid`: its encoding is
 * beyond doubt (valid UTF-8, or UTF-16 with a byte-order mark), so odd characters are the file's own.
 */
export function refuseBinary(text: string, { wide, valid }: { wide: boolean; valid: boolean }): void {
  if (valid) return;
  const start = text.slice(0, LOOKED_AT);
  const odd = count(start, CONTROLS) + (wide ? count(start, NO_CHARACTERS) : 0);
  if (odd < (start.length < SHORT ? 1 : 2) || odd < start.length * LARGEST_SHARE) return;
  throw notATable(`The bytes do not look like text, so this looks like a binary file. ${BINARY_ADVICE}`);
}

export function notATable(message: string, context: Record<string, unknown> = {}): AppError {
  return new AppError('FILE_NOT_A_TABLE', message, { context });
}

/** OLE2 is the container of .xls and of password-protected workbooks, which differ in their stream names. */
function oldExcel(head: Buffer): AppError {
  if (head.includes(Buffer.from('EncryptedPackage', 'utf16le'))) {
    return notATable('This workbook is password-protected. Remove the password, save it as XLSX and send it again.');
  }
  return notATable(
    'This looks like an old Excel workbook (.xls) or one with a password. Save it as XLSX without a password, or as ' +
      'CSV, and send it again.',
  );
}

/** Many programs call an HTML page .xls. */
const HTML_ADVICE = 'Open it in a spreadsheet program, save it as XLSX or CSV and send that.';

/** HTML, XML and JSON start with text, so recognizing them takes more than a byte or two. */
function markup(head: Buffer): { name: string; advice: string } | undefined {
  const start = head
    .toString('latin1', 0, 512)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  const advice = 'Export the table as CSV or XLSX and send that.';
  if (/^<(!doctype html|html|head|body|table)\b/i.test(start)) return { name: 'an HTML page', advice: HTML_ADVICE };
  if (/^<\?xml\b/i.test(start)) return { name: 'an XML document', advice };
  if (/^(\{\s*["}]|\[\s*[{[\]])/.test(start)) return { name: 'a JSON document', advice };
  return undefined;
}
