import { describe, expect, it } from 'vitest';
import {
  boundOf,
  emptyOf,
  isAutoDetected,
  isOfColumns,
  kindOf,
  valuesFrom,
  withoutDefaults,
  withValue,
} from './schema.ts';

const column = { type: 'string', 'x-names-column': true };

describe('fields chosen by the parameter schema', () => {
  it.each([
    [{ type: 'boolean' }, 'switch'],
    [{ type: 'string', enum: ['a'] }, 'choice'],
    [{ type: 'number' }, 'number'],
    [{ type: 'string' }, 'text'],
    [{ type: 'array', items: column }, 'texts'],
    [{ type: 'array', items: { type: 'object', properties: {} } }, 'groups'],
    [{ type: 'object', properties: {} }, 'group'],
    [{ type: 'object', additionalProperties: { type: 'string' } }, 'entries'],
    [{ anyOf: [{ type: 'number' }, { type: 'string' }] }, 'bound'],
    [
      {
        anyOf: [
          { type: 'string', enum: ['all'] },
          { type: 'array', items: column },
        ],
      },
      'where',
    ],
  ] as const)('renders %j as a %s', (schema, kind) => expect(kindOf(schema)).toBe(kind));

  it('fills a new entry with its required properties', () => {
    const properties = { column, format: { type: 'string', enum: ['date', 'url'] }, pattern: { type: 'string' } };
    expect(emptyOf({ type: 'object', properties, required: ['column', 'format'] })).toEqual({
      column: '',
      format: 'date',
    });
  });

  it('distinguishes lists of columns from other lists', () => {
    expect(isOfColumns({ type: 'array', items: column })).toBe(true);
    expect(isOfColumns({ type: 'object', propertyNames: column })).toBe(true);
    expect(isOfColumns({ type: 'array', items: { type: 'string' } })).toBe(false);
  });

  it('recognizes columns and auto-detected parameters by their marker, not by their description', () => {
    const described = { type: 'string', description: 'A column by its name in the file. Default: auto-detect.' };
    expect(isOfColumns({ type: 'array', items: described })).toBe(false);
    expect(isAutoDetected(described)).toBe(false);
    expect(isAutoDetected({ type: 'string', 'x-auto-detected': true })).toBe(true);
  });

  it('removes a value instead of sending undefined', () => {
    expect(withValue({ a: 1, b: 2 }, 'a', undefined)).toEqual({ b: 2 });
  });

  it('omits values that equal their defaults', () => {
    const nulls = {
      type: 'object',
      default: {},
      properties: { enabled: { type: 'boolean', default: true }, tokens: { type: 'array', default: ['NA'] } },
    };
    const schema = { properties: { nulls, header: { type: 'boolean', default: true }, sheet: { type: 'string' } } };
    const same = { nulls: { enabled: true, tokens: ['NA'] }, header: true };
    expect(withoutDefaults(schema, same)).toEqual({});
    expect(withoutDefaults(schema, { ...same, nulls: { tokens: [] }, sheet: 'a', other: 1 })).toEqual({
      nulls: { tokens: [] },
      sheet: 'a',
      other: 1,
    });
  });

  it.each([
    ['12', 12],
    ['-0.5', -0.5],
    ['2024-01-31', '2024-01-31'],
    [' ', undefined],
  ])('reads the bound %j', (text, value) => expect(boundOf(text)).toBe(value));

  it.each([undefined, '', '{', '[1]', '"a"', 'null'])('reads no settings from %j', (text) =>
    expect(valuesFrom(text)).toEqual({}),
  );
});
