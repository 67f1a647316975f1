import { counted } from '@sluice/core';
import { normalizeHeader } from '../header.ts';
import { type Path, type Report, shown } from './problem.ts';
import { similarName } from './similar-name.ts';
import { type Field, MOST_KEYS, plainValue, type TableSchema } from './table-schema.ts';
import { checkUnique } from './unique.ts';

/** Unknown names for which a similar one is looked for. */
const MOST_GUESSES = 20;

/** A field of a definition whose own shape is right, and where it stands. */
export interface PlacedField {
  readonly index: number;
  readonly field: Field;
}

/** The fields of a definition by name, for the parts that name them. */
export class Fields {
  readonly placed: readonly PlacedField[];
  readonly #byName: ReadonlyMap<string, Field | undefined>;
  readonly #byHeader: ReadonlyMap<string, string>;
  #guesses = MOST_GUESSES;

  /** @param names of all fields, also of those with problems, so that only unknown names are reported as such */
  constructor(names: readonly string[], placed: readonly PlacedField[]) {
    this.placed = placed;
    const fields = new Map(placed.map(({ field }) => [field.name, field]));
    this.#byName = new Map(names.map((name) => [name, fields.get(name)]));
    this.#byHeader = new Map(names.map((name) => [normalizeHeader(name), name]));
  }

  /** Of all fields, also of those with problems. */
  get names(): string[] {
    return [...this.#byName.keys()];
  }

  /** Undefined if there is none, or if it has problems of its own. */
  get = (name: string): Field | undefined => this.#byName.get(name);

  /** The field that a name was probably meant to be. Looked for a few times only, because there may be many of both. */
  #similar(name: string): string | undefined {
    if (this.#guesses-- <= 0) return undefined;
    return similarName(name, [...this.#byName.keys()]);
  }

  /** Reports a name that no field has. */
  require(name: string, path: Path, report: Report): void {
    // Without fields, each name would be one problem more.
    if (this.#byName.has(name) || this.#byName.size === 0) return;
    const similar = this.#byHeader.get(normalizeHeader(name)) ?? this.#similar(name);
    const hint =
      similar === undefined ? 'Add it to schema.fields, or correct the name.' : `Did you mean ${shown(similar)}?`;
    report(path, 'UNKNOWN_FIELD', `The schema has no field ${shown(name)}. ${hint}`);
  }
}

/** Names of fields that a file could not tell apart: headers are matched without case, spaces and marks. */
export function checkFieldNames({ placed }: Fields, report: Report): void {
  const seen = new Map<string, string>();
  for (const { index, field } of placed) {
    const header = normalizeHeader(field.name);
    const before = seen.get(header);
    if (before === undefined) seen.set(header, field.name);
    else {
      const why =
        before === field.name
          ? 'is the name of two fields'
          : `reads like ${shown(before)} in a file, because case and marks do not count`;
      report(['fields', index, 'name'], 'DUPLICATE', `${shown(field.name)} ${why}. Rename one of the fields.`);
    }
    if (header === '') {
      report(
        ['fields', index, 'name'],
        'WRONG_VALUE',
        `${shown(field.name)} has no letter or digit. Rename the field.`,
      );
    }
  }
}

/** Each unique field has its values remembered while a file is checked. */
export function checkUniqueFields({ placed }: Fields, report: Report): void {
  const next = placed.filter(({ field }) => field.constraints?.unique)[MOST_KEYS];
  if (!next) return;
  const message = `More than ${MOST_KEYS} fields are unique. Leave out some, or make one unique key of several.`;
  report(['fields', next.index, 'constraints', 'unique'], 'TOO_LARGE', message);
}

/** The members of a Table Schema that name fields. Only those whose shape is right are passed in. */
export type SchemaKeys = Partial<Pick<TableSchema, 'primaryKey' | 'uniqueKeys' | 'foreignKeys' | 'missingValues'>>;

/** @param importer its name, by which keys may refer to its own table */
export function checkKeys(schema: SchemaKeys, importer: string | undefined, fields: Fields, report: Report): void {
  checkUnique(schema.missingValues?.map(plainValue<string>) ?? [], ['missingValues'], report);
  checkNames(schema.primaryKey ?? [], ['primaryKey'], fields, report);
  const seen = new Set<string>();
  schema.uniqueKeys?.forEach((key, index) => {
    checkNames(key, ['uniqueKeys', index], fields, report);
    const id = JSON.stringify([...key].sort());
    if (seen.has(id)) report(['uniqueKeys', index], 'DUPLICATE', 'This key is listed twice. Keep one of them.');
    seen.add(id);
  });
  const references = new Set<string>();
  schema.foreignKeys?.forEach(({ fields: names, reference }, index) => {
    const path = ['foreignKeys', index];
    const pairs = names.map((name, at) => JSON.stringify([name, reference.fields[at]])).sort();
    const resource = reference.resource === importer ? undefined : reference.resource;
    const id = JSON.stringify([resource ?? null, reference.fields.length, ...pairs]);
    if (references.has(id)) report(path, 'DUPLICATE', 'This key is listed twice. Keep one of them.');
    references.add(id);
    checkNames(names, [...path, 'fields'], fields, report);
    if (reference.fields.length !== names.length) {
      const message = `fields has ${counted(names.length, 'name')}, reference.fields ${reference.fields.length}. Write as many in both.`;
      report([...path, 'reference', 'fields'], 'CONTRADICTION', message);
    }
    if (resource === undefined) checkNames(reference.fields, [...path, 'reference', 'fields'], fields, report);
  });
}

/** Names of fields in one list: each exists, and is listed once. */
export function checkNames(names: readonly string[], path: Path, fields: Fields, report: Report): void {
  checkUnique(names, path, report);
  names.forEach((name, index) => {
    fields.require(name, [...path, index], report);
  });
}
