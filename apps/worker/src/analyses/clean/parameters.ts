import { AppError, type FieldError, isAppError, quotedNames } from '@sluice/core';
import type { CleanParameters } from '@sluice/jobs';
import type { Engine } from '../engine.ts';
import type { TableColumn } from '../types.ts';
import type { CleanContext, CleanState } from './types.ts';

/** The columns with one of these names, in file order. Names are compared as returned by the reader. */
export const columnsNamed = (columns: readonly TableColumn[], names: readonly string[]): TableColumn[] => {
  const wanted = new Set(names);
  return columns.filter(({ name }) => wanted.has(name));
};

/** Columns with an individual setting, and the setting. */
export function settingsOf<T>(
  columns: readonly TableColumn[],
  settings: Readonly<Record<string, T>>,
): { column: TableColumn; setting: T }[] {
  const byName = new Map(Object.entries(settings));
  return columns.flatMap((column) => {
    const setting = byName.get(column.name);
    return setting === undefined ? [] : [{ column, setting }];
  });
}

/** The parameters of one step; a step without parameters always runs. */
export function parametersOfStep(parameters: CleanParameters, key: string) {
  const own = (parameters as Readonly<Record<string, unknown>>)[key] as Readonly<Record<string, unknown>> | undefined;
  return { parameters: own ?? {}, enabled: own?.enabled !== false };
}

/** Every column named in the parameters, with the path of the parameter. */
function namedColumns({ quarantine, types, standardise, duplicates, nulls, outliers }: CleanParameters) {
  const list = (path: string, names: readonly string[]) => names.map((name, at) => ({ path: `${path}.${at}`, name }));
  const keys = (path: string, record: object) => Object.keys(record).map((name) => ({ path: `${path}.${name}`, name }));
  return [
    ...list('quarantine.required', quarantine.required),
    ...quarantine.ranges.map(({ column }, at) => ({ path: `quarantine.ranges.${at}.column`, name: column })),
    ...quarantine.formats.map(({ column }, at) => ({ path: `quarantine.formats.${at}.column`, name: column })),
    ...keys('types.columns', types.columns),
    ...list('standardise.collapse_spaces', standardise.collapse_spaces),
    ...keys('standardise.unicode', standardise.unicode),
    ...keys('standardise.case', standardise.case),
    ...keys('standardise.synonyms', standardise.synonyms),
    ...list('standardise.dates', standardise.dates),
    ...list('duplicates.keys', duplicates.keys),
    ...(Array.isArray(nulls.token_columns) ? list('nulls.token_columns', nulls.token_columns) : []),
    ...keys('nulls.columns', nulls.columns),
    ...list('outliers.columns', outliers.columns ?? []),
  ];
}

/** @throws AppError VALIDATION_FAILED listing the unknown columns and those that the file has */
export function checkColumns(columns: readonly TableColumn[], parameters: CleanParameters): void {
  const known = new Set(columns.map(({ name }) => name));
  const unknown = namedColumns(parameters).filter(({ name }) => !known.has(name));
  if (unknown.length === 0) return;
  const names = [...new Set(unknown.map(({ name }) => name))];
  const expected = quotedNames([...known]);
  const fields: FieldError[] = unknown.slice(0, 100).map(({ path, name }) => ({
    field: `parameters.${path}`,
    code: 'COLUMN_UNKNOWN',
    message: `expected one of ${expected}; received ${quotedNames([name])}`,
  }));
  throw new AppError('VALIDATION_FAILED', `The file has no column ${quotedNames(names)}. Its columns: ${expected}.`, {
    fields,
  });
}

/** @throws AppError VALIDATION_FAILED naming a pattern that is not a valid RE2 expression */
export async function checkPatterns(
  engine: Engine,
  { quarantine }: CleanParameters,
  signal: AbortSignal,
): Promise<void> {
  for (const [at, { pattern }] of quarantine.formats.entries()) {
    if (pattern === undefined) continue;
    try {
      await engine.rows(`SELECT regexp_full_match('', ?)`, [pattern]);
    } catch (error) {
      signal.throwIfAborted();
      if (isAppError(error) || !(error instanceof Error)) throw error;
      const message = `expected an RE2 expression; received "${pattern}" (${error.message.split('\n', 1)[0]})`;
      throw new AppError('VALIDATION_FAILED', `quarantine.formats.${at}.pattern: ${message}`, {
        fields: [{ field: `parameters.quarantine.formats.${at}.pattern`, code: 'PATTERN_INVALID', message }],
        cause: error,
      });
    }
  }
}

/** The columns in which placeholder values are cleared, according to the parameters. */
export async function tokenColumns(context: CleanContext, state: CleanState): Promise<readonly TableColumn[]> {
  const { tokens, token_columns } = context.parameters.nulls;
  if (tokens.length === 0) return [];
  if (token_columns === 'all') return context.columns;
  if (token_columns !== 'typed') return columnsNamed(context.columns, token_columns);
  const kinds = await context.facts.kinds(state.table, tokens);
  return context.columns.filter(({ id }) => {
    const kind = kinds.get(id)?.kind;
    return kind === 'number' || kind === 'date' || kind === 'boolean';
  });
}
