import type { Random } from '../../harness/index.ts';

/** The columns of the generated files, in order. */
export const COLUMNS = [
  'identifier',
  'name',
  'type',
  'description',
  'valid_from',
  'valid_to',
  'is_active',
  'metadata',
] as const;
export type Column = (typeof COLUMNS)[number];

/** The values of a good row as the table stores them; null for a blank cell. */
export type Values = Record<Column, string | null>;
/** The cells in the file, before CSV quoting. */
export type Cells = Record<Column, string>;
export interface CellError {
  readonly field: Column | null;
  readonly code: string;
  /** Undefined: any value. */
  readonly value: string | null | undefined;
}

const two = (n: number): string => String(n).padStart(2, '0');
const sqlTime = (date: Date): string => date.toISOString().replace('T', ' ').replace('Z', '');
const spell = (day: number, month: number, year: number): string => `${two(day)}.${two(month)}.${year}`;

/** A day between 2000 and 2019 (`later`: 2020 to 2029) in an unambiguous format. */
function dateCell(random: Random, later: boolean): { text: string; value: string } {
  const year = random.int(later ? 2020 : 2000, later ? 2029 : 2019);
  const [month, day] = [random.int(1, 12), random.int(1, 28)];
  const midnight = sqlTime(new Date(Date.UTC(year, month - 1, day)));
  const hour = random.int(3, 20);
  switch (random.int(0, 3)) {
    case 0:
      return { text: spell(day, month, year), value: midnight };
    case 1:
      return {
        text: `${year}-${two(month)}-${two(day)}T${two(hour)}:30:15.250+02:00`,
        value: sqlTime(new Date(Date.UTC(year, month - 1, day, hour - 2, 30, 15, 250))),
      };
    default:
      return { text: `${year}-${two(month)}-${two(day)}`, value: midnight };
  }
}

const WORDS = ['pump', 'Kühlung', 'valve', '00123', 'Zoë "Z" M.', 'a,b', '🔧 kit', 'שלום', "O'Brien", 'back\\slash'];
const DESCRIPTIONS = [
  '',
  '',
  'plain',
  'two\nlines',
  'comma, inside',
  '=1+1',
  '-12',
  '+ plus',
  '@home',
  'tab\there',
  '\\N',
  "'=x",
];

/** A good row: its cells and their values. */
export function goodRow(random: Random, identifier: string, label: string): { cells: Cells; values: Values } {
  const name = `${random.pick(WORDS)} ${label}`;
  const type = random.pick(['device', 'asset', 'inventory', 'person', 'other', '']);
  const description = random.pick(DESCRIPTIONS);
  const from = dateCell(random, false);
  const to = random.chance(0.6) ? dateCell(random, true) : undefined;
  const [flagText, flag] = random.pick([
    ['true', '1'],
    ['0', '0'],
    ['Yes', '1'],
    ['no', '0'],
    ['', null],
  ] as const);
  const metadata = random.chance(0.5) ? JSON.stringify({ n: random.int(0, 999), t: ['x', label] }) : '';
  return {
    cells: {
      identifier,
      name: random.chance(0.1) ? `  ${name} ` : name,
      type: random.chance(0.1) ? type.toUpperCase() : type,
      description,
      valid_from: from.text,
      valid_to: to?.text ?? '',
      is_active: flagText,
      metadata,
    },
    values: {
      identifier,
      name,
      type: type || null,
      // MySQL's mark for a missing value.
      description: description === '\\N' ? null : description.trim() || null,
      valid_from: from.value,
      valid_to: to?.value ?? null,
      is_active: flag,
      metadata: metadata || null,
    },
  };
}

const long = (length: number): string => 'x'.repeat(length);
const broken = (field: Column, code: string, text: string, value: string | null = text) => ({
  set: { [field]: text } as Partial<Cells>,
  errors: [{ field, code, value }] as CellError[],
});

/** Every kind of bad row: the cells that make it bad, and the expected errors in column order. */
export const FLAWS = [
  broken('name', 'REQUIRED', '', null),
  broken('name', 'TOO_LONG', long(300)),
  broken('identifier', 'TOO_LONG', long(256)),
  broken('type', 'NOT_IN_LIST', 'spaceship'),
  broken('description', 'TOO_LONG', long(1100), `${long(500)}…`),
  broken('valid_from', 'DATE_INVALID', '2023-02-29'),
  broken('valid_from', 'DATE_INVALID', 'next week'),
  broken('valid_to', 'DATE_ORDER_UNKNOWN', '03/04/2024'),
  broken('is_active', 'NOT_BOOLEAN', 'maybe'),
  broken('metadata', 'NOT_JSON', '{"broken":'),
  {
    set: { valid_from: '2021-05-01', valid_to: '2021-04-30' },
    errors: [{ field: 'valid_to', code: 'RANGE', value: '2021-04-30' }],
  },
  {
    set: { name: '', type: 'spaceship', valid_to: '31.04.2022', metadata: 'nope' },
    errors: [
      { field: 'name', code: 'REQUIRED', value: null },
      { field: 'type', code: 'NOT_IN_LIST', value: 'spaceship' },
      { field: 'valid_to', code: 'DATE_INVALID', value: '31.04.2022' },
      { field: 'metadata', code: 'NOT_JSON', value: 'nope' },
    ],
  },
  { ragged: -1, errors: [{ field: null, code: 'TOO_FEW_CELLS', value: undefined }] },
  { ragged: 1, errors: [{ field: null, code: 'TOO_MANY_CELLS', value: undefined }] },
] as const satisfies readonly { set?: Partial<Cells>; ragged?: number; errors: readonly CellError[] }[];
