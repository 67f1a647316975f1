import type { Random } from '../../harness/index.ts';
import {
  type Cell,
  decimal,
  germanDay,
  germanMonth,
  json,
  oneOf,
  pattern,
  standardTime,
  type Value,
  whole,
  words,
  writtenDay,
} from '../../import/support/shop/cells.ts';
import type { Row, Sheet } from '../../import/support/shop/sheet.ts';

/** A field of a definition, what stands about it in `columns`, and how its cells are read. */
interface Kind {
  readonly field: Readonly<Record<string, unknown>>;
  readonly extras?: Readonly<Record<string, unknown>>;
  readonly cell: Cell;
}

const uuid = '0193a1b2-0000-7000-8000-00000000000';
const kinds: readonly ((random: Random) => Kind)[] = [
  (random) => {
    const most = random.pick([12, 40, 1_500]);
    return { field: { type: 'string', constraints: { maxLength: most } }, cell: words(most) };
  },
  () => ({
    field: { type: 'string', constraints: { pattern: '[A-Z]{2}[0-9]{3}' } },
    cell: pattern(/^[A-Z]{2}\d{3}$/, (random) => `AB${random.int(100, 999)}`, ['AB1', 'ab123']),
  }),
  () => ({
    field: { type: 'string', constraints: { enum: ['open', 'paid'] } },
    extras: { synonyms: { bezahlt: 'paid' } },
    cell: oneOf({ open: 'open', paid: 'paid', bezahlt: 'paid' }, ['lost', 'Open'], 'NOT_IN_LIST'),
  }),
  () => ({
    field: { type: 'string', format: 'uuid' },
    cell: oneOf({ [`${uuid}1`]: `${uuid}1`, [`${uuid}2`]: `${uuid}2` }, ['x', uuid], 'NOT_UUID'),
  }),
  (random) => {
    const [least, most] = random.pick([
      [0, 99],
      [-1_000, 1_000_000],
    ] as const);
    const group = random.pick(['', '.', "'"]);
    return {
      field: { type: 'integer', constraints: { minimum: least, maximum: most }, ...(group && { groupChar: group }) },
      cell: whole(least, most, { group, below: 'BELOW_MINIMUM', above: 'ABOVE_MAXIMUM' }),
    };
  },
  () => ({
    field: { type: 'integer' },
    extras: { sqlType: 'tinyint unsigned' },
    cell: whole(0, 255),
  }),
  (random) => {
    const marks = random.pick([
      [',', '.'],
      ['.', ','],
    ] as const);
    return {
      field: { type: 'number', decimalChar: marks[0], groupChar: marks[1], constraints: { minimum: 0 } },
      extras: { sqlType: 'decimal(9,2)' },
      cell: decimal({ precision: 9, scale: 2, least: 0, marks }),
    };
  },
  () => ({
    field: { type: 'boolean', trueValues: ['ja', 'x'], falseValues: ['nein'] },
    cell: oneOf({ ja: '1', x: '1', nein: '0' }, ['yes', 'JA'], 'NOT_BOOLEAN'),
  }),
  () => ({ field: { type: 'date', format: '%d.%m.%Y' }, cell: germanDay(1950, 2029) }),
  () => ({ field: { type: 'date', format: 'any' }, cell: writtenDay(1950, 2029) }),
  () => ({ field: { type: 'date', format: '%d. %B %Y' }, extras: { locale: 'de' }, cell: germanMonth }),
  () => ({ field: { type: 'datetime' }, cell: standardTime }),
  () => ({
    field: { type: 'time', format: '%H:%M' },
    cell: oneOf({ '09:30': '09:30:00.000', '23:59': '23:59:00.000' }, ['24:00', '9 Uhr'], 'DATE_INVALID'),
  }),
  () => ({ field: { type: 'year' }, cell: oneOf({ 1999: '1999', 2024: '2024' }, ['soon', '24'], 'DATE_INVALID') }),
  () => ({ field: { type: 'object' }, cell: json }),
  () => ({
    field: { type: 'list', delimiter: ';' },
    cell: oneOf({ 'a;b': '["a", "b"]', c: '["c"]', 'd ;; e': '["d", "e"]' }, [], ''),
  }),
];

export interface RandomDefinition {
  readonly definition: Readonly<Record<string, unknown>>;
  readonly sheet: Sheet;
}

/** A definition of a table that Sluice makes, and a sheet that reads files as it says. */
export function randomDefinition(random: Random, name: string): RandomDefinition {
  const chosen = Array.from({ length: random.int(2, 8) }, () => random.pick(kinds)(random));
  const missing = random.pick([[''], ['', 'n/a'], ['', '-', 'NULL']]);
  const parts = random.int(1, 2);
  const code: Kind = {
    field: { type: 'string', constraints: { maxLength: 20 } },
    cell: { ...words(20), some: () => '' },
  };
  const number: Kind = { field: { type: 'integer', constraints: { minimum: 1 } }, cell: whole(1, 9_000, LARGER) };
  const keys = [code, ...(parts === 2 ? [number] : [])].map((kind, at) => ({ ...kind, name: `Key ${at + 1}` }));
  const others = chosen.map((kind, at) => ({ ...kind, name: `${random.pick(['Wert', 'col', 'Feld'])} ${at}` }));
  const all = [...keys, ...others];
  const required = new Set(others.filter(() => random.chance(0.2)).map((kind) => kind.name));
  // Neither JSON nor long texts can be in a key.
  const keyable = others.filter(({ field }) => !['object', 'list'].includes(String(field.type)) && !isLong(field));
  const unique = random.chance(0.4) ? keyable.slice(0, random.int(1, 2)).map((kind) => kind.name) : [];
  const keyOf = (row: Row): string => JSON.stringify(keys.map((kind) => row[kind.name]));
  const uniqueKeys = unique.length > 0 ? [unique] : [];
  const definition = {
    name,
    target: { table: name.replaceAll('-', '_'), manage: 'create', stamps: { import: 'import_id' } },
    schema: {
      ...{
        missingValues: missing,
        primaryKey: keys.map((kind) => kind.name),
        ...(uniqueKeys.length > 0 && { uniqueKeys }),
      },
      fields: all.map((kind) => ({
        ...{ name: kind.name, ...kind.field },
        constraints: { ...(kind.field.constraints as object), ...(required.has(kind.name) && { required: true }) },
      })),
    },
    columns: Object.fromEntries(all.map((kind, at) => [kind.name, { ...kind.extras, column: `c${at}` }])),
  };
  const sheet: Sheet = {
    ...{ importer: name, key: keys.map((kind) => kind.name), keyOf, missing, stamp: 'job', unique: uniqueKeys[0] },
    select: `SELECT ${all.map((kind, at) => `c${at} AS \`${kind.name}\``).join(', ')}, import_id AS job
      FROM data_${name.replaceAll('-', '_')} WHERE account_id = ?`,
    columns: all.map((kind) => ({
      ...{ field: kind.name, cell: kind.cell },
      ...((required.has(kind.name) || keys.some((key) => key.name === kind.name)) && { required: true as const }),
    })),
    newKey: (one, at) => ({ 'Key 1': `k ${at}`, ...(parts === 2 && { 'Key 2': String(one.int(1, 9)) }) }),
  };
  return { definition, sheet };
}

const isLong = ({ constraints }: Kind['field']): boolean =>
  Number((constraints as { maxLength?: number } | undefined)?.maxLength ?? 0) > 100;

const LARGER = { below: 'BELOW_MINIMUM', above: '' };

/** A value without the zeros that fill up a decimal, as two tables may have it with other types. */
export const plainValue = (value: Value | undefined): string =>
  /^-?\d+\.\d+$/.test(value ?? '') ? String(value).replace(/\.?0+$/, '') : String(value);
