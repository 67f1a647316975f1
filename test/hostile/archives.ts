import { gzipSync } from 'node:zlib';
import { makeXlsx, makeZip, textRow } from '../../apps/worker/src/tabular/test/make-xlsx.ts';
import { completed, type HostileCase, refused, utf8 } from './case.ts';

const text = 'identifier,name\nA1,Zoë Müller\n';
const written = completed({ A1: 'Zoë Müller' });
const workbook = makeXlsx({ sheet: textRow(1, ['identifier', 'name']) + textRow(2, ['A1', 'Zoë Müller']) });

/** Tables in gzip files and zip archives. */
export const archiveCases: readonly HostileCase[] = [
  { name: 'a table in gzip', file: gzipSync(text), outcome: written },
  { name: 'a workbook in gzip', file: gzipSync(workbook), outcome: written },
  { name: 'a legacy encoding in gzip', file: gzipSync(Buffer.from(text, 'latin1')), outcome: written },
  {
    name: 'a table in a zip, with what macOS adds',
    file: makeZip([
      { name: 'out/', data: '' },
      { name: 'out/assets.csv', data: text },
      { name: '__MACOSX/out/._assets.csv', data: 'x' },
      { name: '.DS_Store', data: 'x' },
    ]),
    outcome: written,
  },
  { name: 'a workbook in a zip', file: makeZip([{ name: 'assets.xlsx', data: workbook }]), outcome: written },
  { name: 'a gzip cut off', file: gzipSync(text).subarray(0, -4), outcome: refused('FILE_CORRUPT', 'cut off') },
  {
    name: 'a gzip followed by something else',
    file: Buffer.concat([gzipSync(text), utf8('more')]),
    outcome: refused('FILE_CORRUPT', 'gzip'),
  },
  {
    name: 'two tables in a zip',
    file: makeZip([
      { name: 'a.csv', data: text },
      { name: 'b.csv', data: text },
    ]),
    outcome: refused('FILE_NOT_A_TABLE', '"a.csv", "b.csv"'),
  },
  {
    name: 'a zip with a password',
    file: makeZip([{ name: 'a.csv', data: text, encrypted: true }]),
    outcome: refused('FILE_NOT_A_TABLE', 'password'),
  },
  {
    name: 'a gzip bomb',
    file: gzipSync(`identifier,name\n${'A,a\n'.repeat(600_000)}`),
    outcome: refused('ARCHIVE_TOO_LARGE', 'bomb'),
  },
];
