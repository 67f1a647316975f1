import { quotedNames, type TableColumn, type TableDescription } from '@sluice/core';
import { type Path, type Problem, type ProblemCode, pathText, type Report, shown } from '../document/problem.ts';
import { similarName } from '../document/similar-name.ts';

/** What is right about a target, but may surprise. */
export type WarningCode =
  | 'TRIGGER'
  | 'CHECK'
  | 'FOREIGN_KEY'
  | 'ROUNDED'
  | 'CHARACTERS'
  | 'AMBIGUOUS'
  | 'CASCADES'
  | 'SHARED';

export interface TargetWarning {
  /** The part of the definition that it is about: `target.table`. */
  readonly path: string;
  readonly code: WarningCode;
  readonly message: string;
}

/** Collects what is wrong with a target, and what may surprise. */
export class Findings {
  readonly problems: Problem[] = [];
  readonly warnings: TargetWarning[] = [];

  readonly report: Report = (path: Path, code: ProblemCode, message: string) => {
    this.problems.push({ path: pathText(path), code, message });
  };

  warn(path: Path, code: WarningCode, message: string): void {
    this.warnings.push({ path: pathText(path), code, message });
  }
}

export const nameOf = ({ schema, name }: Pick<TableDescription, 'schema' | 'name'>): string => `${schema}.${name}`;

/** MySQL compares names of columns without case. */
export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export const columnOf = ({ columns }: TableDescription, name: string): TableColumn | undefined =>
  columns.find((column) => sameName(column.name, name));

/** The column of a table, if it is there and can be written or read; otherwise it is reported. */
export function requireColumn(
  table: TableDescription,
  name: string,
  path: Path,
  report: Report,
): TableColumn | undefined {
  const column = columnOf(table, name);
  if (column) return column;
  const similar = similarName(
    name,
    table.columns.map((one) => one.name),
  );
  const hint =
    similar === undefined
      ? `It has: ${quotedNames(table.columns.map((one) => one.name))}.`
      : `Did you mean ${shown(similar)}?`;
  report(path, 'COLUMN_NOT_FOUND', `${nameOf(table)} has no column ${shown(name)}. ${hint}`);
  return undefined;
}

/** Whether two lists have the same names, in any order. */
export const sameNames = (some: readonly (string | null)[], others: readonly string[]): boolean =>
  some.length === others.length && others.every((name) => some.some((one) => one !== null && sameName(one, name)));
