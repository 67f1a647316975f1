import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { convertTable } from './test/convert-table.ts';
import { makeXlsx, textRow } from './test/make-xlsx.ts';
import { type ReadOptions, readTable } from './test/read-table.ts';

const fixtures = new URL('../../../../test/fixtures/', import.meta.url);
const files = ['cases/', 'analyses/'].flatMap((folder) =>
  readdirSync(new URL(folder, fixtures))
    .filter((name) => name.endsWith('.csv'))
    .map((name) => `${folder}${name}`),
);

const found = (content: Buffer | string, options: ReadOptions = {}) =>
  readTable(content, options).warnings.filter(({ code }) => code === 'SECOND_TABLE');

const first = 'identifier,name,weight\nP-1,pump,3\nP-2,fan,4\nP-3,belt,5\n';

describe('a second table', () => {
  it.each([
    ['narrower', '\nsite,city\nS-1,Bern\nS-2,Basel\n', 6],
    ['wider', '\nsite,city,street,number\nS-1,Bern,Main,1\nS-2,Basel,High,2\n', 6],
    ['below blank rows and a title', '\n,,\nSites\n\nsite,city\nS-1,Bern\nS-2,Basel\n', 9],
  ])('is noticed if it is %s', (_, second, row) => {
    expect(found(first + second)).toMatchObject([{ count: 1, rows: [row] }]);
    expect(found(first + second, { blockBytes: 8 })).toMatchObject([{ count: 1, rows: [row] }]);
  });

  it('is noticed each time', () => {
    const tables = `${first}\nsite,city\nS-1,Bern\nS-2,Basel\n\nkey,value\na,1\nb,2\n`;
    expect(found(tables)).toMatchObject([{ count: 2, rows: [6, 10] }]);
  });

  it.each([
    ['records below a blank row', '\nP-4,hose,6\nP-5,disk,7\nP-6,rod,8\n'],
    ['records that lack a cell below a blank row', '\nP-4,hose\nP-5,disk\nP-6,rod\n'],
    ['one broken record below a blank row', '\npump,blue\nP-5,disk,7\nP-6,rod,8\n'],
    ['a footer', '\nExported by,hand\nOn,2024-03-01\n'],
    ['notes', '\nAll weights in kg\nChecked\nTwice\n'],
    ['records of another width without a blank row', 'site,city\nS-1,Bern\nS-2,Basel\n'],
    ['the same header again', '\nidentifier,name,weight\nP-4,hose,6\nP-5,disk,7\n'],
  ])('is not seen in %s', (_, rest) => {
    expect(found(first + rest)).toEqual([]);
  });

  it('is told from records that lack their last cells, where these are filled with blanks', async () => {
    const rest = (lines: readonly string[][]) => lines.map((cells, at) => textRow(at + 6, cells)).join('');
    const sheet = [
      ['identifier', 'name', 'note'],
      ['P-1', 'pump', 'x'],
      ['P-2', 'fan', 'y'],
      ['P-3', 'belt', 'z'],
    ]
      .map((cells, at) => textRow(at + 1, cells))
      .join('');
    const warned = async (lines: readonly string[][]) =>
      (await convertTable(makeXlsx({ sheet: sheet + rest(lines) }))).whileReading.filter(
        ({ code }) => code === 'SECOND_TABLE',
      );
    const words = [
      ['Bern', 'hose'],
      ['Basel', 'disk'],
      ['Chur', 'rod'],
    ];
    const table = [
      ['site', 'rooms'],
      ['Bern', '3'],
      ['Basel', '4'],
    ];
    expect(await warned(words)).toEqual([]);
    expect(await warned(table)).toMatchObject([{ rows: [6] }]);
    const asCsv = (lines: readonly string[][]) => `${first}\n${lines.map((cells) => cells.join(',')).join('\n')}\n`;
    expect(found(asCsv(words), { allowShortRows: true })).toEqual([]);
    expect(found(asCsv(table), { allowShortRows: true })).toMatchObject([{ rows: [6] }]);
  });

  it('is not seen in what the caller skips as a footer', () => {
    expect(found(`${first}\nsite,city\nS-1,Bern\nS-2,Basel\n`, { skipFooter: 3 })).toEqual([]);
  });

  it.each(files)('is not seen in %s', (name) => {
    expect(found(readFileSync(new URL(name, fixtures)))).toEqual([]);
  });
});
