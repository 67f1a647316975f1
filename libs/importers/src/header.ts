import { AppError, excerpt, type FieldError, quotedNames } from '@sluice/core';
import type { Importer } from './types.ts';

/** Faults of a mapping that an error lists. */
const MOST_WRONG = 50;

/** The leading columns of a result file. A file that has them is a result file that was uploaded again. */
export const resultColumns = ['_row', '_status', '_error_code', '_error_column', '_error'] as const;

export interface HeaderMatch {
  readonly header: string;
  /** The importer's column; null if the file's column is not imported. */
  readonly column: string | null;
  readonly how: 'name' | 'alias' | 'given' | 'ignored' | 'unknown' | 'reserved';
}

export interface HeaderMapping {
  readonly matches: readonly HeaderMatch[];
  /** Required columns that are missing from the file. */
  readonly missing: readonly string[];
  /** Columns of the importer that several headers claim, with those headers. */
  readonly doubled: ReadonlyMap<string, readonly string[]>;
  /** Headers in the caller's mapping that are not in the file, and columns that do not exist. */
  readonly wrong: readonly FieldError[];
  /** The position of `_status`, if this is a result file that was uploaded again. */
  readonly statusIndex: number | undefined;
}

/** A header for comparison, without case, spaces, `-`, `_`, `.` and invisible characters. */
const normalize = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\-_.\u200b-\u200f\u2060\ufeff]+/g, '');

function namesOf(importer: Importer): Map<string, { column: string; how: 'name' | 'alias' }> {
  const names = new Map<string, { column: string; how: 'name' | 'alias' }>();
  for (const column of importer.columns) names.set(normalize(column.name), { column: column.name, how: 'name' });
  for (const column of importer.columns) {
    for (const alias of column.aliases ?? []) {
      const key = normalize(alias);
      if (!names.has(key)) names.set(key, { column: column.name, how: 'alias' });
    }
  }
  return names;
}

/**
 * Maps headers to columns. The caller's `mapping` (header -> column, or null to ignore it) takes precedence over names, and
 * names over aliases.
 */
export function matchHeader(
  header: readonly string[],
  importer: Importer,
  mapping: Readonly<Record<string, string | null>> = {},
): HeaderMapping {
  const names = namesOf(importer);
  const given = new Map(Object.entries(mapping).map(([from, to]) => [normalize(from), to]));
  const isResultFile = ['_row', '_status'].every((name) => header.includes(name));
  const claimedByName = new Set<string>([...given.values()].filter((column) => column !== null));
  for (const text of header) {
    const found = names.get(normalize(text));
    if (found?.how === 'name' && !given.has(normalize(text))) claimedByName.add(found.column);
  }
  const matches = header.map((text): HeaderMatch => {
    const key = normalize(text);
    if (isResultFile && (resultColumns as readonly string[]).includes(text)) {
      return { header: text, column: null, how: 'reserved' };
    }
    const wanted = given.get(key);
    if (wanted === null) return { header: text, column: null, how: 'ignored' };
    if (wanted !== undefined) return { header: text, column: wanted, how: 'given' };
    const found = names.get(key);
    if (!found) return { header: text, column: null, how: 'unknown' };
    // An alias is ignored if another header has the column's own name.
    if (found.how === 'alias' && claimedByName.has(found.column)) return { header: text, column: null, how: 'unknown' };
    if (found.how === 'name' && [...given.values()].includes(found.column)) {
      return { header: text, column: null, how: 'unknown' };
    }
    return { header: text, column: found.column, how: found.how };
  });
  const status = header.indexOf('_status');
  return {
    matches,
    missing: missingColumns(importer, matches),
    doubled: doubledColumns(matches),
    wrong: wrongMapping(importer, header, mapping),
    statusIndex: isResultFile ? status : undefined,
  };
}

function missingColumns(importer: Importer, matches: readonly HeaderMatch[]): string[] {
  const present = new Set(matches.map(({ column }) => column));
  return importer.columns.filter(({ name, required }) => required && !present.has(name)).map(({ name }) => name);
}

function doubledColumns(matches: readonly HeaderMatch[]): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const { header, column } of matches) {
    if (column !== null) headers.set(column, [...(headers.get(column) ?? []), header]);
  }
  return new Map([...headers].filter(([, list]) => list.length > 1));
}

function wrongMapping(
  importer: Importer,
  header: readonly string[],
  mapping: Readonly<Record<string, string | null>>,
): FieldError[] {
  const present = new Set(header.map(normalize));
  const columns = importer.columns.map(({ name }) => name);
  const wrong: FieldError[] = [];
  for (const [from, to] of Object.entries(mapping)) {
    if (!present.has(normalize(from))) {
      wrong.push({
        field: `mapping.${excerpt(from)}`,
        code: 'HEADER_UNKNOWN',
        message: `the file has no column "${excerpt(from)}"`,
      });
    }
    if (to !== null && !columns.includes(to)) {
      const message = `"${excerpt(to)}" is not one of ${columns.join(', ')}`;
      wrong.push({ field: `mapping.${excerpt(from)}`, code: 'COLUMN_UNKNOWN', message });
    }
  }
  return wrong;
}

/**
 * Rejects a header that an import cannot use.
 * @throws AppError MAPPING_INVALID, HEADER_DUPLICATE or HEADER_COLUMNS_MISSING, with the expected and actual columns.
 */
export function requireUsableHeader(mapping: HeaderMapping, importer: Importer): void {
  if (mapping.wrong.length > 0) {
    const message = `The mapping is invalid: ${mapping.wrong
      .slice(0, MOST_WRONG)
      .map((field) => field.message)
      .join('; ')}.`;
    throw new AppError('MAPPING_INVALID', message, { fields: mapping.wrong.slice(0, MOST_WRONG) });
  }
  const received = mapping.matches.map(({ header }) => header);
  const [doubled] = mapping.doubled;
  if (doubled) {
    const [column, headers] = doubled;
    throw new AppError(
      'HEADER_DUPLICATE',
      `Several columns of the file match "${column}": ${quotedNames(headers)}. Rename or remove all but one, or set "mapping".`,
      { fields: [{ field: column, code: 'HEADER_DUPLICATE', message: `matched by ${quotedNames(headers)}` }] },
    );
  }
  if (mapping.missing.length > 0) {
    const expected = importer.columns.map(({ name }) => name);
    throw new AppError(
      'HEADER_COLUMNS_MISSING',
      `The file has no column for ${quotedNames(mapping.missing, Infinity)}. Expected: ${quotedNames(expected, Infinity)}. Found: ${quotedNames(received, 50)}.`,
      {
        fields: mapping.missing.map((field) => ({
          field,
          code: 'REQUIRED',
          message: 'no column of the file matches it',
        })),
        context: { expected, received: received.slice(0, 50).map((name) => excerpt(name)) },
      },
    );
  }
}
