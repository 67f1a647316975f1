import type { TableDescription } from '@sluice/core';
import type { BulkImportJob, ImportTarget, KeySequenceOptions, TargetConstraints } from '@sluice/db/imports';
import { type Definition, type Importer, shipped } from '@sluice/importers';
import { keyColumns } from '@sluice/importers/target';
import { type ImportOptions, mirrors } from '@sluice/jobs';
import { declared, declaredType } from './declared-type.ts';
import { inputName, withLookUps } from './open-look-ups.ts';
import type { OpenTarget } from './open-target.ts';
import { storedChecks } from './stored-checks.ts';
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
  /** What messages call a field. */
  readonly nameOf: (field: string) => string;
}

/** Describes the target of an import's rows for the database. */
export function importTarget({
  job,
  importer,
  target,
  options,
  fields,
  fallbacks,
  nameOf,
}: ImportTargetInput): ImportTarget {
  const { definition, importer: compiled } = importer;
  const { table, account } = target;
  const clearOnUpdate = options.on_blank === 'null';
  const lookedUp = new Set(
    target.lookUps
      .flatMap(({ take, fields: own }) => (take ? own : []))
      .filter((field) => definition.columns?.[field]?.column === undefined),
  );
  const columnOf = (field: string): string =>
    lookedUp.has(field) ? field : declared(table, definition.columns?.[field]?.column ?? field).name;
  const absent = Object.entries(fallbacks).filter(([field]) => !fields.includes(field));
  return {
    table: { schema: table.schema, name: table.name },
    key: keyColumns(definition, compiled.keys).map((name) => declared(table, name).name),
    account: account === undefined ? undefined : { column: account, id: job.accountId },
    stamps: definition.target.stamps ?? {},
    jobId: job.id,
    onDuplicate: options.on_duplicate,
    onNew: options.on_new ?? 'insert',
    ...withLookUps({
      ...{ definition, clearOnUpdate, lookUps: target.lookUps, target: table, fallbacks },
      columns: fields.map((field) => ({
        ...{ name: columnOf(field), field, called: nameOf(field), clearOnUpdate },
        sqlType: lookedUp.has(field) ? '' : declaredType(table, columnOf(field)),
        ...(fallbacks[field] === undefined ? {} : { fallback: fallbacks[field] }),
      })),
    }),
    constants: Object.fromEntries(
      absent.flatMap(([field, value]) => (lookedUp.has(field) ? [] : [[columnOf(field), value]])),
    ),
    lacks: compiled.columns.filter(({ name, required }) => required && !fields.includes(name)).map(({ name }) => name),
    storedChecks: storedChecks({
      ...{ importer: compiled, fallbacks },
      columnOf: (field) =>
        lookedUp.has(field) ? { name: inputName(field), isStored: false } : { name: columnOf(field), isStored: true },
    }),
    checks: (compiled.rules ?? [])
      .filter(({ lower, upper }) => fields.includes(lower) || fields.includes(upper))
      .filter(({ lower, upper }) => !lookedUp.has(lower) && !lookedUp.has(upper))
      .map(({ lower, upper, code, message }) => {
        return { lower: columnOf(lower), upper: columnOf(upper), field: upper, code, message };
      }),
    constraints: constraintsOf(table, fields.map(columnOf), [
      ...keyColumns(definition, compiled.keys).map((name) => declared(table, name).name),
      account,
    ]),
    // Rows of earlier batches count as parents only once they are written.
    refuses:
      target.lookUps.some(({ isOwn }) => isOwn) ||
      (mayRefuse(table) && !shipped.some((one) => one.definition.name === definition.name)),
  };
}

/** By what the table may refuse rows. `key` are the columns of the index that finds existing rows. */
function constraintsOf(
  { indexes, columns, foreignKeys, checks }: TableDescription,
  imported: readonly string[],
  key: readonly (string | undefined)[],
): TargetConstraints {
  const sorted = (names: readonly (string | null | undefined)[]): string =>
    names
      .map((name) => String(name).toLowerCase())
      .sort()
      .join();
  const counted = columns.find(({ name, autoIncrement }) => autoIncrement && !imported.includes(name))?.name;
  const ofKey = sorted(key.filter((name) => name !== undefined));
  return {
    uniques: indexes.filter(
      ({ unique, columns: own }) =>
        unique && sorted(own) !== ofKey && (counted === undefined || sorted(own) !== sorted([counted])),
    ),
    references: foreignKeys.map(({ name, columns: own, references }) => ({
      name,
      columns: own,
      table: references.table,
    })),
    checks: checks.map(({ name }) => name),
  };
}

/** Apart from what definitions check. Those that are shipped check all that their tables do. */
const mayRefuse = ({ indexes, foreignKeys, checks, triggers }: TableDescription): boolean =>
  indexes.filter(({ unique }) => unique).length > 1 || [foreignKeys, checks, triggers].some(({ length }) => length > 0);

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

/**
 * Whether the caller is asked about doubtful settings: with `strict`, when all records are to be imported or none, and when rows
 * are deleted because a file, read wrongly, seems to lack them.
 */
export const asksForDoubts = (options: ImportOptions): boolean =>
  options.strict === true || options.on_invalid === 'abort' || mirrors(options);
