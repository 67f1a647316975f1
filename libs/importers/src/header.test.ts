import { AppError } from '@sluice/core';
import { describe, expect, test } from 'vitest';
import { importers } from './definitions/index.ts';
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
