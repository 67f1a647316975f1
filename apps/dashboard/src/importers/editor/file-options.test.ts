import { expect, it } from 'vitest';
import { chosenOptions, optionOf, shownOption, switchedOptions, writtenOptions } from './file-options.ts';

it('every option of files can be set in the form', () => {
  const members = [...chosenOptions, ...writtenOptions, ...switchedOptions].map(({ member }) => member);
  expect(members.sort()).toEqual([
    ...['allowShortRows', 'comment', 'dateOrder', 'decimalMark', 'delimiter', 'encoding', 'escape', 'headerRow'],
    ...['headerRows', 'quote', 'sheet', 'skipFooter', 'skipRepeatedHeaders', 'skipRows', 'skipTotals', 'strict'],
  ]);
});

it.each([
  ['headerRow', '3', 3],
  ['headerRow', ' none ', 'none'],
  ['headerRow', 'third', 'third'],
  ['skipFooter', '', undefined],
  ['delimiter', ' ', ' '],
  ['delimiter', ';', ';'],
  ['sheet', ' Lines ', 'Lines'],
  ['sheet', '2024', '2024'],
])('%s with the text %j stands in the definition as %j', (member, text, value) => {
  expect(optionOf(member, text)).toBe(value);
});

it('an option that is detected is shown as one that is left out', () => {
  expect([undefined, 'auto', 3, ';', 'none'].map(shownOption)).toEqual(['', '', '3', ';', 'none']);
});
