import { expect, it } from 'vitest';
import { groupLines, readGroups, readSynonyms, synonymLines } from './line-texts.ts';

it('writes synonyms one a line, and reads them again', () => {
  const synonyms = { bezahlt: 'paid', 'a = b': 'open', 7: 'seven' };
  const lines = synonymLines(synonyms) ?? [];
  expect(lines).toEqual(expect.arrayContaining(['bezahlt = paid', 'a = b = open', '7 = seven']));
  expect(readSynonyms(lines)).toEqual({ synonyms });
  expect(synonymLines({ ja: true, drei: 3 })).toEqual(['ja = true', 'drei = 3']);
  expect(synonymLines(undefined)).toEqual([]);
});

it('names the line that is no synonym, and leaves values that are no texts to the text of the definition', () => {
  for (const wrong of ['bezahlt', '= paid', 'bezahlt =', '='])
    expect(readSynonyms(['offen = open', wrong]), wrong).toEqual({ wrong });
  expect(synonymLines({ rot: ['red'] })).toBeUndefined();
});

it('writes groups of fields one a line, and reads them again', () => {
  expect(groupLines([['order', 'line'], 'ref', ['serial']])).toEqual(['order + line', 'ref', 'serial']);
  expect(readGroups(['order + line', ' ref ', 'a+b'])).toEqual([['order', 'line'], ['ref'], ['a', 'b']]);
});
