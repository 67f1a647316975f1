import type { z } from 'zod';
import { Expressions } from '../expressions/expressions.ts';
import { checkAliases, checkColumn } from './column-checks.ts';
import { type ColumnExtras, check, column, definition, fileOptions, lookup, target } from './definition.ts';
import { checkField } from './field-checks.ts';
import { MOST_WEIGHT_OF_ALL, readPattern } from './pattern.ts';
import { type Finding, isObject, type Path, type Report, shown } from './problem.ts';
import { reservedNames } from './reserved-names.ts';
import { checkFieldNames, checkKeys, checkUniqueFields, Fields, type PlacedField } from './schema-checks.ts';
import { shapeFindings, valueAt } from './shape.ts';
import { field, tableSchema } from './table-schema.ts';
import { checkValues } from './value-checks.ts';
import { checkExpression, checkFile, checkLookup, checkOrder, checkTargetColumns } from './wrapper-checks.ts';

/**
 * Everything wrong with a document, as far as that can be said without a server. Removes its unknown members.
 * @param reserved names that no importer can have
 */
export function findingsOf(document: unknown, reserved: readonly string[] = reservedNames): Finding[] {
  const shape = definition.safeParse(document);
  const issues = shape.error?.issues ?? [];
  const findings = shapeFindings(issues, document);
  // Without its unknown members, a part may be right otherwise, and is checked further.
  for (const { path, code } of findings) {
    if (code === 'UNKNOWN_MEMBER' || code === 'UNSUPPORTED') removeAt(document, path);
  }
  new PartChecks(document, findings).run(reserved);
  return findings;
}

function removeAt(document: unknown, path: Path): void {
  const owner = valueAt(document, path.slice(0, -1));
  if (typeof owner === 'object' && owner !== null)
    delete (owner as Record<string | number, unknown>)[path.at(-1) ?? ''];
}

/** The language of the checks. Fields with problems may have any type. */
const expressionsOf = ({ placed, names }: Fields, columns: ReadonlyMap<string, ColumnExtras>): Expressions =>
  new Expressions(
    placed.map(({ field: one }) => ({ field: one, isAnyJson: columns.get(one.name)?.json === 'any' })),
    names,
  );

/** Checks each part whose shape is right, whatever is wrong with the others. */
class PartChecks {
  readonly #document: unknown;
  readonly #findings: Finding[];

  constructor(document: unknown, findings: Finding[]) {
    this.#document = document;
    this.#findings = findings;
  }

  run(reserved: readonly string[]): void {
    const name = this.#part(definition.shape.name, ['name']);
    if (name !== undefined && reserved.includes(name)) {
      this.#within()(['name'], 'NAME_RESERVED', `${shown(name)} is a path of the API. Choose another name.`);
    }
    const fields = this.#fields();
    const { primaryKey = [] } = this.#schemaKeys(name, fields);
    const columns = this.#columns(fields, primaryKey);
    this.#values(fields, columns);
    const lookups = this.#items(lookup, ['lookups']);
    for (const [index, one] of lookups) checkLookup(one, fields, this.#within('lookups', index));
    this.#checks(fields, columns);
    const file = this.#part(fileOptions, ['file']);
    if (file) checkFile(file, this.#within('file'));
    if (primaryKey.length === 0) this.#keyless();
    const to = this.#part(target, ['target']);
    checkTargetColumns({ target: to, columns, lookups: lookups.map(([, one]) => one) }, fields, this.#within());
  }

  #within =
    (...above: Path): Report =>
    (path, code, message) =>
      void this.#findings.push({ path: [...above, ...path], code, message });

  /** The part at a path, if it is there and its shape is right. */
  #part<T extends z.ZodType>(schema: T, path: Path): z.output<T> | undefined {
    const value = valueAt(this.#document, path);
    return value === undefined ? undefined : schema.safeParse(value).data;
  }

  /** The items of a list whose shape is right, with their positions. */
  #items<T extends z.ZodType>(schema: T, path: Path): [number, z.output<T>][] {
    const list = valueAt(this.#document, path);
    if (!Array.isArray(list)) return [];
    return list.flatMap((item, index): [number, z.output<T>][] => {
      const { success, data } = schema.safeParse(item);
      return success ? [[index, data]] : [];
    });
  }

  #fields(): Fields {
    const placed = this.#items(field, ['schema', 'fields']).map(([index, one]) => ({ index, field: one }));
    for (const { index, field: one } of placed) checkField(one, this.#within('schema', 'fields', index));
    this.#patterns(placed);
    const list = valueAt(this.#document, ['schema', 'fields']);
    const names = (Array.isArray(list) ? list : []).map((one) => valueAt(one, ['name']));
    const fields = new Fields(
      names.filter((one) => typeof one === 'string'),
      placed,
    );
    checkFieldNames(fields, this.#within('schema'));
    checkUniqueFields(fields, this.#within('schema'));
    return fields;
  }

  /** Each pattern is small enough on its own, but a definition may have very many. */
  #patterns(placed: readonly PlacedField[]): void {
    let weight = 0;
    for (const { index, field: one } of placed) {
      const { pattern } = one.constraints ?? {};
      weight += pattern === undefined ? 0 : (readPattern(pattern).weight ?? 0);
      if (weight <= MOST_WEIGHT_OF_ALL) continue;
      const message = 'The patterns of this definition are too large together. Shorten them, or repeat less.';
      this.#within('schema', 'fields', index)(['constraints', 'pattern'], 'PATTERN_INVALID', message);
      return;
    }
  }

  #schemaKeys(importer: string | undefined, fields: Fields) {
    const { primaryKey, uniqueKeys, foreignKeys, missingValues } = tableSchema.shape;
    const keys = {
      primaryKey: this.#part(primaryKey, ['schema', 'primaryKey']),
      uniqueKeys: this.#part(uniqueKeys, ['schema', 'uniqueKeys']),
      foreignKeys: this.#part(foreignKeys, ['schema', 'foreignKeys']),
      missingValues: this.#part(missingValues, ['schema', 'missingValues']),
    };
    checkKeys(keys, importer, fields, this.#within('schema'));
    return keys;
  }

  /** Without a key nothing shows which rows of the table a file lacks. */
  #keyless(): void {
    const values = valueAt(this.#document, ['modes', 'onAbsent']);
    const given = valueAt(this.#document, ['schema', 'primaryKey']);
    if (given !== undefined || !Array.isArray(values) || !values.includes('delete')) return;
    const message = 'Without a primaryKey, nothing shows which rows a file lacks. Add one, or leave out delete.';
    this.#within('modes')(['onAbsent', values.indexOf('delete')], 'CONTRADICTION', message);
  }

  /** A key is never blank, so that its fields are not optional, unless it is generated. */
  #keyFields({ placed }: Fields, primaryKey: readonly string[], columns: ReadonlyMap<string, ColumnExtras>): void {
    for (const { index, field: one } of placed) {
      const isGenerated = columns.get(one.name)?.generate !== undefined;
      if (one.constraints?.required !== false || isGenerated || !primaryKey.includes(one.name)) continue;
      const message = `${shown(one.name)} is in the primaryKey, whose fields are required. Leave out required.`;
      this.#within('schema', 'fields', index)(['constraints', 'required'], 'CONTRADICTION', message);
    }
  }

  #checks(fields: Fields, columns: ReadonlyMap<string, ColumnExtras>): void {
    let expressions: Expressions | undefined;
    for (const [index, one] of this.#items(check, ['checks'])) {
      const report = this.#within('checks', index);
      if ('lower' in one) checkOrder(one, fields, report);
      else {
        expressions ??= expressionsOf(fields, columns);
        checkExpression(one, expressions, fields, report);
      }
    }
  }

  #values({ placed }: Fields, columns: ReadonlyMap<string, ColumnExtras>): void {
    const given = valueAt(this.#document, ['columns']);
    for (const { index, field: one } of placed) {
      const columnOf = columns.get(one.name);
      // Values may be right with a member of its column that is not.
      if (!columnOf && valueAt(given, [one.name]) !== undefined) continue;
      const reports = {
        field: this.#within('schema', 'fields', index),
        column: this.#within('columns', one.name),
      };
      checkValues({ field: one, column: columnOf ?? {} }, reports);
    }
  }

  #columns(fields: Fields, primaryKey: readonly string[]) {
    const columns = new Map<string, ColumnExtras>();
    const given = valueAt(this.#document, ['columns']);
    for (const name of isObject(given) ? Object.keys(given) : []) {
      fields.require(name, ['columns', name], this.#within());
      const one = this.#part(column, ['columns', name]);
      const about = fields.get(name);
      if (!one) continue;
      columns.set(name, one);
      if (about) checkColumn(about, one, primaryKey, this.#within('columns', name));
    }
    this.#keyFields(fields, primaryKey, columns);
    checkAliases(columns, fields, this.#within());
    return columns;
  }
}
