import { Reading } from '../fields/definition-values.ts';
import { compileField } from '../fields/index.ts';
import type { Definition } from './definition.ts';
import { shown } from './problem.ts';
import { Fields } from './schema-checks.ts';
import { type Field, plainValue } from './table-schema.ts';

/** What texts in a file mean, by field: an import may say so in addition to its definition. */
export type AddedSynonyms = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The definition with further synonyms. They replace those that it has for the same texts. */
export function withSynonyms(definition: Definition, added: AddedSynonyms = {}): Definition {
  if (Object.keys(added).length === 0) return definition;
  const changed = Object.entries(added).map(([name, synonyms]) => {
    const column = columnOf(definition, name);
    return [name, { ...column, synonyms: { ...column.synonyms, ...synonyms } }] as const;
  });
  return { ...definition, columns: Object.fromEntries([...Object.entries(definition.columns ?? {}), ...changed]) };
}

export interface SynonymFault {
  readonly field: string;
  /** The text that it is about; undefined if the field is wrong. */
  readonly text: string | undefined;
  readonly message: string;
}

/**
 * What is wrong with synonyms that are to be added to a definition: a field that it lacks, a value that the field cannot have,
 * or a text that means something already.
 */
export function synonymFaults(definition: Definition, added: AddedSynonyms = {}): SynonymFault[] {
  const faults: SynonymFault[] = [];
  const placed = definition.schema.fields.map((field, index) => ({ index, field }));
  const fields = new Fields(
    placed.map(({ field }) => field.name),
    placed,
  );
  for (const [name, synonyms] of Object.entries(added)) {
    const field = fields.get(name);
    if (field) faults.push(...faultsOf(definition, field, synonyms));
    else fields.require(name, [], (_path, _code, message) => faults.push({ field: name, text: undefined, message }));
  }
  return faults;
}

function faultsOf(definition: Definition, field: Field, synonyms: Readonly<Record<string, string>>): SynonymFault[] {
  const { synonyms: before = {}, ...column } = columnOf(definition, field.name);
  const { parse } = compileField({ field, column });
  const { missingValues = definition.schema.missingValues ?? [] } = field;
  const blank = new Set(['', ...missingValues.map(plainValue<string>).map((text) => text.trim())]);
  const faultOf = (text: string, value: string): string | undefined => {
    const cell = text.trim();
    if (blank.has(cell)) return `${shown(cell)} is a blank cell, which cannot mean a value.`;
    if (value.trim() === '')
      return 'A blank is not a value. Texts that count as blank cells are the missingValues of a definition.';
    const reading = new Reading();
    if (parse(value.trim(), reading) === undefined) return `${shown(value)} ${reading.error?.message}.`;
    if (isFreeText(field) || Object.hasOwn(before, text) || parse(cell, new Reading()) === undefined) return undefined;
    return `${shown(cell)} is a value of ${field.name} already. Only a text that the field cannot have may mean another.`;
  };
  return Object.entries(synonyms).flatMap(([text, value]) => {
    const message = faultOf(text, value);
    return message === undefined ? [] : [{ field: field.name, text, message }];
  });
}

const columnOf = ({ columns = {} }: Definition, name: string) =>
  (Object.hasOwn(columns, name) ? columns[name] : undefined) ?? {};

/** Every text is one of its values, so that a synonym only standardizes them. */
const isFreeText = ({ type = 'any', constraints, categories }: Field): boolean =>
  (type === 'string' || type === 'any') && constraints?.enum === undefined && categories === undefined;
