import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertTable } from '../test/convert-table.ts';
import { codes, small, text } from '../test/edit-xlsx.ts';
import { makeXlsx, textRow } from '../test/make-xlsx.ts';

describe('order and place of cells', () => {
  const wanted = {
    header: ['a', 'b'],
    headerRow: 1,
    rows: [2, 4],
    cells: [
      ['1', 'x'],
      ['2', ''],
    ],
  };
  it.each<[string, string, string[]]>([
    [
      'rows and cells out of order',
      `<row r="4">${text('A4', '2')}</row>${textRow(1, ['a', 'b'])}<row r="2">${text('B2', 'x')}${text('A2', '1')}</row>`,
      ['CELLS_OUT_OF_ORDER'],
    ],
    [
      'rows without a number, cells with one',
      `<row>${text('A1', 'a')}${text('B1', 'b')}</row><row>${text('A2', '1')}${text('B2', 'x')}</row><row>${text('A4', '2')}</row>`,
      [],
    ],
    [
      'rows from 0',
      `<row r="0">${text('A0', 'a')}${text('B0', 'b')}</row><row r="1">${text('A1', '1')}${text('B1', 'x')}</row><row r="3">${text('A3', '2')}</row>`,
      ['ROWS_FROM_ZERO'],
    ],
    [
      'a row 0 after others',
      `<row r="1">${text('A1', '1')}${text('B1', 'x')}</row><row r="0">${text('A0', 'a')}${text('B0', 'b')}</row><row r="3">${text('A3', '2')}</row>`,
      ['CELLS_OUT_OF_ORDER', 'ROWS_FROM_ZERO'],
    ],
    [
      'absolute references',
      textRow(1, ['a', 'b']) +
        `<row r="2">${text('$A$2', '1')}${text('$B$2', 'x')}</row><row r="4">${text('a4', '2')}</row>`,
      [],
    ],
    [
      'nothing but order',
      `<row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row><row><c t="str"><v>1</v></c><c t="str"><v>x</v></c></row><row/><row><c t="str"><v>2</v></c></row>`,
      [],
    ],
  ])('reads a sheet with %s', async (_, sheet, warnings) => {
    const found = await convertTable(makeXlsx({ sheet }));
    expect(found).toMatchObject(wanted);
    expect(codes(found)).toEqual(warnings);
  });

  it('says that cells name another row than the one that contains them', async () => {
    const sheet = `${textRow(1, ['a', 'b'])}<row r="2">${text('A2', '1')}${text('B7', 'x')}</row><row r="4">${text('A4', '2')}</row>`;
    const found = await convertTable(makeXlsx({ sheet }));
    expect(found).toMatchObject(wanted);
    expect(found.warnings).toMatchObject([{ code: 'ROW_REFERENCE_WRONG', column: 'b', count: 1, rows: [2] }]);
  });

  it.each(['R2C1', '@2', '11', 'A-2', 'A2:B2', 'Sheet1!A2'])('refuses the reference %s', async (reference) => {
    const sheet = `${textRow(1, ['a', 'b'])}<row r="2">${text(reference, '1')}</row>`;
    await expect(convertTable(makeXlsx({ sheet }))).rejects.toMatchObject({
      ...{ code: 'FILE_CORRUPT', message: expect.stringContaining(`"${reference}"`) },
    });
  });

  it('sorts any order of rows and cells', async () => {
    const place = fc.record({ row: fc.integer({ min: 2, max: 12 }), column: fc.integer({ min: 0, max: 4 }) });
    const places = fc.uniqueArray(place, { minLength: 1, maxLength: 20, selector: (one) => one.row * 10 + one.column });
    await fc.assert(
      fc.asyncProperty(places, async (some) => {
        const cell = (row: number, column: number): string => text(`${'ABCDE'[column]}${row}`, `${row}.${column}`);
        const numbers = [...new Set(some.map(({ row }) => row))];
        const stored = numbers.map((row) => {
          const own = some.filter((one) => one.row === row);
          return `<row r="${row}">${own.map(({ column }) => cell(row, column)).join('')}</row>`;
        });
        const has = (row: number, column: number): boolean =>
          some.some((one) => one.row === row && one.column === column);
        const rows = numbers.toSorted((one, other) => one - other);
        const cells = rows.map((row) => [0, 1, 2, 3, 4].map((at) => (has(row, at) ? `${row}.${at}` : '')));
        const sheet = [...stored, textRow(1, ['a', 'b', 'c', 'd', 'e'])].join('');
        const found = await convertTable(makeXlsx({ sheet }));
        expect({ rows: found.rows, cells: found.cells }).toEqual({ rows, cells });
      }),
      runs(30),
    );
  });

  it('sorts a long sheet that is stored backwards', async () => {
    const rows = Array.from({ length: 5000 }, (_, at) => textRow(at + 1, [`a${at + 1}`, '漢, "x"']));
    const { rows: found, cells } = await convertTable(makeXlsx({ sheet: rows.toReversed().join('') }), {
      headerRow: 1,
    });
    expect(found).toEqual(Array.from({ length: 4999 }, (_, at) => at + 2));
    expect(cells.every(([cell, other], at) => cell === `a${at + 2}` && other === '漢, "x"')).toBe(true);
  });

  it.each([
    [
      'right of the header',
      `<row r="1">${text('A1', 'a')}${text('B1', 'b')}${text('XFD1', ' ')}</row>${textRow(2, ['1', 'x'])}`,
    ],
    [
      'right of a record',
      `${textRow(1, ['a', 'b'])}<row r="2">${text('A2', '1')}${text('B2', 'x')}${text('ZZ2', '\u00a0')}</row>`,
    ],
    [
      'beyond the last column',
      `${textRow(1, ['a', 'b'])}<row r="2">${text('A2', '1')}${text('B2', 'x')}${text('ZZZZZ2', ' ')}</row>`,
    ],
    ['in the last row', `${small}<row r="1048576">${text('A1048576', ' ')}</row>`],
    ['beyond the last row', `${small}<row r="4000000000">${text('A4', '\u00a0')}</row>`],
    [
      'with a style only',
      `<row r="1">${text('A1', 'a')}${text('B1', 'b')}<c r="XFD1" s="1"/></row>${textRow(2, ['1', 'x'])}<row r="900000"><c r="A900000" s="1"/></row>`,
    ],
    [
      'of a formula',
      `<row r="1">${text('A1', 'a')}${text('B1', 'b')}<c r="Z1" t="str"><f>X</f><v></v></c></row><row r="2">${text('A2', '1')}${text('B2', 'x')}<c r="Z2"><f>X</f></c></row>`,
    ],
  ])('takes a blank cell %s for no column and no row', async (_, sheet) => {
    expect(await convertTable(makeXlsx({ sheet }))).toMatchObject({
      header: ['a', 'b'],
      rows: [2],
      cells: [['1', 'x']],
      faults: [undefined],
    });
  });
});
