import type { ImportPreview } from '@sluice/client';

type Row = ImportPreview['rows'][number];

/** The field with an error in every record, if any: a sign that the mapping is wrong rather than the records. */
export function fieldWrongInAll(rows: readonly Row[]): string | undefined {
  const [first, ...others] = rows;
  if (!first || others.length === 0) return undefined;
  const inFirst = first.errors.flatMap(({ field }) => field ?? []);
  return inFirst.find((field) => others.every(({ errors }) => errors.some((error) => error.field === field)));
}
