import { excerpt, type FieldError, quotedNames } from '@sluice/core';
import { withoutInvisible } from './characters.ts';
import { type FieldsFit, fitFields } from './fields-match.ts';
import type { Importer } from './types.ts';

/** The leading columns of a result file. A file that has them is a result file that was uploaded again. */
export const resultColumns = ['_row', '_status', '_error_code', '_error_column', '_error'] as const;

export interface HeaderMatch {
  readonly header: string;
  /** The importer's column; null if the file's column is not imported. */
  readonly column: string | null;
  readonly how: 'name' | 'alias' | 'given' | 'ignored' | 'unknown' | 'reserved';
}

export interface HeaderMapping extends FieldsFit {
  readonly matches: readonly HeaderMatch[];
  /** Columns of the importer that several headers claim, with those headers. */
  readonly doubled: ReadonlyMap<string, readonly string[]>;
  /** Headers in the caller's mapping that are not in the file, and columns that do not exist. */
  readonly wrong: readonly FieldError[];
  /** The position of `_status`, if this is a result file that was uploaded again. */
  readonly statusIndex: number | undefined;
}

/** A longer header is no name of a column and is compared as it is: a file may have many. */
const LONGEST_NAME = 1_000;

/** A header for comparison: in one Unicode form, without case, spaces, `-`, `_`, `.`, `*`, `?`, `:` and invisible characters. */
export function normalizeHeader(header: string): string {
  if (header.length > LONGEST_NAME) return header;
  const visible = withoutInvisible(header.normalize('NFKC'));
  return visible.toLowerCase().replace(/[\s\-_.*?:]+/g, '');
}

/** The same without what stands in brackets, such as units: `Valid from [UTC]`. Itself if nothing else is left. */
function normalizeWithoutBrackets(header: string): string {
  const key = normalizeHeader(header);
  if (key.length > LONGEST_NAME) return key;
  return key.replace(/\([^()]*\)|\[[^[\]]*\]|\{[^{}]*\}/g, '') || key;
}

interface Named {
  readonly column: string;
  readonly how: 'name' | 'alias';
}

function namesOf(importer: Importer): Map<string, Named> {
  const names = new Map<string, Named>();
  for (const column of importer.columns) names.set(normalizeHeader(column.name), { column: column.name, how: 'name' });
  for (const column of importer.columns) {
    for (const alias of column.aliases ?? []) {
      const key = normalizeHeader(alias);
      if (!names.has(key)) names.set(key, { column: column.name, how: 'alias' });
    }
  }
  return names;
}

/** A header that has a name only without its brackets counts as an alias. */
function find(names: ReadonlyMap<string, Named>, header: string): Named | undefined {
  const exact = names.get(normalizeHeader(header));
  if (exact) return exact;
  const named = names.get(normalizeWithoutBrackets(header));
  return named && { column: named.column, how: 'alias' };
}

/** The caller's mapping. A header that is written exactly as in the mapping takes precedence over similar ones. */
function givenFor(header: readonly string[], mapping: Readonly<Record<string, string | null>>) {
  const exact = new Map(Object.entries(mapping));
  const present = new Set(header);
  const similar = new Map(
    [...exact].filter(([from]) => !present.has(from)).map(([from, to]) => [normalizeHeader(from), to] as const),
  );
  return (text: string): string | null | undefined =>
    exact.has(text) ? exact.get(text) : similar.get(normalizeHeader(text));
}

/**
 * Maps headers to columns. The caller's `mapping` (header -> column, or null to ignore it) takes precedence over names, and
 * names over aliases.
 * @param updates whether rows that exist are updated, so that a file may lack what only new rows need
 */
export function matchHeader(
  header: readonly string[],
  importer: Importer,
  mapping: Readonly<Record<string, string | null>> = {},
  updates = false,
): HeaderMapping {
  const names = namesOf(importer);
  const given = givenFor(header, mapping);
  const wantedColumns = Object.values(mapping);
  const isResultFile = ['_row', '_status'].every((name) => header.includes(name));
  const claimedByName = new Set<string>(wantedColumns.filter((column) => column !== null));
  for (const text of header) {
    const found = find(names, text);
    if (found?.how === 'name' && given(text) === undefined) claimedByName.add(found.column);
  }
  const matches = header.map((text): HeaderMatch => {
    if (isResultFile && (resultColumns as readonly string[]).includes(text)) {
      return { header: text, column: null, how: 'reserved' };
    }
    const wanted = given(text);
    if (wanted === null) return { header: text, column: null, how: 'ignored' };
    if (wanted !== undefined) return { header: text, column: wanted, how: 'given' };
    const found = find(names, text);
    if (!found) return { header: text, column: null, how: 'unknown' };
    // An alias is ignored if another header has the column's own name.
    if (found.how === 'alias' && claimedByName.has(found.column)) return { header: text, column: null, how: 'unknown' };
    if (found.how === 'name' && wantedColumns.includes(found.column)) {
      return { header: text, column: null, how: 'unknown' };
    }
    return { header: text, column: found.column, how: found.how };
  });
  const status = header.indexOf('_status');
  return {
    matches,
    ...fitFields(importer, matches, updates),
    doubled: doubledColumns(matches),
    wrong: wrongMapping(importer, header, mapping),
    statusIndex: isResultFile ? status : undefined,
  };
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
  const present = new Set(header.map(normalizeHeader));
  const columns = importer.columns.map(({ name }) => name);
  const wrong: FieldError[] = [];
  for (const [from, to] of Object.entries(mapping)) {
    if (!present.has(normalizeHeader(from))) {
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

/** The headers of a file without those that a result file has in front. */
export const ownHeaders = ({ matches }: Pick<HeaderMapping, 'matches'>): string[] =>
  matches.flatMap(({ header, how }) => (how === 'reserved' ? [] : [header]));

/** The headers of the fields that the file calls otherwise, by field. */
export const fieldHeaders = ({ matches }: Pick<HeaderMapping, 'matches'>): Record<string, string> =>
  Object.fromEntries(
    matches.flatMap(({ header, column }) => (column === null || column === header ? [] : [[column, header]])),
  );

/** What messages about rows call a field: its name, or in quotes the header that the file has for it, if that differs. */
export function fieldNames(mapping: Pick<HeaderMapping, 'matches'>): (field: string) => string {
  const headers = new Map(Object.entries(fieldHeaders(mapping)));
  return (field) => {
    const header = headers.get(field);
    return header === undefined ? field : quotedNames([header]);
  };
}
