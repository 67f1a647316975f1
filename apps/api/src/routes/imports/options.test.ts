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

  it('are refused with all invalid fields at once', () => {
    expect(
      wrong({ on_invalid: 'maybe', dry_run: 'perhaps', mapping: '{', delimiter: '##', color: 'red' }).sort(),
    ).toEqual(['color', 'delimiter', 'dry_run', 'mapping', 'on_invalid']);
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
