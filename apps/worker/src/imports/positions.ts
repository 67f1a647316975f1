import type { Importer } from '@sluice/importers';
import type { ImportOptions } from '@sluice/jobs';

/**
 * The caller's mapping, and for a file without a header the importer's columns in their order for all columns that it does
 * not mention.
 */
export function mappingByPosition(
  header: readonly string[],
  hasHeader: boolean,
  { columns }: Importer,
  given: ImportOptions['mapping'] = {},
): ImportOptions['mapping'] {
  if (hasHeader) return given;
  const claimed = new Set(Object.values(given));
  const byPosition = header.flatMap((name, at) => {
    const column = columns[at]?.name;
    return column === undefined || claimed.has(column) ? [] : [[name, column] as const];
  });
  return { ...Object.fromEntries(byPosition), ...given };
}
