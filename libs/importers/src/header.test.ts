import { AppError } from '@sluice/core';
import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import { readDefinition } from './document/read-definition.ts';
import { fieldHeaders, fieldNames, matchHeader } from './header.ts';
import { importers } from './testing/shipped.ts';
import { headerFault, headerWarnings, keysMessage, lacksKeys, requireUsableHeader } from './usable-header.ts';

const match = (header: string[], mapping?: Record<string, string | null>) =>
  Object.fromEntries(
    matchHeader(header, importers.assets, mapping).matches.map(({ header: h, column, how }) => [h, `${column} ${how}`]),
  );

const refusal = (header: string[], mapping?: Record<string, string | null>): AppError | undefined => {
  try {
    requireUsableHeader(matchHeader(header, importers.assets, mapping), importers.assets);
  } catch (error) {
    return error as AppError;
  }
  return undefined;
};

describe('matchHeader', () => {
  test('matches names and aliases, ignoring case, spaces, hyphens and underscores', () => {
    expect(match(['IDENTIFIER', 'Asset Name', 'valid-from', 'Valid To', 'Is_Active', 'color'])).toEqual({
      IDENTIFIER: 'identifier name',
      'Asset Name': 'name alias',
      'valid-from': 'valid_from name',
      'Valid To': 'valid_to name',
      Is_Active: 'is_active name',
      color: 'null unknown',
    });
  });

  test('ignores an alias if another header has the name of the column', () => {
    expect(match(['title', 'name'])).toEqual({ title: 'null unknown', name: 'name name' });
  });

  test('prefers the mapping of the caller to names and aliases', () => {
    expect(match(['Bezeichnung', 'name', 'notes'], { Bezeichnung: 'name', notes: null })).toEqual({
      Bezeichnung: 'name given',
      name: 'null unknown',
      notes: 'null ignored',
    });
  });

  test('ignores asterisks, brackets, question marks, line breaks and invisible characters', () => {
    expect(match(['Identifier *', 'Name:', 'Type (optional)', 'Valid\nfrom [UTC]', 'Active?'])).toEqual({
      'Identifier *': 'identifier name',
      'Name:': 'name name',
      'Type (optional)': 'type alias',
      'Valid\nfrom [UTC]': 'valid_from alias',
      'Active?': 'is_active alias',
    });
    expect(match(['\u202aidentifier\u202c', 'na\u00adme', 'Asset\u00a0\u200bType'])).toEqual({
      '\u202aidentifier\u202c': 'identifier name',
      'na\u00adme': 'name name',
      'Asset\u00a0\u200bType': 'type alias',
    });
    expect(match(['ｎａｍｅ', '(note)'])).toEqual({ ｎａｍｅ: 'name name', '(note)': 'null unknown' });
  });

  test('prefers a name to the same name with brackets, and maps headers that differ only there apart', () => {
    expect(match(['Name (de)', 'Name'])).toEqual({ 'Name (de)': 'null unknown', Name: 'name name' });
    expect(match(['Name (de)', 'Name (en)'], { 'Name (en)': null })).toEqual({
      'Name (de)': 'name alias',
      'Name (en)': 'null ignored',
    });
    expect(match(['name *', 'name'], { 'name *': null })).toEqual({ 'name *': 'null ignored', name: 'name name' });
  });

  test('recognizes a re-uploaded result file by its columns', () => {
    const mapping = matchHeader(['_row', '_status', '_error', 'name'], importers.assets);
    expect(mapping.statusIndex).toBe(1);
    expect(mapping.matches.map(({ how }) => how)).toEqual(['reserved', 'reserved', 'reserved', 'name']);
    expect(matchHeader(['_status', 'name'], importers.assets).statusIndex).toBeUndefined();
  });
});

describe('requireUsableHeader', () => {
  test('names the missing, expected and received columns', () => {
    const error = refusal(['identifier', 'color']);
    expect(error).toBeInstanceOf(AppError);
    expect(error?.code).toBe('HEADER_COLUMNS_MISSING');
    expect(error?.message).toContain('no column for "name"');
    expect(error?.message).toContain('Found: "identifier", "color"');
  });

  test('excerpts long and many names', () => {
    const long = Array.from({ length: 500 }, (_, at) => `${at}${'x'.repeat(200_000)}`);
    const mapping = { ['y'.repeat(200_000)]: 'z'.repeat(200_000) };
    for (const error of [refusal(long), refusal(['title', 'label', ...long], mapping)]) {
      expect(JSON.stringify([error?.message, error?.fields, error?.context]).length).toBeLessThan(20_000);
    }
  });

  test('rejects two headers for one column, unless the mapping ignores one of them', () => {
    expect(refusal(['name', 'Name'])?.code).toBe('HEADER_DUPLICATE');
    expect(refusal(['title', 'label'])?.code).toBe('HEADER_DUPLICATE');
    expect(refusal(['title', 'label'], { label: null })).toBeUndefined();
  });

  test('rejects a mapping with unknown headers or columns', () => {
    expect(refusal(['a'], { b: 'name' })?.fields.map(({ code }) => code)).toEqual(['HEADER_UNKNOWN']);
    expect(refusal(['a'], { a: 'price' })?.fields.map(({ code }) => code)).toEqual(['COLUMN_UNKNOWN']);
  });
});

describe('fieldsMatch', () => {
  /** Fields a, b (alias bee) and c, of which a is required. */
  const importerOf = (fieldsMatch: string | undefined) => {
    const { definition, problems } = readDefinition(
      JSON.stringify({
        ...{ name: 'abc', target: { table: 'abc', manage: 'create' }, columns: { b: { aliases: ['bee'] } } },
        schema: {
          fields: [{ name: 'a', constraints: { required: true } }, { name: 'b' }, { name: 'c' }],
          ...(fieldsMatch && { fieldsMatch }),
        },
      }),
    );
    if (!definition) throw new Error(JSON.stringify(problems));
    return compile(definition);
  };
  const codeOf = (fieldsMatch: string | undefined, header: string, mapping?: Record<string, string | null>) => {
    const importer = importerOf(fieldsMatch);
    try {
      requireUsableHeader(matchHeader(header.split(','), importer, mapping), importer);
    } catch (error) {
      return (error as AppError).code;
    }
    return 'ok';
  };
  const [MISSING, UNEXPECTED, ORDER] = ['HEADER_COLUMNS_MISSING', 'HEADER_COLUMNS_UNEXPECTED', 'HEADER_ORDER'];

  test.each([
    ['a,b,c', { exact: 'ok', equal: 'ok', subset: 'ok', superset: 'ok', partial: 'ok', default: 'ok' }],
    ['A *,Bee,c', { exact: 'ok', equal: 'ok', subset: 'ok', superset: 'ok', partial: 'ok', default: 'ok' }],
    ['b,a,c', { exact: ORDER, equal: 'ok', subset: 'ok', superset: 'ok', partial: 'ok', default: 'ok' }],
    ['a,b', { exact: MISSING, equal: MISSING, subset: MISSING, superset: 'ok', partial: 'ok', default: 'ok' }],
    [
      'x,a,b,c',
      { exact: UNEXPECTED, equal: UNEXPECTED, subset: 'ok', superset: UNEXPECTED, partial: 'ok', default: 'ok' },
    ],
    ['a,b,x', { exact: MISSING, equal: MISSING, subset: MISSING, superset: UNEXPECTED, partial: 'ok', default: 'ok' }],
    // A required field is needed everywhere.
    ['b,c', { exact: MISSING, equal: MISSING, subset: MISSING, superset: MISSING, partial: MISSING, default: MISSING }],
    // The columns of a result file that is sent back are nobody's fields.
    [
      '_row,_status,_error_code,_error_column,_error,a,b,c',
      { exact: 'ok', equal: 'ok', subset: 'ok', superset: 'ok', partial: 'ok', default: 'ok' },
    ],
  ])('judges the columns %s', (header, expected) => {
    for (const [name, code] of Object.entries(expected))
      expect([name, codeOf(name === 'default' ? undefined : name, header)]).toEqual([name, code]);
  });

  test('takes a column that the caller maps for that of the field, and leaves out one that the caller ignores', () => {
    expect(codeOf('exact', 'a,Bezeichnung,c,x', { Bezeichnung: 'b', x: null })).toBe('ok');
    expect(codeOf('exact', 'Bezeichnung,a,c', { Bezeichnung: 'b' })).toBe(ORDER);
    expect(codeOf('exact', 'a,b,c', { a: 'b', b: 'a' })).toBe(ORDER);
    expect(codeOf('equal', 'a,b,c', { c: null })).toBe(MISSING);
  });

  test('names every column that is unexpected or out of order', () => {
    const errorOf = (fieldsMatch: string, header: string[]) => {
      const importer = importerOf(fieldsMatch);
      return headerFault(matchHeader(header, importer), importer);
    };
    expect(errorOf('equal', ['a', 'x', 'b', 'c', 'y'])).toMatchObject({
      message:
        'The file has columns that the importer does not take: "x", "y". It takes: "a", "b", "c". Ignore them, or remove them from the file.',
      fields: [{ field: 'x' }, { field: 'y' }],
    });
    expect(errorOf('exact', ['c', 'b', 'a'])).toMatchObject({
      message:
        'The columns of the file are not in the order of the fields: column 1 is "c" instead of "a", column 3 is "a" instead of "c". Reorder them in the file.',
      fields: [
        { field: 'a', code: 'HEADER_ORDER' },
        { field: 'c', code: 'HEADER_ORDER' },
      ],
    });
  });
});

test('lets an update lack what only new rows need, but not the key', () => {
  const { definition } = readDefinition(
    JSON.stringify({
      ...{ name: 'abc', target: { table: 'abc', manage: 'create' } },
      schema: {
        primaryKey: ['a'],
        fields: [{ name: 'a' }, { name: 'b', constraints: { required: true } }, { name: 'c' }],
      },
    }),
  );
  const importer = compile(definition as NonNullable<typeof definition>);
  const update = (header: string[]) => matchHeader(header, importer, {}, true);
  expect(update(['a', 'c'])).toMatchObject({ missing: [], lacking: ['b'] });
  expect(headerFault(update(['a', 'c']), importer)).toBeUndefined();
  expect(headerWarnings(update(['a', 'c']))).toMatchObject([{ code: 'REQUIRED_COLUMNS_MISSING', count: 1 }]);
  expect(update(['b', 'c'])).toMatchObject({ missing: ['a'], lacking: [] });
  expect(matchHeader(['a', 'c'], importer)).toMatchObject({ missing: ['b'], lacking: [] });
});

test('refuses a file of which no column is a field', () => {
  const { definition } = readDefinition(
    JSON.stringify({ name: 'ab', target: { table: 'ab', manage: 'create' }, schema: { fields: [{ name: 'a' }] } }),
  );
  const importer = compile(definition as NonNullable<typeof definition>);
  expect(headerFault(matchHeader(['x', 'y'], importer), importer)).toMatchObject({
    code: 'HEADER_COLUMNS_MISSING',
    message: 'The file has no column of the importer. It takes: "a". Found: "x", "y". Map one of them.',
  });
});

describe('headerWarnings', () => {
  const warned = (header: string[], mapping?: Record<string, string | null>) =>
    headerWarnings(matchHeader(header, importers.assets, mapping));

  test('names the headers that no column has', () => {
    expect(warned(['name', 'color', 'Size (mm)'])).toMatchObject([{ code: 'HEADER_UNKNOWN', count: 2 }]);
    expect(warned(['name', 'color', 'Size (mm)'])[0]?.message).toContain('"color", "Size (mm)"');
  });

  test('says nothing of headers that the caller ignores and of the columns of a result file', () => {
    expect(warned(['name', 'color'], { color: null })).toEqual([]);
    expect(warned(['_row', '_status', '_error_code', '_error_column', '_error', 'name'])).toEqual([]);
  });
});

test('a file lacks keys if no header matches the key of an importer that generates them', () => {
  const mapped = (header: string[]) => matchHeader(header, importers.assets);
  expect(lacksKeys(mapped(['Asset ID No', 'name']), importers.assets)).toBe(true);
  expect(keysMessage(mapped(['Asset ID No', 'name']), importers.assets)).toContain('"Asset ID No", "name"');
  expect(lacksKeys(mapped(['asset id', 'name']), importers.assets)).toBe(false);
  expect(lacksKeys(matchHeader(['name'], importers.contacts), importers.contacts)).toBe(false);
});

describe('messages', () => {
  test('call a field by the header of the file in quotes, and by its name where both are the same', () => {
    const mapping = matchHeader(['identifier', 'NAME', 'Kind', 'other'], importers.assets, { Kind: 'type' });
    expect(['identifier', 'name', 'type', 'tags'].map(fieldNames(mapping))).toEqual([
      ...['identifier', '"NAME"', '"Kind"', 'tags'],
    ]);
    expect(fieldHeaders(mapping)).toEqual({ name: 'NAME', type: 'Kind' });
  });
});
