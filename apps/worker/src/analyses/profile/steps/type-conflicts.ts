import { type CellKind, cellKinds } from '@sluice/jobs/report';
import { AGREEMENT, kindSql, kindsThatFit } from '../../shared/kinds.ts';
import { decimalOf, ratio } from '../../shared/number-sql.ts';
import { literal } from '../../shared/sql.ts';
import { count, counted, named, percent, the } from '../../shared/wording.ts';
import { cellsWhere } from '../cells.ts';
import { isTokenSql } from '../count-columns.ts';
import type { ColumnFacts, Profile, ProfileStep } from '../types.ts';

/** Share of values of one other kind from which a text column is called mixed. */
const MIXED = 0.5;

/** What a value of each kind is called in a sentence. */
const asNoun: Readonly<Record<CellKind, string>> = {
  bit: '0 or 1',
  integer: 'an integer',
  number: 'a number',
  grouped: 'a number with thousands separators',
  formatted: 'a formatted number',
  code: 'a digit sequence',
  boolean: 'true or false',
  date: 'a date',
  datetime: 'a date with time',
  time: 'a time of day',
  email: 'an email address',
  phone: 'a phone number',
  url: 'a URL',
  uuid: 'a UUID',
  ip: 'an IP address',
  text: 'text',
};

const isTyped = ({ type }: ColumnFacts): boolean => type !== 'text' && type !== 'empty';

/** The most frequent kind in a text column, if it is not text and has the share MIXED. */
function mixedWith({ type, kinds, values }: ColumnFacts): CellKind | undefined {
  if (type !== 'text') return undefined;
  const most = cellKinds.reduce((a, b) => (kinds[b] > kinds[a] ? b : a));
  return most !== 'text' && kinds[most] >= MIXED * values ? most : undefined;
}

/** Cells that do not match their column's type, and columns with mixed types. */
export const typeConflictsStep: ProfileStep<'type_conflicts'> = {
  key: 'type_conflicts',
  title: 'Type conflicts',
  parameters: { agreement: AGREEMENT, mixed: MIXED },
  async run(profile) {
    const conflicts = profile.columns.filter((column) => isTyped(column) && column.agree < column.values);
    const mixed = profile.columns.flatMap((column) => {
      const kind = mixedWith(column);
      return kind === undefined ? [] : [{ column, kind }];
    });
    const wrong = (column: ColumnFacts): number => column.values - column.agree;
    const total = conflicts.reduce((sum, column) => sum + wrong(column), 0);
    return {
      numbers: { columns_in_conflict: conflicts.length, cells_in_conflict: total, mixed_columns: mixed.length },
      findings: {
        conflicts: conflicts.map((column) => ({
          column: column.label,
          type: column.type,
          agreeing: column.agree,
          disagreeing: wrong(column),
          agreement: ratio(column.agree, column.values),
          kinds: Object.fromEntries(othersOf(column).map((kind) => [kind, column.kinds[kind]])),
        })),
        mixed: mixed.map(({ column, kind }) => ({
          column: column.label,
          most: kind,
          share: ratio(column.kinds[kind], column.values),
        })),
      },
      sheet: {
        columns: [
          { header: 'Column', type: 'text' },
          { header: 'Type', type: 'text' },
          { header: 'Values', type: 'integer' },
          { header: 'Conflicts', type: 'integer' },
          { header: 'Match the type', type: 'percent' },
          { header: 'Found instead', type: 'text' },
        ],
        rows: [
          ...conflicts.map((column) => [
            ...[column.label, column.type, column.values, wrong(column), ratio(column.agree, column.values)],
            describeOthers(column),
          ]),
          ...mixed.map(({ column, kind }) => [
            ...[column.label, 'mixed', column.values, column.values - column.kinds[kind]],
            ...[ratio(column.kinds[kind], column.values), describeKinds(column, cellKinds)],
          ]),
        ],
      },
      ...(conflicts.length === 0 ? {} : { alerts: [alertOf(conflicts, total)] }),
      issues: [
        ...conflicts.map((column) => ({
          field_name: column.label,
          issue_type: 'type_mismatch',
          severity: wrong(column) > 0.01 * column.values ? ('high' as const) : ('medium' as const),
          message: `${column.label}: ${counted(wrong(column), 'value is', 'values are')} not ${nounOf(column)}, unlike ${percent(column.agree, column.values)} of the column. Found instead: ${describeOthers(column)}.`,
        })),
        ...mixed.map(({ column, kind }) => ({
          field_name: column.label,
          issue_type: 'mixed_types',
          severity: 'medium' as const,
          message: `${column.label} has mixed types: ${describeKinds(column, cellKinds)} (${percent(column.kinds[kind], column.values)} ${kind}).`,
        })),
      ],
      recommendations: conflicts.map((column) => ({
        field_name: column.label,
        priority: wrong(column) > 0.01 * column.values ? ('high' as const) : ('medium' as const),
        recommendation: `Correct or clear ${the(wrong(column), 'value')} of "${column.label}" that ${wrong(column) === 1 ? 'is' : 'are'} not ${nounOf(column)}.`,
        timeline: 'before loading the data',
      })),
      rowIssues: conflicts.map((column) => ({
        position: column.position,
        label: column.label,
        type: 'type_mismatch',
        severity: 'warning' as const,
        ...conflictQuery(profile, column),
      })),
    };
  },
};

const nounOf = ({ type }: ColumnFacts): string => asNoun[type as CellKind];

const othersOf = ({ type, kinds }: ColumnFacts): CellKind[] =>
  cellKinds.filter((kind) => kinds[kind] > 0 && !kindsThatFit(type).includes(kind));

const describeKinds = ({ kinds }: ColumnFacts, among: readonly CellKind[]): string =>
  among
    .filter((kind) => kinds[kind] > 0)
    .toSorted((a, b) => kinds[b] - kinds[a])
    .map((kind) => `${kind} (${count(kinds[kind])})`)
    .join(', ');

const describeOthers = (column: ColumnFacts): string => describeKinds(column, othersOf(column));

function conflictQuery({ source }: Profile, column: ColumnFacts) {
  const fitting = kindsThatFit(column.type).map((kind) => `'${kind}'`);
  const test = `x IS NOT NULL AND NOT ${isTokenSql('x')} AND ${kindSql('x', decimalOf(column, source.dialect))} NOT IN (${fitting.join(', ')})`;
  const message = `not ${nounOf(column)}, unlike ${percent(column.agree, column.values)} of the column`;
  return cellsWhere(source.table, column, test, literal(message));
}

function alertOf(conflicts: readonly ColumnFacts[], total: number) {
  const share = Math.max(...conflicts.map(({ agree, values }) => 1 - agree / values));
  return {
    severity: share > 0.01 ? ('high' as const) : ('medium' as const),
    category: 'validity',
    message: `${counted(total, 'value does', 'values do')} not fit the type of ${conflicts.length === 1 ? 'its column' : 'their columns'}: ${named(conflicts.map(({ label }) => label))}.`,
    affected_fields_count: conflicts.length,
    recommendation: `Correct them at the source, or set "types" for these columns when cleaning.`,
  };
}
