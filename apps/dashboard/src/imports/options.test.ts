import { describe, expect, it } from 'vitest';
import {
  changedSynonyms,
  formOf,
  formOfResultFile,
  type ImportForm,
  importerOf,
  optionsOf,
  type PreviewKey,
  previewedOf,
  readingOf,
  synonymsOf,
} from './options.ts';

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
      synonyms: '{"type":{"Möbel":"inventory"}}',
    };
    expect(formOf({ ...optionsOf(form), dry_run: true })).toEqual(form);
    const all: Required<Pick<ImportForm, PreviewKey>> = {
      ...{ delimiter: '|', encoding: 'euc-kr', quote: "'", escape: '\\', comment: '#', header_row: 'none' },
      ...{ header_rows: '2', skip_rows: '3', skip_footer: '1', allow_short_rows: 'true', decimal_mark: ',' },
      ...{ skip_repeated_headers: 'true', skip_totals: 'true', date_order: 'DMY', sheet: 'a', strict: 'true' },
      generate_keys: 'true',
    };
    expect(readingOf(all)).toMatchObject({ header_row: 'none', header_rows: 2, strict: true });
    expect(formOf(readingOf(all))).toEqual(all);
  });

  it('adds and removes what texts mean', () => {
    const one = changedSynonyms({}, 'type', 'Möbel', 'inventory');
    const two = changedSynonyms({ synonyms: one }, 'state', 'x', '');
    expect(synonymsOf({ synonyms: two })).toEqual({ type: { Möbel: 'inventory' }, state: { x: '' } });
    const again = changedSynonyms({ synonyms: two }, 'type', 'Möbel', undefined);
    expect(again).toBe('{"state":{"x":""}}');
    expect(changedSynonyms({ synonyms: again }, 'state', 'x', undefined)).toBe('');
    expect(synonymsOf({ synonyms: '{"a":1,"b":{"c":2},"d":null}' })).toEqual({});
    expect(synonymsOf({ synonyms: '{' })).toEqual({});
  });

  it('forgets the layout of a file for its result file, which has another', () => {
    const options = { header_row: 3, header_rows: 2, skip_footer: 1, sheet: 'a', delimiter: ';', encoding: 'utf-16le' };
    const kept = { date_order: 'DMY', skip_totals: true, on_duplicate: 'update', mapping: { a: 'b' } } as const;
    expect(formOfResultFile({ ...options, ...kept })).toEqual(formOf(kept));
  });

  it('has limits only where numbers are set, and that of deletions only with deletions', () => {
    const form = {
      max_failed_rows: '0',
      max_failed_percent: '2.5',
      max_rows_per_second: 'many',
      max_delete_percent: '5',
    };
    expect(optionsOf(form)).toEqual({ ...optionsOf({}), max_failed_rows: 0, max_failed_percent: 2.5 });
    expect(optionsOf({ ...form, on_absent: 'delete' })).toMatchObject({ on_absent: 'delete', max_delete_percent: 5 });
    expect(optionsOf({ on_absent: 'x' })).toEqual(optionsOf({}));
    expect(previewedOf({ on_duplicate: 'update', on_absent: 'delete', max_failed_rows: '1' })).toEqual({
      ...{ on_duplicate: 'update', on_absent: 'delete' },
    });
  });

  it.each([['{'], ['[1]'], ['null'], ['{"a":1}'], ['"x"']])('ignores the malformed mapping %s', (mapping) => {
    expect(readingOf({ mapping })).toEqual({});
  });

  it('ignores values that are not among the choices', () => {
    expect(readingOf({ delimiter: 'x', encoding: 'a b', date_order: 'YMD' })).toEqual({});
    expect(optionsOf({ on_invalid: 'x', on_duplicate: 'y' })).toMatchObject({
      on_invalid: 'skip',
      on_duplicate: 'reject',
    });
    expect(importerOf({})).toBe('assets');
  });
});
