import { describe, expect, it } from 'vitest';
import { convertTable } from '../test/convert-table.ts';
import { changed, edit, small } from '../test/edit-xlsx.ts';
import { makeXlsx, textRow } from '../test/make-xlsx.ts';

describe('hidden and other sheets', () => {
  const sheetXml = (data: string, before = '', after = ''): string =>
    `<?xml version="1.0"?><worksheet>${before}<sheetData>${data}</sheetData>${after}</worksheet>`;
  const hiddenRow = small + textRow(3, ['2', 'y']).replace('<row ', '<row hidden="1" ');

  it('says which rows and columns are hidden, and that a filter hides them', async () => {
    const cols = '<cols><col min="1" max="1" width="9"/><col min="2" max="5" hidden="1"/></cols>';
    const plain = await convertTable(makeXlsx({ sheet: sheetXml(hiddenRow, cols) }));
    expect(plain.warnings).toMatchObject([
      { code: 'HIDDEN_ROWS', count: 1, rows: [3], message: expect.stringContaining('in the workbook') },
      { code: 'HIDDEN_COLUMNS', count: 1, message: expect.stringContaining('"b"') },
    ]);
    expect(plain.records).toBe(2);
    const filter = '<autoFilter ref="A1:B3"><filterColumn colId="0"><filters/></filterColumn></autoFilter>';
    const filtered = await convertTable(makeXlsx({ sheet: sheetXml(hiddenRow, '', filter) }));
    expect(filtered.warnings).toMatchObject([{ code: 'HIDDEN_ROWS', message: expect.stringContaining('by a filter') }]);
  });

  it('knows rows and columns that are hidden by a height or width of 0', async () => {
    const flat = small + textRow(3, ['2', 'y']).replace('<row ', '<row ht="0" customHeight="1" ');
    const cols = '<cols><col min="1" max="1" width="0"/></cols>';
    const { warnings } = await convertTable(makeXlsx({ sheet: sheetXml(flat, cols) }));
    expect(warnings.map(({ code }) => code)).toEqual(['HIDDEN_ROWS', 'HIDDEN_COLUMNS']);
  });

  it('says that merged cells have one value', async () => {
    const merged = sheetXml(small + textRow(3, ['2', '']), '', '<mergeCells><mergeCell ref="B2:B3"/></mergeCells>');
    expect((await convertTable(makeXlsx({ sheet: merged }))).warnings).toMatchObject([
      { code: 'MERGED_CELLS', count: 1, rows: [2] },
    ]);
  });

  /** A workbook with these sheets; `state` is of all but the first one. */
  function book(sheets: Readonly<Record<string, string>>, state = 'visible', first = 'visible'): Buffer {
    const entries = Object.entries(sheets);
    const tags = entries.map(
      ([name], at) => `<sheet name="${name}" state="${at === 0 ? first : state}" r:id="s${at}"/>`,
    );
    const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet';
    const rels = entries.map(
      (_, at) => `<Relationship Id="s${at}" Type="${relation}" Target="worksheets/s${at}.xml"/>`,
    );
    const extra = entries.map(([, data], at) => ({ name: `xl/worksheets/s${at}.xml`, data: sheetXml(data) }));
    return changed({ sheet: '', extra }, (part) =>
      edit('xl/workbook.xml', (data) => data.replace(/<sheet .*?\/>/, tags.join('')))(
        edit('xl/_rels/workbook.xml.rels', (data) => data.replace('</Rel', `${rels.join('')}</Rel`))(part),
      ),
    );
  }

  it.each<[string, Buffer, string, string]>([
    ['after an empty one', book({ Empty: '', Data: small }), 'Data', '"Empty" (empty)'],
    ['after one of blank cells', book({ Blank: '<row r="1"><c r="A1" s="1"/></row>', Data: small }), 'Data', '"Blank"'],
    ['after a title page', book({ Cover: textRow(1, ['Report']), Data: small }), 'Data', '"Cover"'],
    ['before others', book({ Data: small, More: small }), 'Data', '"More"'],
    ['beside hidden ones', book({ Data: small, Lists: small }, 'hidden'), 'Data', '"Lists" (hidden)'],
    ['beside very hidden ones', book({ Data: small, Lists: small }, 'veryHidden'), 'Data', '"Lists" (hidden)'],
  ])('takes the first sheet with rows, %s, and names the others', async (_, bytes, name, others) => {
    const { dialect, warnings, decisions, records } = await convertTable(bytes);
    expect({ sheet: dialect.sheet, records }).toEqual({ sheet: name, records: 1 });
    expect(warnings).toMatchObject([{ code: 'OTHER_SHEETS', message: expect.stringContaining(others) }]);
    expect(decisions).toContainEqual(expect.objectContaining({ topic: 'sheet', value: name, given: false }));
  });

  it('is sure of the only sheet, and doubts one column beside a table', async () => {
    const sure = async (bytes: Buffer, sheet?: string) =>
      (await convertTable(bytes, sheet === undefined ? {} : { sheet })).decisions.find(
        ({ topic }) => topic === 'sheet',
      );
    expect(await sure(makeXlsx({ sheet: small }))).toMatchObject({ confidence: 1, alternatives: [] });
    const notes = book({ Notes: textRow(1, ['Read this']) + textRow(2, ['first']), Data: small });
    expect(await sure(notes)).toMatchObject({ value: 'Notes', confidence: 0.5, alternatives: ['Data'] });
    expect(await sure(notes, 'Data')).toMatchObject({ value: 'Data', given: true, confidence: 1 });
    expect((await sure(book({ Data: small, More: small })))?.confidence).toBeGreaterThanOrEqual(0.8);
  });

  it('reads no hidden sheet instead of an empty one', async () => {
    await expect(convertTable(book({ Empty: '', Lists: small }, 'hidden'))).rejects.toMatchObject({
      code: 'FILE_EMPTY',
      message: 'The sheet "Empty" is empty. Choose another sheet: "Lists".',
    });
    const allHidden = await convertTable(book({ Lists: small, More: '' }, 'hidden', 'hidden'));
    expect(allHidden.dialect.sheet).toBe('Lists');
    expect(allHidden.warnings[0]?.message).toContain('"Lists", which is hidden,');
  });
});
