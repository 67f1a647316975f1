import { type HeaderMapping, type Importer, matchHeader } from '@sluice/importers';
import type { ImportOptions } from '@sluice/jobs';
import type { CsvReader, Dialect } from '../tabular/index.ts';

/**
 * Maps a file's columns to the importer's: by the caller's mapping, then by their names. In a file without a header, the
 * columns that the caller does not mention are the importer's in their order. An update may lack columns that only new rows need.
 */
export function mapHeader(
  { header }: Pick<CsvReader, 'header'>,
  { hasHeader }: Pick<Dialect, 'hasHeader'>,
  importer: Importer,
  { mapping: given = {}, on_duplicate: onDuplicate }: Pick<ImportOptions, 'mapping' | 'on_duplicate'>,
): HeaderMapping {
  const updates = onDuplicate === 'update';
  if (hasHeader) return matchHeader(header, importer, given, updates);
  const claimed = new Set(Object.values(given));
  const byPosition = header.flatMap((name, at) => {
    const column = importer.columns[at]?.name;
    return column === undefined || claimed.has(column) ? [] : [[name, column] as const];
  });
  return matchHeader(header, importer, { ...Object.fromEntries(byPosition), ...given }, updates);
}

/** The positions of a file's columns that hold dates. */
export function datePositions({ matches }: HeaderMapping, { columns }: Importer): number[] {
  const dates = new Set<string | null>(columns.filter(({ type }) => type.holdsDates).map(({ name }) => name));
  return matches.flatMap(({ column }, at) => (dates.has(column) ? [at] : []));
}
