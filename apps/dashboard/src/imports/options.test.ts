import { describe, expect, it } from 'vitest';
import { formOf, type ImportForm, importerOf, optionsOf, type ReadingKey, readingOf } from './options.ts';

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
    const all: Required<Pick<ImportForm, ReadingKey>> = {
      ...{ delimiter: '|', encoding: 'euc-kr', quote: "'", escape: '\\', comment: '#', header_row: 'none' },
      ...{ header_rows: '2', skip_rows: '3', skip_footer: '1', allow_short_rows: 'true', decimal_mark: ',' },
      ...{ skip_repeated_headers: 'true', skip_totals: 'true', date_order: 'DMY', sheet: 'a', strict: 'true' },
      generate_keys: 'true',
    };
    expect(readingOf(all)).toMatchObject({ header_row: 'none', header_rows: 2, strict: true });
    expect(formOf(readingOf(all))).toEqual(all);
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
    expect(importerOf({})).toBe('assets');
  });
});
