import { runs } from '@sluice/core/testing';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertTable } from '../test/convert-table.ts';
import { makeXlsx, makeZip, textRow, xlsxParts } from '../test/make-xlsx.ts';

async function workbookBytes(fill: (workbook: ExcelJS.Workbook) => void): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  fill(workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const head = textRow(1, ['a', 'b', 'c', 'd']);

describe('workbooks written by exceljs', () => {
  it('converts every kind of cell to text', async () => {
    const date = (text: string) => new Date(`${text}Z`);
    const bytes = await workbookBytes((workbook) => {
      const sheet = workbook.addWorksheet('Data');
      sheet.addRow(['kind', 'value']);
      const add = (kind: string, value: ExcelJS.CellValue, numFmt?: string) => {
        const cell = sheet.addRow([kind, value]).getCell(2);
        if (numFmt !== undefined) cell.numFmt = numFmt;
      };
      add('text', 'Größe "L", 漢字');
      add('lines', 'one\ntwo');
      add('zeros', '00123');
      add('number', 1234.5, '#,##0.00 "days"');
      add('big', 1e21);
      add('small', 1e-7);
      add('true', true);
      add('date', date('2024-03-01T00:00:00'), 'dd/mm/yyyy');
      add('moment', date('2024-03-01T13:30:15'), 'dd/mm/yyyy hh:mm');
      add('rich', { richText: [{ text: 'bold', font: { bold: true } }, { text: ' and plain' }] });
      add('link', { text: 'Sluice', hyperlink: 'https://example.com' });
      add('error', { error: '#REF!' });
      add('formula', { formula: '1+1', result: 2 });
      add('formula text', { formula: '"a"&"b"', result: 'ab' });
      add('formula true', { formula: '1=1', result: true });
      add('formula error', { formula: '1/0', result: { error: '#DIV/0!' } });
      add('formula date', { formula: 'TODAY()', result: date('2024-03-01T00:00:00') }, 'yyyy-mm-dd');
      add('formula alone', { formula: '1+1' });
      add('injection', '=cmd|calc');
    });
    const { header, cells, records, dialect, warnings } = await convertTable(bytes);
    expect(header).toEqual(['kind', 'value']);
    expect(Object.fromEntries(cells.map(([kind, value]) => [kind, value]))).toEqual({
      text: 'Größe "L", 漢字',
      lines: 'one\ntwo',
      zeros: '00123',
      number: '1234.5',
      big: '1000000000000000000000',
      small: '0.0000001',
      true: 'true',
      date: '2024-03-01',
      moment: '2024-03-01T13:30:00',
      rich: 'bold and plain',
      link: 'Sluice',
      error: '',
      formula: '2',
      'formula text': 'ab',
      'formula true': 'true',
      'formula error': '',
      'formula date': '2024-03-01',
      'formula alone': '',
      injection: '=cmd|calc',
    });
    expect(records).toBe(19);
    expect(dialect).toEqual({
      format: 'xlsx',
      encoding: 'utf-8',
      encodingCertainty: 'valid',
      bom: false,
      delimiter: ',',
      quote: '"',
      newline: '\n',
      escape: null,
      comment: null,
      padded: false,
      separatorLine: false,
      decimalComma: false,
      nullMarker: false,
      hasHeader: true,
      headerRows: 1,
      skipRows: 0,
      skipFooter: 0,
      trailingWidth: 0,
      allowShortRows: false,
      skipRepeatedHeaders: false,
      skipTotals: false,
      sheet: 'Data',
      sheets: ['Data'],
      marked: true,
    });
    expect(warnings.map(({ code, message, column, rows }) => [code, message.slice(0, 37), column, rows])).toEqual([
      ['TIME_ROUNDED', 'Times with seconds that their number ', 'value', [10]],
      ['SPREADSHEET_ERROR', 'Cells with a spreadsheet error such a', 'value', [13, 17]],
      ['FORMULA_WITHOUT_VALUE', 'Formulas without a stored result: 1. ', 'value', [19]],
    ]);
  });

  it('keeps row numbers with blank, hidden and merged rows, and fills up trailing empty cells', async () => {
    const bytes = await workbookBytes((workbook) => {
      const sheet = workbook.addWorksheet('Data');
      sheet.getRow(2).values = ['a', 'b', 'c'];
      sheet.getRow(3).values = ['1'];
      sheet.getRow(5).values = ['2', 'x\ny', 'z'];
      sheet.getRow(5).hidden = true;
      sheet.getRow(6).values = [' ', ' '];
      sheet.getRow(8).values = ['3', 'm', 'm'];
      sheet.mergeCells('B8:C8');
      sheet.getRow(9).values = ['4', '', '', 'beyond'];
      sheet.getCell('J20').numFmt = '0.00';
    });
    const { headerRow, header, rows, cells, faults, records } = await convertTable(bytes);
    expect({ headerRow, header, records }).toEqual({ headerRow: 2, header: ['a', 'b', 'c'], records: 4 });
    expect(rows).toEqual([3, 5, 8, 9]);
    expect(cells).toEqual([
      ['1', '', ''],
      ['2', 'x\ny', 'z'],
      ['3', 'm', ''],
      ['4', '', '', 'beyond'],
    ]);
    expect(faults).toEqual([undefined, undefined, undefined, 'TOO_MANY_CELLS']);
  });

  it('reads the first visible sheet, or the named one, ignoring case', async () => {
    const bytes = await workbookBytes((workbook) => {
      workbook.addWorksheet('Lists', { state: 'hidden' }).addRow(['l']);
      workbook.addWorksheet('Übersicht & mehr').addRows([['a'], ['1']]);
      workbook.addWorksheet('More').addRows([['b'], ['2']]);
    });
    const first = await convertTable(bytes);
    expect(first).toMatchObject({ header: ['a'], dialect: { sheet: 'Übersicht & mehr' } });
    expect(first.dialect.sheets).toEqual(['Lists', 'Übersicht & mehr', 'More']);
    expect(first.warnings).toEqual([
      {
        code: 'OTHER_SHEETS',
        message:
          'Only the sheet "Übersicht & mehr" is read. Other sheets: "Lists" (hidden), "More". To read another one, set the sheet.',
      },
    ]);
    expect(await convertTable(bytes, { sheet: 'more' })).toMatchObject({ header: ['b'], warnings: [] });
    await expect(convertTable(bytes, { sheet: 'Nope' })).rejects.toMatchObject({
      code: 'SHEET_NOT_FOUND',
      message: 'The workbook has no sheet "Nope". It has: "Lists", "Übersicht & mehr", "More".',
      fields: [{ field: 'sheet' }],
    });
  });

  it('counts days from 1904 in workbooks that do so', async () => {
    const bytes = await workbookBytes((workbook) => {
      workbook.properties.date1904 = true;
      const sheet = workbook.addWorksheet('Data');
      sheet.addRow(['when']);
      sheet.addRow([new Date('2024-03-01T00:00:00Z')]).getCell(1).numFmt = 'dd.mm.yyyy';
    });
    expect((await convertTable(bytes)).cells).toEqual([['2024-03-01']]);
  });

  it('keeps multi-byte characters intact in a long sheet', async () => {
    const text = (row: number) => `é漢字😀ü ${row}`;
    const bytes = await workbookBytes((workbook) => {
      const sheet = workbook.addWorksheet('Data');
      for (let row = 1; row <= 20_000; row++) sheet.addRow([text(row)]);
    });
    const { cells } = await convertTable(bytes);
    expect(cells.length).toBe(19_999);
    expect(cells.findIndex(([cell], index) => cell !== text(index + 2))).toBe(-1);
  });
});

describe('workbooks written by other programs', () => {
  const cellsOf = async (cells: string, more: { strings?: string; formats?: (number | string)[] } = {}) =>
    (await convertTable(makeXlsx({ sheet: `${head}<row r="2">${cells}</row>`, ...more }))).cells[0];

  it('flattens rich text and omits phonetic readings, in inline and shared strings', async () => {
    const text =
      '<r><rPr><b/></rPr><t>東</t></r><r><t xml:space="preserve"> 京</t></r><rPh sb="0" eb="1"><t>ヒガシ</t></rPh>';
    expect(
      await cellsOf(`<c r="A2" t="inlineStr"><is>${text}</is></c><c r="B2" t="s"><v>1</v></c>`, {
        strings: `<si><t>zero</t></si><si>${text}</si>`,
      }),
    ).toEqual(['東 京', '東 京', '', '']);
  });

  it('decodes references once, and the escapes of Excel, CDATA and line breaks', async () => {
    expect(
      await cellsOf(
        '<c r="A2" t="str"><v>&amp;lt; &#65;&#x1F600;&quot;</v></c><c r="B2" t="str"><v>a_x000D_\r\nb_x005F_x0041_</v></c>' +
          '<c r="C2" t="inlineStr"><is><t><![CDATA[<b>&amp;]]></t></is></c><c r="D2" t="str"><!-- no --><v> x </v></c>',
      ),
    ).toEqual(['&lt; A😀"', 'a\r\nb_x0041_', '<b>&amp;', ' x ']);
  });

  it('uses the type and style of a cell, not the appearance of its value', async () => {
    expect(
      await cellsOf(
        '<c r="A2" s="1"><v>45352</v></c><c r="B2" s="2"><v>0.5</v></c><c r="C2" s="3"><v>45352</v></c><c r="D2" s="9"><v>45352</v></c>',
        { formats: [0, 14, '[h]:mm', '0.00'] },
      ),
    ).toEqual(['2024-03-01', '12:00:00', '45352', '45352']);
    expect(
      await cellsOf(
        '<c r="A2" t="d"><v>2024-03-01T00:00:00</v></c><c r="B2" t="b"><v>0</v></c><c r="C2" t="e"><f>X</f><v>#N/A</v></c>' +
          '<c r="D2" t="n" s="1"><v>9007199254740993</v></c>',
        { formats: [0, '0'] },
      ),
    ).toEqual(['2024-03-01', 'false', '', '9007199254740993']);
  });

  it('reads a date outside the calendar as a number', async () => {
    expect(await cellsOf('<c r="A2" s="1"><v>-5</v></c><c r="B2" s="1"><v>1E10</v></c>', { formats: [0, 14] })).toEqual(
      ['-5', '10000000000', '', ''],
    );
  });

  it('reads cells and rows without numbers, prefixed tags, single quotes and `>` in attributes', async () => {
    const sheet =
      "<?xml version='1.0' encoding='UTF-8'?><x:worksheet xmlns:x='m'><x:sheetData><x:row><x:c t='str'><x:v>a</x:v></x:c>" +
      "<x:c t='str' note='>'><x:v>b</x:v></x:c></x:row><x:row\n  r = '3' ><x:c r='B3'><x:v>7</x:v></x:c><x:c/></x:row></x:sheetData></x:worksheet>";
    const { header, rows, cells } = await convertTable(makeXlsx({ sheet }));
    expect({ header, rows, cells }).toEqual({ header: ['a', 'b'], rows: [3], cells: [['', '7']] });
  });

  it('follows the relations of the archive to parts with any names', async () => {
    const sheet = textRow(1, ['a']) + textRow(2, ['1']);
    const parts = xlsxParts({ sheet }).map(({ name, data }) => ({
      name: name
        .replace('worksheets/sheet1.xml', 'other/tab.xml')
        .replace('xl/workbook.xml', 'book/main.xml')
        .replace('xl/_rels/workbook', 'book/_rels/main'),
      data: String(data)
        .replace('xl/workbook.xml', '/book/main.xml')
        .replace('"worksheets/sheet1.xml', '"../xl/other/tab.xml')
        .replace('"sharedStrings.xml', '"/xl/sharedStrings.xml')
        .replace('"styles.xml', '"../xl/./styles.xml'),
    }));
    expect(await convertTable(makeZip(parts))).toMatchObject({ header: ['a'], cells: [['1']] });
  });

  it('reads back random texts in tables of random shape', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\n', ' ', '&', '<', '漢', '😀', '_x0041', '=', ';'),
      maxLength: 6,
    });
    const rows = fc.array(fc.array(text, { minLength: 2, maxLength: 2 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(rows, async (table) => {
        const sheet = textRow(1, ['h', 'i']) + table.map((cells, index) => textRow(index + 2, cells)).join('');
        const wanted = table.flatMap((cells, index) =>
          cells.every((cell) => /^ *$/.test(cell)) ? [] : [{ row: index + 2, cells }],
        );
        const { rows, cells, records } = await convertTable(makeXlsx({ sheet }));
        expect(rows.map((row, at) => ({ row, cells: cells[at] }))).toEqual(wanted);
        expect(records).toBe(wanted.length);
      }),
      runs(50),
    );
  });

  it('reads a sheet without a header as one, with a warning unless the caller says so', async () => {
    const bytes = makeXlsx({ sheet: textRow(1, ['1', 'x']) + textRow(2, ['2', 'y']) });
    expect(await convertTable(bytes)).toMatchObject({
      header: ['column_1', 'column_2'],
      warnings: [{ code: 'HEADER_ABSENT' }],
    });
    expect(await convertTable(bytes, { header: false })).toMatchObject({
      header: ['column_1', 'column_2'],
      records: 2,
      warnings: [],
    });
  });

  it('finds the header of a sheet below a title and notes', async () => {
    const rows = [
      ['Register'],
      ['Site: North'],
      [],
      ['id', 'name', 'note'],
      ['A-1', 'Pump', 'x'],
      ['A-2', 'Fan'],
      ['A-3', 'Saw', 'y'],
    ];
    const bytes = makeXlsx({ sheet: rows.map((cells, at) => textRow(at + 1, cells)).join('') });
    const table = await convertTable(bytes);
    expect(table).toMatchObject({ header: ['id', 'name', 'note'], headerRow: 4, records: 3, rows: [5, 6, 7] });
    expect(table.cells[1]).toEqual(['A-2', 'Fan', '']);
    expect(table.warnings).toMatchObject([{ code: 'ROWS_SKIPPED', count: 2, rows: [1, 2] }]);
    expect(await convertTable(bytes, { headerRow: 1 })).toMatchObject({ header: ['Register'] });
  });
});
