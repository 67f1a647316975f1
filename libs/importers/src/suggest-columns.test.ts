import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import { readDefinition } from './document/read-definition.ts';
import { matchHeader } from './header.ts';
import { suggestColumns } from './suggest-columns.ts';
import { importers } from './testing/shipped.ts';
import type { Importer } from './types.ts';

const importerOf = (...names: string[]): Importer => {
  const fields = names.map((name) => ({ name, type: 'string', constraints: { maxLength: 50 } }));
  const { definition } = readDefinition(
    JSON.stringify({ name: 'x', target: { table: 'x', manage: 'create' }, schema: { fields } }),
  );
  if (!definition) throw new Error('the definition is wrong');
  return compile(definition);
};

/** `column score`, with `!` if it is likely, by header. */
const suggested = (importer: Importer, header: string[], mapping?: Record<string, string | null>) =>
  Object.fromEntries(
    suggestColumns(matchHeader(header, importer, mapping).matches, importer).map((found, at) => [
      header[at],
      found.map(({ column, score, likely }) => `${column} ${score}${likely ? '!' : ''}`),
    ]),
  );

describe('suggestColumns', () => {
  test('offers columns with nearly the same letters, and says that nothing else comes close', () => {
    const importer = importerOf('customer_number', 'street', 'opened_at');
    expect(suggested(importer, ['Custmer Number', 'Stret', 'opend_at', 'Fax'])).toEqual({
      'Custmer Number': ['customer_number 0.93!'],
      Stret: ['street 0.83!'],
      opend_at: ['opened_at 0.88!'],
      Fax: [],
    });
  });

  test('takes swapped letters for one mistake, and ignores accents, case, brackets and camel case', () => {
    const importer = importerOf('price', 'größe', 'house_number');
    expect(suggested(importer, ['pirce', 'GROESSE [cm]', 'houseNumbr'])).toEqual({
      pirce: ['price 0.8!'],
      'GROESSE [cm]': ['größe 0.86!'],
      houseNumbr: ['house_number 0.91!'],
    });
  });

  test('offers names that contain each other, but does not call them likely', () => {
    expect(suggested(importerOf('name', 'price'), ['product name', 'net price', 'priceless'])).toEqual({
      'product name': ['name 0.61'],
      'net price': ['price 0.69'],
      priceless: [],
    });
  });

  test('calls nothing likely that fits two columns, or two headers', () => {
    expect(suggested(importerOf('phone_1', 'phone_2'), ['phone'])).toEqual({ phone: ['phone_1 0.83', 'phone_2 0.83'] });
    expect(suggested(importerOf('phone'), ['phone 1', 'phone 2'])).toEqual({
      'phone 1': ['phone 0.83'],
      'phone 2': ['phone 0.83'],
    });
  });

  test('offers neither columns that another header has nor anything for headers that a person has decided', () => {
    const importer = importerOf('street', 'city');
    expect(suggested(importer, ['street', 'stret', 'citty'], { citty: null })).toEqual({
      street: [],
      stret: [],
      citty: [],
    });
  });

  test('knows aliases', () => {
    expect(suggested(importers.assets, ['identifier', 'Asset Nmae'])['Asset Nmae']?.[0]).toBe('name 0.89!');
  });

  test('compares thousands of long names in bounded time', () => {
    const names = (count: number, word: string) =>
      Array.from({ length: count }, (_, at) => `${word}_${at}`.padEnd(55, 'x'));
    const [column] = importers.assets.columns;
    if (!column) throw new Error('assets has no columns');
    const importer = { ...importers.assets, columns: names(1_000, 'field').map((name) => ({ ...column, name })) };
    const { matches } = matchHeader(names(2_000, 'heading'), importer);
    expect(suggestColumns(matches, importer)).toHaveLength(2_000);
  });
});
