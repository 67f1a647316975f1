import { completed, csv, type HostileCase, refused } from './case.ts';

const dates = (...values: string[]): string =>
  `identifier,name,valid_from\n${values.map((value, at) => `A${at + 1},a,${value}\n`).join('')}`;

/** Cells whose text is easily misread. */
export const valueCases: readonly HostileCase[] = [
  csv('leading zeros', 'identifier,name\n00123,007\n', completed({ '00123': '007' })),
  csv(
    'a number beyond 2^53',
    'identifier,name\n9007199254740993,12345678901234567890\n',
    completed({ '9007199254740993': '12345678901234567890' }),
  ),
  csv('formulas are text', 'identifier,name\n=1+1,@SUM(A1)\n', completed({ '=1+1': '@SUM(A1)' })),
  csv(
    'a value like SQL',
    "identifier,name\nA1,'); DROP TABLE assets; --\n",
    completed({ A1: "'); DROP TABLE assets; --" }),
  ),
  csv('backslashes and tabs', 'identifier,name\nA1,"a\\tb\tc\\N\\"\n', completed({ A1: 'a\\tb\tc\\N\\' })),
  csv('the text NULL', 'identifier,name\nNULL,null\n', completed({ NULL: 'null' })),
  csv('spaces around values', 'identifier,name\n  A1 , a b\u00a0\n', completed({ A1: 'a b' })),
  csv('a name of spaces only', 'identifier,name\nA1,"   "\n', completed({}, ['2:2:name:REQUIRED'])),
  csv(
    'an identifier of 256 characters',
    `identifier,name\n${'x'.repeat(256)},a\n`,
    completed({}, ['2:2:identifier:TOO_LONG']),
  ),
  csv('a type in capitals', 'identifier,name,type\nA1,a,DEVICE\n', completed({ A1: 'device' }), { column: 'type' }),
  csv('a type not in the list', 'identifier,name,type\nA1,a,toString\n', completed({}, ['2:2:type:NOT_IN_LIST'])),
  csv(
    'dates that do not exist',
    dates('2023-02-29', '2024-02-30', '31/04/2024', '2024-13-01'),
    completed({}, [
      '2:2:valid_from:DATE_INVALID',
      '3:3:valid_from:DATE_INVALID',
      '4:4:valid_from:DATE_INVALID',
      '5:5:valid_from:DATE_INVALID',
    ]),
  ),
  csv('a date that nothing decides', dates('03/04/2024'), completed({}, ['2:2:valid_from:DATE_ORDER_UNKNOWN'])),
  csv('the same with date_order', dates('03/04/2024'), completed({ A1: '2024-04-03T00:00:00.000Z' }), {
    column: 'valid_from',
    options: { date_order: 'DMY' },
  }),
  csv(
    'a date order that the file proves',
    dates('03/04/2024', '04/25/2024'),
    completed({ A1: '2024-03-04T00:00:00.000Z', A2: '2024-04-25T00:00:00.000Z' }),
    {
      column: 'valid_from',
    },
  ),
  csv(
    'contradictory date orders',
    dates('03/04/2024', '04/25/2024', '25/04/2024'),
    completed({ A2: '2024-04-25T00:00:00.000Z', A3: '2024-04-25T00:00:00.000Z' }, [
      '2:2:valid_from:DATE_ORDER_UNKNOWN',
    ]),
    {
      column: 'valid_from',
    },
  ),
  csv(
    'an offset is converted to UTC',
    dates('2024-01-01T00:30:00+02:00'),
    completed({ A1: '2023-12-31T22:30:00.000Z' }),
    { column: 'valid_from' },
  ),
  csv(
    'valid_to before valid_from',
    'identifier,name,valid_from,valid_to\nA1,a,2024-01-02,2024-01-01\n',
    completed({}, ['2:2:valid_to:RANGE']),
  ),
  csv('metadata that is no JSON', 'identifier,name,metadata\nA1,a,{x}\n', completed({}, ['2:2:metadata:NOT_JSON'])),
  csv(
    'metadata nested 101 deep',
    `identifier,name,metadata\nA1,a,${'['.repeat(101)}${']'.repeat(101)}\n`,
    completed({}, ['2:2:metadata:NOT_JSON']),
  ),
  csv(
    'metadata with half a surrogate pair',
    'identifier,name,metadata\nA1,a,"""\\ud800"""\n',
    completed({}, ['2:2:metadata:NOT_JSON']),
  ),
  csv(
    'metadata with a number too large',
    'identifier,name,metadata\nA1,a,1e999\n',
    completed({}, ['2:2:metadata:NOT_JSON']),
  ),
  csv(
    'metadata with backslashes',
    'identifier,name,metadata\nA1,a,"{""p"":""C:\\\\x\\ty""}"\n',
    completed({ A1: { p: 'C:\\x\ty' } }),
    { column: 'metadata' },
  ),
  csv('no identifier at all', 'name\na\nb\n', refused('KEYS_WOULD_BE_GENERATED', 'Columns found: "name"')),
  csv('generated identifiers', 'name\na\nb\n', completed({ 'ASSET-0001': 'a', 'ASSET-0002': 'b' }), {
    options: { generate_keys: true },
  }),
  csv(
    'the same identifier twice',
    'identifier,name\nA1,a\nA1,b\na1,c\n',
    completed({ A1: 'a', a1: 'c' }, ['3:3:identifier:DUPLICATE_IN_FILE']),
  ),
  csv(
    'several errors in one row',
    'identifier,name,type,is_active\nA1,,x,maybe\n',
    completed({}, ['2:2:name:REQUIRED', '2:2:type:NOT_IN_LIST', '2:2:is_active:NOT_BOOLEAN']),
  ),
];
