import { describe, expect, test } from 'vitest';
import type { ColumnExtras } from '../document/definition.ts';
import type { Field } from '../document/table-schema.ts';
import { readCell } from '../testing/read-cell.ts';
import { compileField } from './index.ts';

type Source = Partial<Field>;
type Row = readonly [cell: string, stored: string];

/** Reads every cell with the field; the code of its error stands for what cannot be read. */
function reads(field: Source, column: ColumnExtras, rows: readonly Row[]): void {
  const type = compileField({ field: { name: 'a', ...field }, column });
  expect(rows.map(([cell]) => [cell, readCell(type, cell)])).toEqual(rows);
}
const of = (field: Source, ...rows: Row[]): void => reads(field, {}, rows);

describe('strings', () => {
  test('are kept as they are', () => of({ type: 'string' }, ['007', '007'], ['NaN', 'NaN'], ['a  b', 'a  b']));
  test('may be URIs', () =>
    of(
      { type: 'string', format: 'uri' },
      ['https://example.com/a?b#c', 'https://example.com/a?b#c'],
      ['urn:isbn:0451450523', 'urn:isbn:0451450523'],
      ['example.com', 'NOT_URI'],
      ['http://a b', 'NOT_URI'],
    ));
  test('may be UUIDs', () =>
    of(
      { type: 'string', format: 'uuid' },
      ['123E4567-e89b-12d3-a456-426614174000', '123E4567-e89b-12d3-a456-426614174000'],
      ['123e4567e89b12d3a456426614174000', 'NOT_UUID'],
    ));
  test('may be Base64', () =>
    of(
      { type: 'string', format: 'binary' },
      ['aGVsbG8=', 'aGVsbG8='],
      ['aGVsbG8', 'NOT_BASE64'],
      ['a===', 'NOT_BASE64'],
      ['aGV-bG8=', 'NOT_BASE64'],
    ));
  test('have lengths in characters, and patterns of the whole text', () => {
    of({ type: 'string', constraints: { minLength: 2 } }, ['👍', 'TOO_SHORT'], ['ab', 'ab']);
    of(
      { type: 'string', constraints: { pattern: '[A-Z]{2}|x' } },
      ...[['AB', 'AB'] as const, ['x', 'x'] as const, ['ABx', 'PATTERN_MISMATCH'] as const],
    );
  });
  test('a pattern that would take other engines for ever is matched at once', () => {
    of({ type: 'string', constraints: { pattern: '((a+)+)+b' } }, ['a'.repeat(50_000), 'PATTERN_MISMATCH']);
  });
  test('change their case before they are compared', () => {
    reads({ type: 'string', constraints: { pattern: '[A-Z]+' } }, { transform: ['upper'] }, [['ab', 'AB']]);
    reads({ type: 'string', constraints: { enum: ['AB'] } }, { transform: ['upper'] }, [['ab', 'AB']]);
  });
});

describe('integers', () => {
  test('are whole numbers without a period or exponent', () =>
    of(
      { type: 'integer' },
      ...[
        ['+007', '7'] as const,
        ['-0', '0'] as const,
        ['1.0', 'NOT_INTEGER'] as const,
        ['1e3', 'NOT_INTEGER'] as const,
      ],
      ...[['', 'NOT_INTEGER'] as const, ['- 1', 'NOT_INTEGER'] as const, ['١', 'NOT_INTEGER'] as const],
    ));
  test('are within BIGINT, or the range of their column', () => {
    of(
      { type: 'integer' },
      ['9223372036854775807', '9223372036854775807'],
      ['9223372036854775808', 'NUMBER_OUT_OF_RANGE'],
      ['-9223372036854775808', '-9223372036854775808'],
      ['-9223372036854775809', 'NUMBER_OUT_OF_RANGE'],
    );
    reads({ type: 'integer' }, { sqlType: 'tinyint unsigned' }, [
      ['255', '255'],
      ['256', 'NUMBER_OUT_OF_RANGE'],
      ['-1', 'NUMBER_OUT_OF_RANGE'],
    ]);
  });
});

describe('numbers', () => {
  test('are exact decimals', () =>
    of(
      { type: 'number' },
      ...[['0.10', '0.1'] as const, ['.5', '0.5'] as const, ['5.', '5'] as const, ['-0.0', '0'] as const],
      ...[['1e3', '1000'] as const, ['12.5E-3', '0.0125'] as const, ['0e999999', '0'] as const],
      ['0.1234567890123456789', '0.1234567890123456789'],
      ...[['1,5', 'NOT_NUMBER'] as const, ['1.2.3', 'NOT_NUMBER'] as const, ['0x10', 'NOT_NUMBER'] as const],
      ...[['.', 'NOT_NUMBER'] as const, ['e5', 'NOT_NUMBER'] as const],
    ));
  test.each(['NaN', 'INF', '-INF'])('%s is an error', (cell) => of({ type: 'number' }, [cell, 'NOT_NUMBER']));
  test('are within the largest DECIMAL, or that of their column', () => {
    of(
      { type: 'number' },
      ['9'.repeat(65), '9'.repeat(65)],
      ['9'.repeat(66), 'NUMBER_OUT_OF_RANGE'],
      [`0.${'1'.repeat(30)}`, `0.${'1'.repeat(30)}`],
      [`0.${'1'.repeat(31)}`, 'NUMBER_OUT_OF_RANGE'],
      ['1e2000', 'NUMBER_OUT_OF_RANGE'],
    );
    reads({ type: 'number' }, { sqlType: 'decimal(4,2) unsigned' }, [
      ...[['99.99', '99.99'] as const, ['100', 'NUMBER_OUT_OF_RANGE'] as const],
      ...[['0.001', 'NUMBER_OUT_OF_RANGE'] as const, ['-1', 'NUMBER_OUT_OF_RANGE'] as const],
    ]);
  });
  test('have the marks of the field', () =>
    of(
      { type: 'number', decimalChar: ',', groupChar: '.' },
      ...[['1.234,5', '1234.5'] as const, ['1234,5', '1234.5'] as const, ['-1.234.567', '-1234567'] as const],
      ...[['12.34.567', '1234567'] as const, ['1.5', 'NOT_NUMBER'] as const, ['1.23', 'NOT_NUMBER'] as const],
      ...[['1,234.5', 'NOT_NUMBER'] as const, ['.234', 'NOT_NUMBER'] as const, ['1..234', 'NOT_NUMBER'] as const],
    ));
  test('without decimals may have periods between groups of digits', () =>
    of({ type: 'integer', groupChar: '.' }, ['1.234', '1234'], ['1.5', 'NOT_INTEGER'], ['1.234,5', 'NOT_INTEGER']));
  test('grouped by spaces may have any of the spaces that people type', () =>
    of({ type: 'number', groupChar: ' ' }, ['1\u00a0234\u202f567.5', '1234567.5'], ['1 234', '1234']));
  test('may stand in text that is not a number, but never lose a sign', () =>
    of(
      { type: 'number', bareNumber: false },
      ...[['EUR 5.50', '5.5'] as const, ['95%', '95'] as const, ['$-5', '-5'] as const, ['.5', '0.5'] as const],
      ...[['5-', 'NOT_NUMBER'] as const, ['(5.00)', 'NOT_NUMBER'] as const, ['EUR', 'NOT_NUMBER'] as const],
    ));
});

test('booleans have the words of the standard, or those of the field', () => {
  of(
    { type: 'boolean' },
    ...[['true', '1'] as const, ['True', '1'] as const, ['1', '1'] as const, ['FALSE', '0'] as const],
    ...[['tRUE', 'NOT_BOOLEAN'] as const, ['yes', 'NOT_BOOLEAN'] as const],
  );
  of({ type: 'boolean', trueValues: ['ja'], falseValues: ['nein'] }, ['ja', '1'], ['true', 'NOT_BOOLEAN']);
});

describe('dates and times', () => {
  test('by default have exactly one form', () => {
    of(
      { type: 'date' },
      ...[['2024-02-29', '2024-02-29'] as const, ['2023-02-29', 'DATE_INVALID'] as const],
      ...[['2024-2-9', 'DATE_INVALID'] as const, ['2024-03-01T00:00:00', 'DATE_INVALID'] as const],
    );
    of({ type: 'time' }, ['23:59:59', '23:59:59'], ['24:00:00', 'DATE_INVALID'], ['9:30:00', 'DATE_INVALID']);
    of(
      { type: 'datetime' },
      ['2024-03-01T09:30:00Z', '2024-03-01 09:30:00.000'],
      ['2024-03-01T00:30:00.1239+02:00', '2024-02-29 22:30:00.123'],
      ['2024-03-01T00:00:00', '2024-03-01'],
      ['2024-03-01 09:30:00', 'DATE_INVALID'],
      ['2024-03-01', 'DATE_INVALID'],
    );
  });
  test('of the format any are read as people write them', () => {
    of(
      { type: 'date', format: 'any' },
      ...[['1 March 2024', '2024-03-01'] as const, ['03/04/2024', 'DATE_ORDER_UNKNOWN'] as const],
      ...[['2024-03-01 00:00', '2024-03-01'] as const, ['2024-03-01 09:30', 'DATE_INVALID'] as const],
    );
    of(
      { type: 'time', format: 'any' },
      ...[['9:30', '09:30:00'] as const, ['9:30 PM', '21:30:00'] as const, ['09:30:15.5', '09:30:15.500'] as const],
      ...[['13:00 PM', 'DATE_INVALID'] as const, ['24:00', 'DATE_INVALID'] as const],
    );
  });
  test('of a pattern have just that form', () => {
    of(
      { type: 'date', format: '%d.%m.%Y' },
      ...[['01.03.2024', '2024-03-01'] as const, ['1.3.2024', '2024-03-01'] as const],
      ...[['30.02.2024', 'DATE_INVALID'] as const, ['01/03/2024', 'DATE_INVALID'] as const],
    );
    of({ type: 'date', format: '%y%j' }, ['24060', '2024-02-29'], ['23366', 'DATE_INVALID'], ['69001', '1969-01-01']);
    of(
      { type: 'time', format: '%I:%M%p' },
      ['12:05am', '00:05:00'],
      ['12:05PM', '12:05:00'],
      ['0:05am', 'DATE_INVALID'],
    );
    of(
      { type: 'datetime', format: '%Y-%m-%dT%H:%M:%S.%f%z' },
      ['2024-03-01T09:30:00.5+0200', '2024-03-01 07:30:00.500'],
      ['2024-03-01T09:30:00.5', 'DATE_INVALID'],
    );
    of({ type: 'date', format: '100%% (%Y) %m-%d' }, ['100% (2024) 3-1', '2024-03-01']);
  });
  test('have names of months and weekdays in the language of the field', () => {
    of(
      { type: 'date', format: '%a, %d %b %Y' },
      ['Fri, 01 Mar 2024', '2024-03-01'],
      ['Fr, 01 Mär 2024', 'DATE_INVALID'],
    );
    reads({ type: 'date', format: '%d. %B %Y' }, { locale: 'de' }, [
      ['1. März 2024', '2024-03-01'],
      ['1. DEZEMBER 2024', '2024-12-01'],
      ['1. Dez. 2024', '2024-12-01'],
      ['1. March 2024', 'DATE_INVALID'],
    ]);
    reads({ type: 'date', format: '%d %B %Y' }, { locale: 'pl' }, [['1 stycznia 2024', '2024-01-01']]);
  });
  test('are in the zone of the field if they have none', () => {
    const rows: Row[] = [
      ['2024-01-15 12:00', '2024-01-15 11:00:00.000'],
      ['2024-07-15 12:00', '2024-07-15 10:00:00.000'],
      ['2024-07-15 12:00Z', '2024-07-15 12:00:00.000'],
      ['2024-07-15', '2024-07-14 22:00:00.000'],
      // Clocks skip this hour.
      ['2024-03-31 02:30', 'DATE_INVALID'],
      // They show this hour twice; the first one is meant.
      ['2024-10-27 02:30', '2024-10-27 00:30:00.000'],
      ['2024-10-27 03:00', '2024-10-27 02:00:00.000'],
    ];
    reads({ type: 'datetime', format: 'any' }, { timezone: 'Europe/Berlin' }, rows);
  });
});

test('years, months and durations are those of XML Schema', () => {
  of({ type: 'year' }, ['2024', '2024'], ['-0044', '-44'], ['24', 'DATE_INVALID'], ['2024-03', 'DATE_INVALID']);
  of({ type: 'yearmonth' }, ['2024-03', '2024-03'], ['2024-03Z', '2024-03'], ['2024-13', 'DATE_INVALID']);
  of(
    { type: 'duration' },
    ...[['P1Y2M3DT10H30M', 'P1Y2M3DT10H30M'] as const, ['-PT0.5S', '-PT0.5S'] as const],
    ...[['P', 'NOT_DURATION'] as const, ['1 day', 'NOT_DURATION'] as const, ['P1YT', 'NOT_DURATION'] as const],
  );
});

describe('JSON', () => {
  test('is an object or an array, kept as it is written', () => {
    of({ type: 'object' }, ['{"a": 1.50}', '{"a": 1.50}'], ['[1]', 'NOT_JSON'], ['{', 'NOT_JSON']);
    of({ type: 'array' }, ['[1, "a"]', '[1, "a"]'], ['{}', 'NOT_JSON']);
    reads({ type: 'object' }, { json: 'any' }, [
      ['5', '5'],
      ['"a"', '"a"'],
    ]);
  });
  test('counts its members', () => {
    of({ type: 'object', constraints: { maxLength: 1 } }, ['{"a":1}', '{"a":1}'], ['{"a":1,"b":2}', 'TOO_MANY']);
    of({ type: 'array', constraints: { minLength: 1 } }, ['[0]', '[0]'], ['[]', 'TOO_FEW']);
  });
  test('may be GeoJSON', () =>
    of(
      { type: 'geojson' },
      ['{"type":"Point","coordinates":[13.4,52.5]}', '{"type":"Point","coordinates":[13.4,52.5]}'],
      ['{"type":"Feature","geometry":null,"properties":null}', '{"type":"Feature","geometry":null,"properties":null}'],
      ['{"type":"Point","coordinates":13.4}', 'NOT_GEOJSON'],
      ['{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}', 'NOT_GEOJSON'],
      ['{"type":"Sphere"}', 'NOT_GEOJSON'],
    ));
  test('may be TopoJSON', () =>
    of(
      { type: 'geojson', format: 'topojson' },
      ['{"type":"Topology","objects":{},"arcs":[]}', '{"type":"Topology","objects":{},"arcs":[]}'],
      ['{"type":"Point","coordinates":[1,2]}', 'NOT_GEOJSON'],
    ));
});

test('lists have one delimiter and items of one type', () => {
  of({ type: 'list' }, ['a, b,,a', '["a","b","a"]'], ['a;b', '["a;b"]']);
  of({ type: 'list', delimiter: '|', itemType: 'integer' }, ['1|007', '[1,7]'], ['1|a', 'NOT_INTEGER']);
  of({ type: 'list', itemType: 'boolean' }, ['true,0', '[true,false]']);
  of({ type: 'list', itemType: 'date' }, ['2024-03-01', '["2024-03-01"]'], ['x', 'DATE_INVALID']);
  of({ type: 'list', itemType: 'number' }, ['1.50', '[1.5]'], ['0.12345678901234567', 'JSON_NUMBER_INEXACT']);
  of({ type: 'list', constraints: { minLength: 2 } }, ['a', 'TOO_FEW']);
});

test('points have a longitude and a latitude', () => {
  of(
    { type: 'geopoint' },
    ...[['13.40, 52.5', '13.4,52.5'] as const, ['-180,90', '-180,90'] as const, ['181,0', 'NOT_GEOPOINT'] as const],
    ...[['0,90.000001', 'NOT_GEOPOINT'] as const, ['1', 'NOT_GEOPOINT'] as const, ['1,2,3', 'NOT_GEOPOINT'] as const],
  );
  of(
    { type: 'geopoint', format: 'array' },
    ['[13.4, 52.5]', '13.4,52.5'],
    ['13.4, 52.5', 'NOT_GEOPOINT'],
    ['[1]', 'NOT_GEOPOINT'],
  );
  of(
    { type: 'geopoint', format: 'object' },
    ['{"lat": 52.5, "lon": 13.4}', '13.4,52.5'],
    ['{"lon": "a", "lat": 1}', 'NOT_GEOPOINT'],
    ['{"lon": 1, "lat": 1, "z": 1}', 'NOT_GEOPOINT'],
  );
});

test('any takes every text', () => of({}, ['1,5', '1,5'], ['{', '{']));

describe('allowed values', () => {
  test('are equal by value, and stored as the definition has them', () => {
    of({ type: 'number', constraints: { enum: [1, '2.50'] } }, ['1.0', '1'], ['2.5', '2.5'], ['2', 'NOT_IN_LIST']);
    of({ type: 'duration', constraints: { enum: ['P1D'] } }, ['PT24H', 'P1D'], ['P2D', 'NOT_IN_LIST']);
    of({ type: 'boolean', constraints: { enum: [true] } }, ['1', '1'], ['0', 'NOT_IN_LIST']);
    of({ type: 'string', categories: [{ value: 'a', label: 'A' }] }, ['a', 'a'], ['A', 'NOT_IN_LIST']);
  });
  test('stand in labels as the definition writes them', () => {
    const enumeration = ['01.03.2024', '02.03.2024'];
    const field = { name: 'a', type: 'date', format: '%d.%m.%Y', constraints: { enum: enumeration } } as const;
    expect(compileField({ field, column: {} }).label).toBe('one of 01.03.2024, 02.03.2024');
  });
  test('may have synonyms', () => {
    const column = { synonyms: { bezahlt: 'paid' } };
    reads({ type: 'string', constraints: { enum: ['open', 'paid'] } }, column, [
      ...[['bezahlt', 'paid'] as const, ['paid', 'paid'] as const, ['Bezahlt', 'NOT_IN_LIST'] as const],
    ]);
    reads({ type: 'number', decimalChar: ',' }, { synonyms: { none: 0.5 } }, [
      ['none', '0.5'],
      ['0,5', '0.5'],
    ]);
  });
});

describe('bounds', () => {
  test('are exact', () =>
    of(
      { type: 'number', constraints: { minimum: '0.1', exclusiveMaximum: '100000000000000000000.1' } },
      ...[['0.1', '0.1'] as const, ['0.09999999999999999999999', 'BELOW_MINIMUM'] as const],
      ['100000000000000000000.09', '100000000000000000000.09'],
      ['100000000000000000000.10', 'ABOVE_MAXIMUM'],
    ));
  test('are in the form of the field', () =>
    of(
      { type: 'date', format: '%d.%m.%Y', constraints: { minimum: '01.03.2024' } },
      ['29.02.2024', 'BELOW_MINIMUM'],
      ['01.03.2024', '2024-03-01'],
    ));
  test('of years and months are in the order of time', () => {
    of(
      { type: 'year', constraints: { minimum: '-0050', maximum: '2000' } },
      ['-0044', '-44'],
      ['-0051', 'BELOW_MINIMUM'],
      ['12024', 'ABOVE_MAXIMUM'],
    );
    of(
      { type: 'yearmonth', constraints: { exclusiveMinimum: '2024-03' } },
      ['2024-03', 'BELOW_MINIMUM'],
      ['10000-01', '10000-01'],
    );
  });
  test('of durations hold only where XML Schema gives an order', () =>
    of(
      { type: 'duration', constraints: { minimum: 'P1M' } },
      ...[['P32D', 'P32D'] as const, ['P31D', 'BELOW_MINIMUM'] as const, ['P1M', 'P1M'] as const],
      ...[['PT768H', 'PT768H'] as const, ['P999999999Y', 'P999999999Y'] as const, ['-P1Y', 'BELOW_MINIMUM'] as const],
    ));
});

test('a default is stored like a cell; now is the time of the import only where it could be a time', () => {
  const fallback = (field: Source, value: unknown) =>
    compileField({ field: { name: 'a', ...field }, column: { default: value } }).fallback;
  expect(fallback({ type: 'boolean', trueValues: ['ja'], falseValues: ['nein'] }, false)).toBe('0');
  expect(fallback({ type: 'number', decimalChar: ',' }, '0,50')).toBe('0.5');
  expect(fallback({ type: 'number', decimalChar: ',' }, 0.5)).toBe('0.5');
  expect(fallback({ type: 'list', delimiter: ';' }, ['a', 'b'])).toBe('["a","b"]');
  expect(fallback({ type: 'object' }, { floor: 3 })).toBe('{"floor":3}');
  const now = (type: 'date' | 'time' | 'datetime', at: string) => {
    const value = fallback({ type }, 'now');
    return typeof value === 'function' ? value(new Date(at)) : value;
  };
  expect(now('datetime', '2024-03-01T09:30:00.250Z')).toBe('2024-03-01 09:30:00.250');
  expect(now('date', '2024-03-01T09:30:00.250Z')).toBe('2024-03-01');
  expect(now('time', '2024-03-01T09:30:00.250Z')).toBe('09:30:00.250');
  expect(now('time', '2024-03-01T00:00:00.000Z')).toBe('00:00:00');
  expect(fallback({ type: 'string' }, 'now')).toBe('now');
});
