import { describe, expect, it } from 'vitest';
import { formOf, type ImportForm, importerOf, optionsOf, readingOf } from './options.ts';

describe('the import form in the URL', () => {
  it('uses the defaults when the URL is empty', () => {
    expect(optionsOf({})).toEqual({ on_invalid: 'skip', on_duplicate: 'reject', on_blank: 'keep' });
    expect(readingOf({})).toEqual({});
    expect(importerOf({})).toBe('assets');
  });

  it('survives the round trip through import options', () => {
    const form: ImportForm = {
      ...{ on_invalid: 'abort', on_duplicate: 'update', on_blank: 'null', delimiter: '\t', encoding: 'windows-1252' },
      ...{ date_order: 'MDY', sheet: 'Sheet 2', mapping: '{"<b>":null,"id":"identifier"}' },
    };
    expect(formOf({ ...optionsOf(form), dry_run: true })).toEqual(form);
  });

  it.each([['{'], ['[1]'], ['null'], ['{"a":1}'], ['"x"']])('ignores the malformed mapping %s', (mapping) => {
    expect(readingOf({ mapping })).toEqual({});
  });

  it('ignores values that are not among the choices', () => {
    expect(readingOf({ delimiter: 'x', encoding: 'ebcdic', date_order: 'YMD' })).toEqual({});
    expect(optionsOf({ on_invalid: 'x', on_duplicate: 'y' })).toMatchObject({
      on_invalid: 'skip',
      on_duplicate: 'reject',
    });
    expect(importerOf({ importer: 'nonsense' })).toBe('assets');
  });
});
