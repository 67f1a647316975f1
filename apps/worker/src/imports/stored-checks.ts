import type { StoredCheck } from '@sluice/db/imports';
import { checkError, type Importer, type RowCheck, unknownError } from '@sluice/importers';

export interface CheckedImport {
  readonly importer: Pick<Importer, 'checks'>;
  /** The column of a field in staged rows and in the table, and whether it is in the table. */
  readonly columnOf: (field: string) => { readonly name: string; readonly isStored: boolean };
  readonly fallbacks: Readonly<Record<string, string>>;
}

/** The checks of an importer for rows of which an update keeps values: these are known only where the rows are written. */
export function storedChecks({ importer, columnOf, fallbacks }: CheckedImport): StoredCheck[] {
  return (importer.checks ?? []).map((check) => {
    const fields = check.expression.fields.map((field) => {
      const { name, isStored } = columnOf(field);
      return { column: name, isStored, fallback: fallbacks[field] };
    });
    return { fields, errorOf: (values, exists) => errorOf(check, fields, values, exists) };
  });
}

function errorOf(
  check: RowCheck,
  fields: StoredCheck['fields'],
  values: readonly (string | undefined)[],
  exists: boolean,
): ReturnType<StoredCheck['errorOf']> {
  const { expression } = check;
  const unknown = expression.fields.filter((_, at) => exists && !fields[at]?.isStored && values[at] === undefined);
  return unknown.length > 0 ? unknownError(check, unknown, values) : checkError(check, values);
}
