import type { ImportPreview } from '@sluice/client';

/** A column of the file, where it stands in it, and what is known about it. */
export type FileColumn = ImportPreview['mapping'][number] & { readonly at: number };

export interface ColumnGroups {
  /** Those that a person has decided or should decide, in the order of the file. */
  readonly open: readonly FileColumn[];
  /** Those that are matched by their names. */
  readonly settled: readonly FileColumn[];
  /** Those that a result file has for Sluice itself. */
  readonly own: readonly FileColumn[];
  /** Those that nothing matches. */
  readonly unknown: readonly FileColumn[];
  /** Columns of the importer that several columns of the file are mapped to. */
  readonly contested: readonly string[];
}

/** The columns of a file by whether a person has something to decide about them. */
export function fieldsOf({ mapping }: Pick<ImportPreview, 'mapping'>): ColumnGroups {
  const columns = mapping.map((match, at): FileColumn => ({ ...match, at }));
  const times = new Map<string, number>();
  for (const { column } of columns) if (column !== null) times.set(column, (times.get(column) ?? 0) + 1);
  const contested = [...times].filter(([, count]) => count > 1).map(([column]) => column);
  const isOpen = ({ how, column }: FileColumn): boolean =>
    how === 'unknown' || how === 'given' || how === 'ignored' || (column !== null && contested.includes(column));
  return {
    ...{ contested, open: columns.filter(isOpen) },
    settled: columns.filter((one) => !isOpen(one) && one.how !== 'reserved'),
    own: columns.filter(({ how }) => how === 'reserved'),
    unknown: columns.filter(({ how }) => how === 'unknown'),
  };
}

/** The suggestions that nothing else comes close to, by header. */
export const likelyMapping = ({ mapping }: Pick<ImportPreview, 'mapping'>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    mapping.flatMap(({ header, suggestions }) => {
      const [best] = suggestions;
      return best?.likely ? [[header, best.column] as const] : [];
    }),
  );
