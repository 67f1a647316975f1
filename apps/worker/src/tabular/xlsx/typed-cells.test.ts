import { runs } from '@sluice/core/testing';
import { looksTyped } from '@sluice/importers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvCell, quotedCells, textCell } from '../spool-cells.ts';
import { convertTable } from '../test/convert-table.ts';
import { text } from '../test/edit-xlsx.ts';
import { makeXlsx, textRow } from '../test/make-xlsx.ts';

test('texts that look like numbers, dates or truth values are told from those', async () => {
  const bool = (reference: string) => `<c r="${reference}" t="b"><v>1</v></c>`;
  const number = (reference: string, value: string) => `<c r="${reference}"><v>${value}</v></c>`;
  const sheet = [
    textRow(1, ['a', 'b', 'c']),
    `<row r="2">${text('A2', '1.5')}${number('B2', '1.5')}${bool('C2')}</row>`,
    `<row r="3">${number('A3', '2')}${text('B3', 'x, "y"')}${text('C3', ' true ')}</row>`,
    `<row r="4">${text('A4', '2')}${number('B4', '0.25')}${text('C4', '2024-03-01')}</row>`,
  ].join('');
  const { cells, texts } = await convertTable(makeXlsx({ sheet }));
  expect(cells).toEqual([
    ['1.5', '1.5', 'true'],
    ['2', 'x, "y"', ' true '],
    ['2', '0.25', '2024-03-01'],
  ]);
  // Whole numbers are read alike, so it makes no difference whether they are texts.
  expect(texts).toEqual([[0], [1, 2], [2]]);
});

test('the quoted cells of any line are found', () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom('1.5', 'true', '2024-03-01', 'a"b', ',', ''));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, fc.boolean()), { minLength: 1, maxLength: 6 }), (row) => {
      const spooled = row.map(([value, isText]) => (isText ? textCell(value) : csvCell(value)));
      const quoted = spooled.flatMap((one, at) => (one.startsWith('"') ? [at] : []));
      expect([...quotedCells(spooled.join(','))]).toEqual(quoted);
      for (const [at, [value, isText]] of row.entries()) {
        if (isText && looksTyped(value.trim())) expect(quoted).toContain(at);
      }
    }),
    runs(500),
  );
});
