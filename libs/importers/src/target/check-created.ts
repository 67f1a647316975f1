import {
  ACCOUNT_COLUMN,
  columnType,
  formatCount,
  type ImportTargets,
  qualifiedTable,
  type TableColumn,
  type TableDescription,
} from '@sluice/core';
import type { Definition } from '../document/definition.ts';
import type { Path, Report } from '../document/problem.ts';
import { planTable, type TablePlan } from './alter-table.ts';
import { columnOf, type Findings, sameName } from './findings.ts';
import { holds } from './kinds.ts';
import type { ResolvedTarget } from './resolve-target.ts';
import { ROW_COLUMN, type WantedTable, wantedTable } from './wanted-table.ts';
import { fieldColumns, keyColumns } from './written-columns.ts';

/** Names of checks are made of it, and have 64 characters at most. */
const LONGEST_TABLE = 56;
/** InnoDB. */
const MOST_COLUMNS = 1_017;
const MOST_ROW_BYTES = 65_535;
const MOST_KEY_BYTES = 3_072;
/** Of a key, with the account. */
const MOST_KEY_COLUMNS = 16;
/** With those that Sluice adds: of its rows, and of accounts. */
const MOST_KEYS = 64;
const MOST_DIGITS = 65;
const MOST_DECIMALS = 30;

/** Checks what no server is needed for: names, types, and sizes of the table that Sluice is to make. */
export function checkWanted(
  definition: Definition,
  target: ResolvedTarget,
  wanted: WantedTable,
  allowed: ImportTargets,
  report: Report,
): void {
  const { target: given, columns = {} } = definition;
  const { schema } = qualifiedTable(given.table);
  if (schema !== undefined && schema !== allowed.createSchema) {
    const message = `Sluice makes tables in the database ${allowed.createSchema} only. Leave out the schema.`;
    report(['target', 'table'], 'TABLE_NOT_ALLOWED', message);
  }
  if (target.table.length > LONGEST_TABLE) {
    const message = `The table would be ${target.table}, and names of tables that Sluice makes have at most ${LONGEST_TABLE} characters. Shorten it.`;
    report(['target', 'table'], 'TOO_LARGE', message);
  }
  if (given.account !== undefined && !sameName(given.account, ACCOUNT_COLUMN)) {
    const message = `Tables that Sluice makes have the account in ${ACCOUNT_COLUMN}. Leave out the account.`;
    report(['target', 'account'], 'ACCOUNT_WRONG', message);
  }
  checkNames(definition, report);
  for (const { field } of fieldColumns(definition)) {
    const sqlType = field && columns[field.name]?.sqlType;
    if (field && sqlType !== undefined && !holds(columnType(sqlType).family, field)) {
      const message = `A column of the type ${sqlType} does not hold values of the type ${field.type ?? 'any'}. Choose another one.`;
      report(['columns', field.name, 'sqlType'], 'COLUMN_TYPE', message);
    }
    const wrong = sqlType === undefined ? undefined : wrongDigits(sqlType);
    if (field && wrong !== undefined) report(['columns', field.name, 'sqlType'], 'WRONG_VALUE', wrong);
  }
  checkSizes(definition, wanted, report);
}

/** Columns that Sluice itself fills in its tables. */
function checkNames(definition: Definition, report: Report): void {
  const stamps = Object.entries(definition.target.stamps ?? {});
  const given: { column: string | undefined; path: Path }[] = [
    ...stamps.map(([name, column]) => ({ column, path: ['target', 'stamps', name] })),
    ...fieldColumns(definition),
  ];
  for (const { column, path } of given) {
    if (column === undefined || ![ACCOUNT_COLUMN, ROW_COLUMN].some((name) => sameName(name, column))) continue;
    const message = `Sluice itself fills the column ${column} of tables that it makes. Name another column.`;
    report(path, 'CONTRADICTION', message);
  }
}

/** Why no server has such a decimal; undefined if it is none, or right. */
function wrongDigits(sqlType: string): string | undefined {
  const { family, sizes } = columnType(sqlType);
  if (family !== 'decimal') return undefined;
  // A decimal of 0 digits is one of 10.
  const [digits = 10, decimals = 0] = sizes[0] === 0 ? [10, sizes[1]] : sizes;
  if (digits > MOST_DIGITS) return `A decimal has at most ${MOST_DIGITS} digits. Write fewer than ${digits}.`;
  if (decimals > MOST_DECIMALS) {
    return `A decimal has at most ${MOST_DECIMALS} digits after the decimal mark. Write fewer than ${decimals}.`;
  }
  if (decimals <= digits) return undefined;
  return `${sqlType} would have more digits after the decimal mark than it has in all. Write decimal(${decimals},${decimals}) or more.`;
}

function checkSizes({ schema, ...others }: Definition, wanted: WantedTable, report: Report): void {
  const { primaryKey, uniqueKeys = [] } = schema;
  const keys: [readonly string[], Path][] = [
    ...(primaryKey ? [[primaryKey, ['schema', 'primaryKey']] as [string[], Path]] : []),
    ...uniqueKeys.map((key, at): [string[], Path] => [key, ['schema', 'uniqueKeys', at]]),
  ];
  for (const [key, path] of keys) {
    const columns = [ACCOUNT_COLUMN, ...keyColumns({ schema, ...others }, key)].map((name) => columnOf(wanted, name));
    const long = columns.find((column) => column && isLong(column));
    const bytes = columns.reduce((sum, column) => sum + (column ? bytesOf(column) : 0), 0);
    if (columns.length > MOST_KEY_COLUMNS) {
      const message = `The key would have ${columns.length} columns with the account, and the most is ${MOST_KEY_COLUMNS}. Leave some out.`;
      report(path, 'TOO_LARGE', message);
    } else if (long) {
      report(
        path,
        'TOO_LARGE',
        `The column ${long.name} would be ${long.type}, which cannot be in a unique index. Choose another key, or a varchar as its sqlType.`,
      );
    } else if (bytes > MOST_KEY_BYTES) {
      const message = `The key would have up to ${formatCount(bytes)} bytes, and the most is ${formatCount(MOST_KEY_BYTES)}. Give its fields a maxLength.`;
      report(path, 'TOO_LARGE', message);
    }
  }
  const more = wanted.indexes.length - MOST_KEYS;
  if (more > 0) {
    const message = `The table would have ${wanted.indexes.length} keys with those that Sluice adds, and the most is ${MOST_KEYS}. Leave out ${more}.`;
    report(['schema', 'uniqueKeys'], 'TOO_LARGE', message);
  }
  const path = ['schema', 'fields'];
  const bytes = wanted.columns.reduce((sum, column) => sum + bytesOf(column), 0);
  if (wanted.columns.length > MOST_COLUMNS) {
    const message = `The table would have ${formatCount(wanted.columns.length)} columns, and the most is ${formatCount(MOST_COLUMNS)}. Leave some out.`;
    report(path, 'TOO_LARGE', message);
  } else if (bytes > MOST_ROW_BYTES) {
    const message = `A row of the table would have up to ${formatCount(bytes)} bytes, and the most is ${formatCount(MOST_ROW_BYTES)}. Give long texts the sqlType text.`;
    report(path, 'TOO_LARGE', message);
  }
}

const isLong = ({ type }: TableColumn): boolean => /^(?:json|(?:tiny|medium|long)?(?:text|blob))$/.test(type);

/** Of a row, at most, as MySQL counts them. Long texts are kept apart. */
function bytesOf({ type, characterSet }: TableColumn): number {
  const { base, family, sizes } = columnType(type);
  if (isLong({ type } as TableColumn)) return 12;
  if (family === 'text') return (sizes[0] ?? 1) * (characterSet === 'ascii' ? 1 : 4) + 2;
  if (base.endsWith('binary')) return (sizes[0] ?? 1) + 2;
  return family === 'decimal' ? Math.ceil((sizes[0] ?? 10) / 2) : 8;
}

/** What becomes of the table that Sluice makes, and how. */
export function planCreated(
  definition: Definition,
  target: ResolvedTarget,
  {
    stored,
    allowed,
    before,
  }: { stored: ReadonlyMap<string, TableColumn>; allowed: ImportTargets; before: TableDescription | undefined },
  findings: Findings,
): { wanted: WantedTable; plan: (before: TableDescription | undefined) => TablePlan } {
  const wanted = wantedTable(definition, target, stored);
  checkWanted(definition, target, wanted, allowed, findings.report);
  const plan = (table: TableDescription | undefined) => planTable(definition, wanted, table);
  const { problems, warnings } = plan(before);
  findings.problems.push(...problems);
  findings.warnings.push(...warnings);
  return { wanted, plan };
}
