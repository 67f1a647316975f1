import { describe, expect, it } from 'vitest';
import { parseOptionFields, parseOptions } from './options.ts';

const fields = (entries: Record<string, string>) => parseOptionFields(new Map(Object.entries(entries)));
const wrong = (entries: Record<string, string>): string[] => {
  try {
    fields(entries);
    return [];
  } catch (error) {
    expect(error).toMatchObject({ code: 'VALIDATION_FAILED' });
    return (error as { fields: { field: string }[] }).fields.map(({ field }) => field);
  }
};
const defaults = { on_invalid: 'skip', on_duplicate: 'reject', on_blank: 'keep', dry_run: false, generate_keys: false };

describe('the fields of a form', () => {
  it('are optional, and empty ones count as absent', () => {
    expect(fields({})).toEqual(defaults);
    expect(fields({ delimiter: '', mapping: '', sheet: '', dry_run: '' })).toEqual(defaults);
  });

  it.each(['true', 'TRUE', '1', 'yes', ' true '])('read %j as true', (text) => {
    expect(fields({ dry_run: text }).dry_run).toBe(true);
  });
  it.each(['false', '0', 'no'])('read %j as false', (text) => {
    expect(fields({ dry_run: text }).dry_run).toBe(false);
  });

  it.each(['\t', '\\t', 'tab'])('read %j as a tab', (delimiter) => {
    expect(fields({ delimiter }).delimiter).toBe('\t');
  });

  it('accept a mapping as JSON', () => {
    expect(fields({ mapping: '{"Bezeichnung":"name","Notiz":null}' }).mapping).toEqual({
      Bezeichnung: 'name',
      Notiz: null,
    });
  });

  it('accept synonyms as JSON, a thousand at most', () => {
    expect(fields({ synonyms: '{"type":{"Möbel":"inventory"}}' }).synonyms).toEqual({ type: { Möbel: 'inventory' } });
    const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [`text ${at}`, 'other']));
    expect(wrong({ synonyms: JSON.stringify({ type: many }) })).toEqual(['synonyms']);
    expect(wrong({ synonyms: '{"type":{"Möbel":1}}' })).toEqual(['synonyms.type.Möbel']);
  });

  it('have the types of their options', () => {
    const numbers = { header_row: '4', header_rows: '2', skip_rows: '0', skip_footer: '1' };
    const booleans = { generate_keys: 'yes', allow_short_rows: '1', strict: 'true', skip_totals: 'no' };
    expect(fields({ ...numbers, ...booleans, skip_repeated_headers: 'true' })).toEqual({
      ...{ ...defaults, header_row: 4, header_rows: 2, skip_rows: 0, skip_footer: 1 },
      ...{ generate_keys: true, allow_short_rows: true, strict: true, skip_totals: false },
      skip_repeated_headers: true,
    });
    expect(fields({ header_row: 'none', sheet: '2024' })).toMatchObject({ header_row: 'none', sheet: '2024' });
    expect(wrong({ header_row: 'first', skip_rows: '-1' }).sort()).toEqual(['header_row', 'skip_rows']);
  });

  it('are refused with all invalid fields at once', () => {
    expect(
      wrong({ on_invalid: 'maybe', dry_run: 'perhaps', mapping: '{', delimiter: '##', color: 'red' }).sort(),
    ).toEqual(['color', 'delimiter', 'dry_run', 'mapping', 'on_invalid']);
  });

  it.each([
    [{ header_row: 'none', header_rows: '2' }, ['header_rows']],
    [{ header_row: '2', skip_rows: '2' }, ['header_row']],
    [{ header_row: '3', skip_rows: '2', header_rows: '2' }, []],
    [{ header_row: 'none', skip_rows: '2', header_rows: '1' }, []],
    [{ max_delete_percent: '5' }, ['max_delete_percent']],
    [{ on_absent: 'delete', generate_keys: 'true' }, ['generate_keys']],
    [{ on_absent: 'delete', max_delete_percent: '5' }, []],
  ])('that exclude each other are refused: %o', (options, refused) => {
    expect(wrong(options)).toEqual(refused);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty'])('do not accept the field %s', (name) => {
    expect(wrong({ [name]: 'x' })).toEqual([name]);
  });

  it('do not accept a mapping that is a list or a text', () => {
    expect(wrong({ mapping: '[1]' })).toEqual(['mapping']);
    expect(wrong({ mapping: '"name"' })).toEqual(['mapping']);
  });
});

describe('the options of a JSON body', () => {
  it('keep their JSON types: text is not a boolean', () => {
    expect(parseOptions({ dry_run: true, on_duplicate: 'update' })).toMatchObject({
      dry_run: true,
      on_duplicate: 'update',
    });
    expect(() => parseOptions({ dry_run: 'true' })).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED' }));
  });
});
