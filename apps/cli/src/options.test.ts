import { describe, expect, it } from 'vitest';
import { size } from './commands/storage.ts';
import { comment, delimiter, isId, moment, pair, parameter, synonym, wholeNumber } from './options.ts';

describe('options', () => {
  it('collects repeated name=value pairs', () => {
    expect(pair('b=2=3', pair('Serial No=identifier'))).toEqual({ 'Serial No': 'identifier', b: '2=3' });
    expect(pair('Notes=')).toEqual({ Notes: '' });
    for (const wrong of ['a', '=a', '']) expect(() => pair(wrong), wrong).toThrow('name=value');
  });

  it('collects what texts of fields mean', () => {
    expect(synonym('type:a:b=c=inventory', synonym('type:Möbel=other', synonym('state:=x:=')))).toEqual({
      type: { 'a:b=c': 'inventory', Möbel: 'other' },
      state: { '=x:': '' },
    });
    for (const wrong of ['type', 'type:a', ':a=b', 'type:=b'])
      expect(() => synonym(wrong), wrong).toThrow('field:text=value');
  });

  it('sets parameters by their path, and parses JSON values', () => {
    const first = parameter('outliers.method=iqr');
    expect(parameter('outliers.threshold=1.5', first)).toEqual({ outliers: { method: 'iqr', threshold: 1.5 } });
    expect(parameter('duplicates={"keep":"last"}')).toEqual({ duplicates: { keep: 'last' } });
    expect(parameter('nulls.tokens=["n/a"]', parameter('nulls.on=true'))).toEqual({
      nulls: { on: true, tokens: ['n/a'] },
    });
    expect(parameter('code=007')).toEqual({ code: '007' });
    for (const wrong of ['a..b=1', '.a=1', '__proto__.x=1', 'a']) expect(() => parameter(wrong), wrong).toThrow();
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('accepts delimiters by name, and comments of a single character or none', () => {
    expect(['tab', '\\t', ';', 'PIPE'].map(delimiter)).toEqual(['\t', '\t', ';', '|']);
    for (const wrong of ['xy', 'none', '']) expect(() => delimiter(wrong), wrong).toThrow('single character');
    expect(['#', 'none'].map(comment)).toEqual(['#', 'none']);
    expect(() => comment('//')).toThrow('single character');
  });

  it('reads dates, and times such as 2h ago', () => {
    expect(moment('2026-11-30')).toBe('2026-11-30');
    const before = Date.now();
    const ago = Date.parse(moment('2h')) + 2 * 3_600_000;
    expect(ago).toBeGreaterThanOrEqual(before);
    expect(ago).toBeLessThanOrEqual(Date.now());
    for (const wrong of ['yesterday', '2026-13-40', '5', '7w']) expect(() => moment(wrong), wrong).toThrow();
  });

  it('reads sizes with units, and whole numbers within a range', () => {
    expect(['0', '10', '1KiB', '1.5 MB', '2TiB', '3g'].map(size)).toEqual([
      0,
      10,
      1_024,
      1_572_864,
      2 * 1024 ** 4,
      3 * 1024 ** 3,
    ]);
    for (const wrong of ['', '1X', '-1', 'GiB']) expect(() => size(wrong), wrong).toThrow();
    expect(wholeNumber(1, 6)('6')).toBe(6);
    for (const wrong of ['0', '7', '1.5', '', '1e1']) expect(() => wholeNumber(1, 6)(wrong), wrong).toThrow();
  });

  it('recognizes IDs', () => {
    expect(isId('0195c9d1-7d3c-7c8e-9f1e-3d1f4a5b6c7d')).toBe(true);
    expect(isId('assets.csv')).toBe(false);
  });
});
