import { expect, it } from 'vitest';
import { fileContentType, fileName } from './name-and-type.ts';

it.each([
  ['report.csv', 'report.csv'],
  ['  Übersicht 2026.csv ', 'Übersicht 2026.csv'],
  ['a\r\nSet-Cookie: x.csv', 'aSet-Cookie: x.csv'],
  ['invoice\u202Egpj.csv', 'invoicegpj.csv'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\fakepath\\rows.csv', 'rows.csv'],
  ['folder/rows.csv/', 'rows.csv'],
  ['rows.csv/..', 'rows.csv'],
  ['..', 'upload'],
  ['/', 'upload'],
  ['.hidden', '.hidden'],
  ['lone\ud800.csv', 'lone\ufffd.csv'],
  ['\u0000\u0007', 'upload'],
  ['', 'upload'],
  [undefined, 'upload'],
])('reduces the file name %j to %j', (given, kept) => {
  expect(fileName(given)).toBe(kept);
});

it('shortens a long name without splitting a character', () => {
  const name = fileName('🎉'.repeat(300));
  expect([...name]).toHaveLength(255);
  expect(name.isWellFormed()).toBe(true);
});

it.each([
  ['text/csv', 'text/csv'],
  ['Text/CSV', 'text/csv'],
  ['application/vnd.ms-excel', 'application/vnd.ms-excel'],
  ['text/html; charset=x', 'application/octet-stream'],
  ['nonsense', 'application/octet-stream'],
  [`text/${'x'.repeat(300)}`, 'application/octet-stream'],
  [undefined, 'application/octet-stream'],
])('reads the content type %j as %j', (given, type) => {
  expect(fileContentType(given)).toBe(type);
});
