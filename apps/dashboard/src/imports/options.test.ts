import { describe, expect, it } from 'vitest';
import { formOf, type ImportForm, importerOf, optionsOf, readingOf } from './options.ts';

describe('the form of an import in its address', () => {
  it('is nothing but defaults when it is empty', () => {
    expect(optionsOf({})).toEqual({ on_invalid: 'skip', on_duplicate: 'reject', on_blank: 'keep' });
    expect(readingOf({})).toEqual({});
    expect(importerOf({})).toBe('assets');
  });

  it('comes back whole from the options that it made', () => {
    const form: ImportForm = {
      ...{ on_invalid: 'abort', on_duplicate: 'update', on_blank: 'null', delimiter: '\t', encoding: 'windows-1252' },
      ...{ date_order: 'MDY', sheet: 'Sheet 2', mapping: '{"<b>":null,"id":"identifier"}' },
    };
    expect(formOf({ ...optionsOf(form), dry_run: true })).toEqual(form);
  });

  it.each([['{'], ['[1]'], ['null'], ['{"a":1}'], ['"x"']])('takes no harm from a mapping such as %s', (mapping) => {
    expect(readingOf({ mapping })).toEqual({});
  });

  it('takes no value that is none of the choices', () => {
    expect(readingOf({ delimiter: 'x', encoding: 'ebcdic', date_order: 'YMD' })).toEqual({});
    expect(optionsOf({ on_invalid: 'x', on_duplicate: 'y' })).toMatchObject({
      on_invalid: 'skip',
      on_duplicate: 'reject',
    });
    expect(importerOf({ importer: 'nonsense' })).toBe('assets');
  });
});
