import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { convertTable } from '../test/convert-table.ts';
import { changed, codes, edit, number, text } from '../test/edit-xlsx.ts';
import { makeXlsx, textRow, type ZipPart } from '../test/make-xlsx.ts';

const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../../../../test/fixtures/cases/${name}.xlsx`, import.meta.url));

describe('date systems', () => {
  const sheet = `${textRow(1, ['day'])}<row r="2">${number('A2', 1, 1)}</row><row r="3">${number('A3', 45352, 1)}</row>`;
  const dated = (attributes: string, strict = false) =>
    convertTable(
      changed(
        { sheet, formats: [0, 14] },
        edit('xl/workbook.xml', (book) =>
          book
            .replace(/<workbookPr [^>]*>/, `<workbookPr ${attributes}/>`)
            .replace('<workbook ', strict ? '<workbook conformance="strict" ' : '<workbook '),
        ),
      ),
    );
  const unclear = (rows: number[]) => [{ code: 'DATE_SYSTEM_UNCLEAR', column: 'day', count: rows.length, rows }];

  it.each<[string, boolean, string[], unknown[]]>([
    ['', false, ['1900-01-01', '2024-03-01'], []],
    ['dateCompatibility="1"', true, ['1900-01-01', '2024-03-01'], []],
    ['dateCompatibility="false"', false, ['1899-12-31', '2024-03-01'], unclear([2])],
    ['dateCompatibility="0"', true, ['1899-12-31', '2024-03-01'], unclear([2])],
    // As LibreOffice writes it.
    ['date1904="true" dateCompatibility="false"', false, ['1904-01-02', '2028-03-02'], []],
    ['date1904="1" dateCompatibility="0"', true, ['1904-01-02', '2028-03-02'], unclear([2, 3])],
  ])('reads %s (strict: %s) as %j', async (attributes, strict, days, warnings) => {
    const found = await dated(attributes, strict);
    expect(found.cells.map(([day]) => day)).toEqual(days);
    expect(found.warnings).toMatchObject(warnings);
    expect(found.warnings).toHaveLength(warnings.length);
  });

  it('keeps ISO dates before 1900 as they are', async () => {
    const old = `${textRow(1, ['day'])}<row r="2"><c r="A2" t="d" s="1"><v>1850-05-05</v></c></row>`;
    expect((await convertTable(makeXlsx({ sheet: old, formats: [0, 14] }))).cells).toEqual([['1850-05-05']]);
  });
});

describe('elements of other namespaces', () => {
  const dated = { sheet: `${textRow(1, ['day'])}<row r="2">${number('A2', 43891, 1)}</row>`, formats: [0, 14] };
  const withBook = (change: (book: string) => string) =>
    convertTable(changed({ ...dated, date1904: true }, edit('xl/workbook.xml', change)));
  const x15 = 'xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"';
  const mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';

  it('keeps the 1904 date system of a workbook with a prefixed workbookPr', async () => {
    expect((await convertTable(fixture('60-date1904-x15'))).cells).toEqual([['1', '2024-03-02']]);
  });

  it.each<[string, (book: string) => string]>([
    ['before the own one', (book) => book.replace('<workbookPr', `<x15:workbookPr ${x15} date1904="0"/><workbookPr`)],
    ['with a default namespace of its own', (book) => book.replace('<sheets', '<workbookPr xmlns="other"/><sheets')],
    [
      'inside an alternative for other programs',
      (book) =>
        book.replace(
          '<sheets',
          `<mc:AlternateContent ${mc}><mc:Choice Requires="x15"><workbookPr/></mc:Choice></mc:AlternateContent><sheets`,
        ),
    ],
    [
      'while the own elements are prefixed',
      (book) =>
        book
          .replaceAll(/<(\/?)(workbook|workbookPr|sheets?)\b/g, '<$1m:$2')
          .replace('xmlns=', 'xmlns:m=')
          .replace('<m:sheets', `<workbookPr xmlns="x"/><m:sheets`),
    ],
    [
      'and another sheet element',
      (book) =>
        book.replace('</sheets>', `</sheets><x15:sheets ${x15}><x15:sheet name="Other" r:id="rId1"/></x15:sheets>`),
    ],
    [
      'and relations by another prefix',
      (book) => book.replace('xmlns:r=', 'xmlns:q=').replace('r:id=', 'x:id="no" q:id='),
    ],
  ])('ignores another workbookPr %s', async (_, change) => {
    expect(await withBook(change)).toMatchObject({ cells: [['2024-03-02']], dialect: { sheets: ['Data'] } });
  });

  it('ignores formats and cells of extensions', async () => {
    const bytes = changed(
      { ...dated, sheet: `${dated.sheet}<x:row xmlns:x="x" r="9"><x:c><x:v>1</x:v></x:c></x:row>` },
      (part) =>
        edit('xl/styles.xml', (styles) =>
          styles.replace(
            '<cellXfs>',
            '<x:cellXfs xmlns:x="x"><xf numFmtId="0"/></x:cellXfs><cellXfs><x:xf xmlns:x="x" numFmtId="0"/>',
          ),
        )(part),
    );
    expect((await convertTable(bytes)).cells).toEqual([['2020-03-01']]);
  });

  it('reads a strict workbook, whose namespaces are others and whose dates can be text', async () => {
    const strict = (data: string): string =>
      data
        .replaceAll(
          'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
          'http://purl.oclc.org/ooxml/spreadsheetml/main',
        )
        .replaceAll(
          'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
          'http://purl.oclc.org/ooxml/officeDocument/relationships',
        );
    const cells =
      '<c r="A2" t="d" s="1"><v>2024-03-01T00:00:00.000</v></c><c r="B2" t="d" s="2"><v>2024-03-01T11:59:59.9999</v></c>' +
      '<c r="C2" t="d"><v>11:59:59.99999</v></c>';
    const sheet = `${textRow(1, ['a', 'b', 'c'])}<row r="2">${cells}</row>`;
    const bytes = changed({ sheet, formats: [0, 14, 22] }, (part) => ({ ...part, data: strict(String(part.data)) }));
    expect((await convertTable(bytes)).cells).toEqual([['2024-03-01', '2024-03-01T12:00:00', '12:00:00']]);
  });
});

describe('parts with unusual names', () => {
  it('finds shared strings by a name in another case', async () => {
    expect(await convertTable(fixture('28-shared-strings-capital'))).toMatchObject({
      header: ['identifier', 'name', 'type'],
      records: 2,
    });
  });

  const strings = '<si><t>a</t></si><si><t>x</t></si>';
  const sheet = '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row>';
  it.each<[string, (part: ZipPart) => ZipPart]>([
    ['upper case', (part) => ({ ...part, name: part.name.toUpperCase() })],
    ['backslashes in the archive', (part) => ({ ...part, name: part.name.replaceAll('/', '\\') })],
    ['a leading slash in the archive', (part) => ({ ...part, name: `/${part.name}` })],
    [
      'backslashes in targets',
      (part) => ({
        ...part,
        data: String(part.data).replaceAll('xl/workbook', 'xl\\workbook').replaceAll('worksheets/', 'worksheets\\'),
      }),
    ],
    [
      'absolute targets',
      (part) => ({
        ...part,
        data: String(part.data).replaceAll(/Target="(worksheets|shared|styles)/g, 'Target="/xl/$1'),
      }),
    ],
    [
      'absolute targets without a slash',
      (part) => ({
        ...part,
        data: String(part.data).replaceAll(/Target="(worksheets|shared|styles)/g, 'Target="xl/$1'),
      }),
    ],
    [
      'relative targets',
      (part) => ({
        ...part,
        data: String(part.data).replaceAll(/Target="(worksheets|shared|styles)/g, 'Target="../xl/./$1'),
      }),
    ],
    [
      'escaped targets',
      (part) => ({
        ...part,
        name: part.name.replace('sheet1', 'my sheet'),
        data: String(part.data).replace('sheet1', 'my%20sheet'),
      }),
    ],
    [
      'no relation to its strings',
      edit('xl/_rels/workbook.xml.rels', (rels) => rels.replace(/<Relationship Id="rId2"[^>]*>/, '')),
    ],
    ['UTF-16 parts', (part) => ({ ...part, data: Buffer.from(`\ufeff${part.data}`, 'utf16le') })],
  ])('reads a workbook with %s', async (_, change) => {
    expect(await convertTable(changed({ sheet, strings }, change))).toMatchObject({ header: ['a'], cells: [['x']] });
  });
});

describe('numbers as they look', () => {
  it('keeps leading zeros of a format', async () => {
    const { cells, warnings } = await convertTable(fixture('26-leading-zero-format'));
    expect(cells.map(([key, , description]) => [key, description])).toEqual([
      ['0000123', '00501'],
      ['0000124', 'text'],
      ['0000125', '90210'],
    ]);
    expect(warnings).toEqual([]);
  });

  it('warns for each column of numbers that look like something else', async () => {
    const values = [123456, 12, 7, -42, 12.5, 5.5];
    const sheet =
      textRow(1, ['phone', 'code', 'zip', 'minus', 'half', 'amount']) +
      `<row r="2">${values.map((value, at) => number(`${'ABCDEF'[at]}2`, value, at + 1)).join('')}</row>` +
      `<row r="3">${number('A3', 654321, 1)}${number('F3', 1_234.5, 6)}</row>`;
    const formats = [0, '000-000', '"INV-"0000', '00000', '000', '000', '#,##0.00'];
    const { cells, warnings } = await convertTable(makeXlsx({ sheet, formats }));
    expect(cells).toEqual([
      ['123456', '12', '00007', '-042', '12.5', '5.5'],
      ['654321', '', '', '', '', '1234.5'],
    ]);
    expect(warnings.map(({ code, column, count, rows }) => [code, column, count, rows])).toEqual([
      ['FORMAT_NOT_KEPT', 'phone', 2, [2, 3]],
      ['FORMAT_NOT_KEPT', 'code', 1, [2]],
      ['FORMAT_NOT_KEPT', 'half', 1, [2]],
    ]);
    expect(warnings[0]?.message).toContain('000-000');
  });

  it('uses the section of a format that a number gets', async () => {
    const formats = [0, 'yyyy-mm-dd;[Red]-0.0', '[<1]hh:mm;yyyy-mm-dd', 'dd/mm/yyyy;;'];
    const cells =
      number('A2', 45352, 1) + number('B2', -5, 1) + number('C2', 0.5, 2) + number('D2', 45352, 2) + number('E2', 0, 3);
    const sheet = `${textRow(1, ['a', 'b', 'c', 'd', 'e'])}<row r="2">${cells}</row>`;
    expect((await convertTable(makeXlsx({ sheet, formats }))).cells).toEqual([
      ['2024-03-01', '-5', '12:00:00', '2024-03-01', '0'],
    ]);
  });

  it('reads times as shown and says what is not', async () => {
    const formats = [0, 'hh:mm', 'yyyy-mm-dd hh:mm:ss', 'yyyy-mm-dd'];
    const values = [number('A2', 0.499_999_99, 1), number('B2', 45352.499_999_999, 2), number('C2', 45352.5, 3)];
    const others = [number('A3', 0.5627, 1), number('B3', 45352.5, 2), number('C3', -1, 3)];
    const sheet = `${textRow(1, ['time', 'at', 'day'])}<row r="2">${values.join('')}</row><row r="3">${others.join('')}</row>`;
    const found = await convertTable(makeXlsx({ sheet, formats }));
    expect(found.cells).toEqual([
      ['12:00:00', '2024-03-01T12:00:00', '2024-03-01T12:00:00'],
      ['13:30:00', '2024-03-01T12:00:00', '-1'],
    ]);
    expect(found.warnings.map(({ code, column, rows }) => [code, column, rows])).toEqual([
      ['TIME_NOT_SHOWN', 'day', [2]],
      ['TIME_ROUNDED', 'time', [3]],
      ['DATE_OUT_OF_RANGE', 'day', [3]],
    ]);
  });

  it('does not take inline text without a type for a number', async () => {
    const sheet = `${textRow(1, ['a'])}<row r="2"><c r="A2"><is><t>007</t></is></c></row>`;
    expect((await convertTable(makeXlsx({ sheet }))).cells).toEqual([['007']]);
  });
});

describe('cells without a value', () => {
  it('names errors and texts that are missing, and keeps text that looks like an error', async () => {
    const { cells, cellFaults, raw, warnings } = await convertTable(fixture('27-error-cells'));
    expect(cells.map(([key, name]) => [key, name])).toEqual([
      ['HEAT-1', ''],
      ['', 'Heater'],
      ['', 'Boiler'],
      ['HEAT-4', 'Heater'],
      ['HEAT-5', '#N/A'],
    ]);
    expect(cellFaults).toEqual(['2:1', '3:0', '4:0', '5:3', '5:4'].map((place) => `${place}:SPREADSHEET_ERROR`));
    expect(raw[0]).toBe('HEAT-1,#N/A,device,ok,2024-01-01');
    expect(warnings.map(({ code, column, count }) => [code, column, count])).toEqual([
      ['SPREADSHEET_ERROR', 'name', 1],
      ['SPREADSHEET_ERROR', 'identifier', 2],
      ['SPREADSHEET_ERROR', 'description', 1],
      ['SPREADSHEET_ERROR', 'valid_from', 1],
    ]);
  });

  it('reads formulas without a result as missing values, whatever the program left out', async () => {
    const formulas = ['<c r="A2"><f>X</f></c>', '<c r="A3"><f>X</f><v/></c>', '<c r="A4" t="str"><f>X</f></c>'];
    const result = '<c r="A5" t="str"><f>X</f><v></v></c>';
    const rows = [...formulas, result].map((cell, at) => `<row r="${at + 2}">${cell}${text(`B${at + 2}`, 'x')}</row>`);
    const found = await convertTable(makeXlsx({ sheet: textRow(1, ['a', 'b']) + rows.join('') }));
    expect(found.cells).toEqual(rows.map(() => ['', 'x']));
    expect(found.cellFaults).toEqual([2, 3, 4].map((row) => `${row}:0:FORMULA_WITHOUT_VALUE`));
    expect(found.warnings).toMatchObject([{ code: 'FORMULA_WITHOUT_VALUE', column: 'a', count: 3, rows: [2, 3, 4] }]);
  });

  it('keeps a row of nothing but formulas without a result', async () => {
    const sheet = `${textRow(1, ['a', 'b'])}<row r="2"><c r="A2"><f>X</f></c><c r="Z2"><f>X</f></c></row>`;
    expect(await convertTable(makeXlsx({ sheet }))).toMatchObject({ cells: [['', '']], records: 1 });
  });

  it('reads no text as a mark of its own', async () => {
    const sheet = `${textRow(1, ['a', 'b'])}<row r="2">${text('A2', '_x0001_e#N/A')}${text('B2', '_x0001_f,')}</row>`;
    const { cells, cellFaults } = await convertTable(makeXlsx({ sheet }));
    expect(cells).toEqual([['\u0001e#N/A', '\u0001f,']]);
    expect(cellFaults).toEqual([]);
  });

  it('reads an error without a name as an error', async () => {
    const sheet = `${textRow(1, ['a', 'b'])}<row r="2">${text('A2', 'x')}<c r="B2" t="e"/></row>`;
    const found = await convertTable(makeXlsx({ sheet }));
    expect(found).toMatchObject({ raw: ['x,'], cellFaults: ['2:1:SPREADSHEET_ERROR'] });
  });

  it('keeps the place of a cell fault in a row with line breaks, quotes and blank cells', async () => {
    const sheet =
      textRow(1, ['a', 'b', 'c', 'd']) +
      `<row r="2">${text('A2', 'one\ntwo "x"')}<c r="C2" t="e"><v>#NAME?</v></c>${text('D2', 'y')}</row>` +
      textRow(3, ['1', '2', '3', '4']);
    const found = await convertTable(makeXlsx({ sheet }));
    expect(found.cells).toEqual([
      ['one\ntwo "x"', '', '', 'y'],
      ['1', '2', '3', '4'],
    ]);
    expect(found.cellFaults).toEqual(['2:2:SPREADSHEET_ERROR']);
    expect(found.raw[0]).toBe('"one\ntwo ""x""",,#NAME?,y');
  });

  it('finds a header below a title, above columns in which most cells have no value', async () => {
    const records = [4, 5, 6, 7].map((row) => {
      const lookup = `<c r="B${row}"${row < 7 ? ' t="e"><v>#N/A</v>' : '><v>1</v>'}</c>`;
      return `<row r="${row}">${text(`A${row}`, `x${row}`)}${lookup}<c r="C${row}"><f>X</f></c></row>`;
    });
    const sheet = `${textRow(1, ['Report'])}${textRow(3, ['key', 'lookup', 'amount'])}${records.join('')}`;
    const found = await convertTable(makeXlsx({ sheet }));
    expect(found).toMatchObject({ header: ['key', 'lookup', 'amount'], headerRow: 3, records: 4 });
    expect(found.cells.at(-1)).toEqual(['x7', '1', '']);
    expect(found.cellFaults).toHaveLength(7);
    expect(found.warnings.map(({ code, column, count }) => [code, column, count])).toEqual([
      ['SPREADSHEET_ERROR', 'lookup', 3],
      ['FORMULA_WITHOUT_VALUE', 'amount', 4],
      ['ROWS_SKIPPED', undefined, 1],
    ]);
  });

  it('shows no mark in the fault of a record', async () => {
    const wide = '<row r="2"><c r="A2" t="e"><v>#N/A</v></c><c r="D2"><v>1</v></c></row>';
    const found = await convertTable(makeXlsx({ sheet: textRow(1, ['a', 'b']) + wide + textRow(3, ['1', '2']) }));
    expect(found).toMatchObject({ faults: ['TOO_MANY_CELLS', undefined], raw: ['#N/A,,,1', '1,2'] });
    expect(found.faultValues[0]).toBe('#N/A,,,1');
  });

  it('suspects no missing quote in a cell of several lines', async () => {
    const sheet = textRow(1, ['a', 'b']) + textRow(2, ['1,2\n3,4\n5,6\n7,8', 'x']) + textRow(3, ['1', 'y']);
    expect(codes(await convertTable(makeXlsx({ sheet })))).toEqual([]);
  });

  it('does not pass on a formula as the name of an error', async () => {
    const sheet = `${textRow(1, ['a', 'b'])}<row r="2">${text('A2', 'x')}<c r="B2" t="e"><v>=cmd</v></c></row>`;
    expect((await convertTable(makeXlsx({ sheet }))).raw).toEqual(['x,']);
  });

  it('says that stored results are out of date', async () => {
    const sheet = `${textRow(1, ['a'])}<row r="2"><c r="A2"><f>1+1</f><v>0</v></c></row>`;
    const stale = edit('xl/workbook.xml', (book) => book.replace('</sheets>', '</sheets><calcPr fullCalcOnLoad="1"/>'));
    expect(codes(await convertTable(changed({ sheet }, stale)))).toEqual(['FORMULAS_OUT_OF_DATE']);
    expect(codes(await convertTable(makeXlsx({ sheet })))).toEqual([]);
  });
});
