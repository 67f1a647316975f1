import { IMPORT_COLUMN } from '@sluice/core';
import type { Definition, FileOptions } from './definition.ts';
import { type Path, pathText } from './problem.ts';

/** A definition as a Data Package with one table, and what the standard has no place for. */
export interface ToPackage {
  readonly value: Readonly<Record<string, unknown>>;
  /** Paths in the definition, such as `columns.price.sqlType`. */
  readonly omitted: readonly string[];
}

const PROFILE = 'https://datapackage.org/profiles/2.0/datapackage.json';

/** The inverse of `fromDataPackage`: schema, name and title, and as `dialect` the options of files that dialects have. */
export function toDataPackage(definition: Definition): ToPackage {
  const { name, title, schema, file = {}, columns = {} } = definition;
  const { dialect, omitted } = dialectOf(file);
  const paths: Path[] = [
    ...(isUsualTarget(definition) ? [] : [['target']]),
    ...Object.entries(columns).flatMap(([field, extras]) =>
      Object.keys(extras).map((member) => ['columns', field, member]),
    ),
    ...(['lookups', 'checks', 'access', 'modes'] as const).filter((part) => definition[part]).map((part) => [part]),
    ...omitted.map((member) => ['file', member]),
  ];
  const resource = {
    ...{ name, type: 'table', path: `${name}.csv` },
    ...(title !== undefined && { title }),
    ...(isGiven(file.encoding) && { encoding: file.encoding }),
    ...(Object.keys(dialect).length > 0 && { dialect }),
    schema,
  };
  return { value: { $schema: PROFILE, name, resources: [resource] }, omitted: paths.map(pathText) };
}

/** The target that is made of the name, so that nothing is lost without it. */
function isUsualTarget({ name, target: { stamps = {}, ...target } }: Definition): boolean {
  const usual = { table: name.replaceAll('-', '_'), manage: 'create' };
  const says = (given: object, expected: object): boolean => {
    const members = Object.entries(given).filter(([, value]) => value !== undefined);
    return members.every(([member, value]) => expected[member as keyof typeof expected] === value);
  };
  return says(target, usual) && says(stamps, { import: IMPORT_COLUMN });
}

/** What is not said differently from what holds anyway: an option that is detected, or off. */
const isGiven = (value: unknown): boolean => ![undefined, 'auto', false, 0].includes(value as never);

/** Options of files as a Table Dialect, and those that dialects do not have. */
function dialectOf(file: FileOptions): { dialect: Record<string, unknown>; omitted: string[] } {
  const { encoding: _, delimiter, quote, escape: escaped, comment, headerRow, headerRows, sheet, ...others } = file;
  const { header, lost } = headerOf(headerRow, headerRows);
  const dialect = {
    ...(isGiven(delimiter) && { delimiter }),
    ...(isGiven(quote) && quote !== 'none' && { quoteChar: quote }),
    ...(escaped === '\\' && { escapeChar: escaped }),
    ...(isGiven(comment) && comment !== 'none' && { commentChar: comment }),
    ...header,
    ...(sheet !== undefined && { sheetName: sheet }),
  };
  const none = Object.entries({ quote, escape: escaped, comment }).filter(([, value]) => value === 'none');
  const left = Object.entries(others).filter(([, value]) => isGiven(value));
  return { dialect, omitted: [...none, ...left].map(([member]) => member).concat(lost) };
}

/** Dialects number their header rows, so that some rows after a detected one have no form. */
function headerOf(
  row: FileOptions['headerRow'],
  rows: number | undefined,
): { header: Record<string, unknown>; lost: string[] } {
  if (row === 'none') return { header: { header: false }, lost: [] };
  if (typeof row !== 'number') return { header: {}, lost: rows === undefined || rows === 1 ? [] : ['headerRows'] };
  return { header: { headerRows: Array.from({ length: rows ?? 1 }, (_, at) => row + at) }, lost: [] };
}
