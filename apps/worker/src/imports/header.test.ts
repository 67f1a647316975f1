import { AppError } from '@sluice/core';
import { describe, expect, test } from 'vitest';
import { importers } from '../importers/index.ts';
import { matchHeader, requireUsableHeader } from './header.ts';

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
  test('case, spaces, hyphens and underscores make no difference; aliases are known', () => {
    expect(match(['IDENTIFIER', 'Asset Name', 'valid-from', 'Valid To', 'Is_Active', 'colour'])).toEqual({
      IDENTIFIER: 'identifier name',
      'Asset Name': 'name alias',
      'valid-from': 'valid_from name',
      'Valid To': 'valid_to name',
      Is_Active: 'is_active name',
      colour: 'null unknown',
    });
  });

  test('an alias steps back where a header has the name itself', () => {
    expect(match(['title', 'name'])).toEqual({ title: 'null unknown', name: 'name name' });
  });

  test('the mapping of the caller goes first', () => {
    expect(match(['Bezeichnung', 'name', 'notes'], { Bezeichnung: 'name', notes: null })).toEqual({
      Bezeichnung: 'name given',
      name: 'null unknown',
      notes: 'null ignored',
    });
  });

  test('a result file sent back is known by its columns', () => {
    const mapping = matchHeader(['_row', '_status', '_error', 'name'], importers.assets);
    expect(mapping.statusIndex).toBe(1);
    expect(mapping.matches.map(({ how }) => how)).toEqual(['reserved', 'reserved', 'reserved', 'name']);
    expect(matchHeader(['_status', 'name'], importers.assets).statusIndex).toBeUndefined();
  });
});

describe('requireUsableHeader', () => {
  test('says what is missing, expected and received', () => {
    const error = refusal(['identifier', 'colour']);
    expect(error).toBeInstanceOf(AppError);
    expect(error?.code).toBe('HEADER_COLUMNS_MISSING');
    expect(error?.message).toContain('no column for "name"');
    expect(error?.message).toContain('Found: "identifier", "colour"');
  });

  test('refuses two headers for one column, unless the mapping leaves one out', () => {
    expect(refusal(['name', 'Name'])?.code).toBe('HEADER_DUPLICATE');
    expect(refusal(['title', 'label'])?.code).toBe('HEADER_DUPLICATE');
    expect(refusal(['title', 'label'], { label: null })).toBeUndefined();
  });

  test('refuses a mapping that does not fit', () => {
    expect(refusal(['a'], { b: 'name' })?.fields.map(({ code }) => code)).toEqual(['HEADER_UNKNOWN']);
    expect(refusal(['a'], { a: 'price' })?.fields.map(({ code }) => code)).toEqual(['COLUMN_UNKNOWN']);
  });
});
