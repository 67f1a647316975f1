import type { TableDescription } from '@sluice/core';
import type { BulkImportJob, ImportTarget, KeySequenceOptions } from '@sluice/db/imports';
import type { Definition, Importer } from '@sluice/importers';
import type { ImportOptions } from '@sluice/jobs';
import type { OpenTarget } from './open-target.ts';
import type { StoredImporter } from './stored-importers.ts';

/** The values of new rows for blank columns: the importer's fallbacks, with the import's creation time for `now`. */
export function resolveFallbacks(importer: Importer, job: Pick<BulkImportJob, 'createdAt'>): Record<string, string> {
  return Object.fromEntries(
    importer.columns.flatMap(({ name, fallback }) => {
      if (fallback === undefined) return [];
      return [[name, typeof fallback === 'string' ? fallback : fallback(job.createdAt)]];
    }),
  );
}

export interface ImportTargetInput {
  readonly job: BulkImportJob;
  readonly importer: StoredImporter;
  readonly target: OpenTarget;
  readonly options: ImportOptions;
  /** The fields in the lines, in order. */
  readonly fields: readonly string[];
  /** By field. */
  readonly fallbacks: Readonly<Record<string, string>>;
}

/** Describes the target of an import's rows for the database. */
export function importTarget({ job, importer, target, options, fields, fallbacks }: ImportTargetInput): ImportTarget {
  const { definition, importer: compiled } = importer;
  const { table, account } = target;
  const columnOf = (field: string): string => definition.columns?.[field]?.column ?? field;
  const absent = Object.entries(fallbacks).filter(([field]) => !fields.includes(field));
  const [first = '', ...others] = compiled.keys.map(columnOf);
  return {
    table: { schema: table.schema, name: table.name },
    key: [first, ...others],
    account: account === undefined ? undefined : { column: account, id: job.accountId },
    stamps: definition.target.stamps ?? {},
    jobId: job.id,
    onDuplicate: options.on_duplicate,
    columns: fields.map((field) => ({
      name: columnOf(field),
      field,
      sqlType: declaredType(table, columnOf(field)),
      clearOnUpdate: options.on_blank === 'null',
      ...(fallbacks[field] === undefined ? {} : { fallback: fallbacks[field] }),
    })),
    constants: Object.fromEntries(absent.map(([field, value]) => [columnOf(field), value])),
    checks: (compiled.rules ?? [])
      .filter(({ lower, upper }) => fields.includes(lower) || fields.includes(upper))
      .map(({ lower, upper, code, message }) => {
        return { lower: columnOf(lower), upper: columnOf(upper), field: upper, code, message };
      }),
  };
}

/** A column's type as the table declares it, so that staged values compare like stored ones. */
function declaredType({ columns }: TableDescription, name: string): string {
  const column = columns.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (!column) throw new Error(`the table has no column ${name}, which was checked`);
  const { type, characterSet, collation } = column;
  return characterSet === null ? type : `${type} character set ${characterSet} collate ${collation}`;
}

/** The sequence of an importer's generated keys. */
export function keySequenceOf(
  { makeKey, key: field }: Importer,
  { columns, name }: Pick<Definition, 'columns' | 'name'>,
  { table, account }: OpenTarget,
  { accountId }: Pick<BulkImportJob, 'accountId'>,
): KeySequenceOptions | undefined {
  if (!makeKey) return undefined;
  return {
    ...makeKey,
    // Importers of one table share its sequence, if its name is short enough.
    name: /^[\x21-\x7e]{1,32}$/.test(table.name) ? table.name : name,
    accountId: account === undefined ? '' : accountId,
    table: { schema: table.schema, name: table.name },
    column: columns?.[field]?.column ?? field,
    accountColumn: account,
  };
}

/** What a blank cell does to a row that exists; undefined if existing rows are not written. */
export const blankInUpdates = ({ on_duplicate: onDuplicate, on_blank: onBlank }: ImportOptions) =>
  onDuplicate === 'update' ? onBlank : undefined;

/** Whether the caller is asked about doubtful settings: with `strict`, and when all records are to be imported or none. */
export const asksForDoubts = ({ strict, on_invalid: onInvalid }: ImportOptions): boolean =>
  strict === true || onInvalid === 'abort';
