import { counted, excerpt, formatCount } from '@sluice/core';
import type { FileOptions } from '../document/definition.ts';
import { asText, chooseReading, factsOf } from './choose.ts';
import { fileStem, importerName, type NamedColumn, nameFields } from './field-names.ts';
import { type FieldColumn, findKeys, isLikelyKey } from './find-keys.ts';
import { finished } from './finished.ts';
import { missingValuesOf } from './missing-values.ts';
import { ObservedColumn } from './observed-column.ts';
import type { Choice, FileInferenceOptions, Inference, InferenceWarning, InferredColumn } from './types.ts';

/** Records and cells that are looked at, so that memory and time have a bound. */
const MOST_RECORDS = 100_000;
const MOST_CELLS = 500_000;

/** Infers a definition from the records of a file, each seen once. */
export class FileInference {
  readonly #options: FileInferenceOptions;
  readonly #columns: readonly ObservedColumn[];
  #records = 0;

  constructor(options: FileInferenceOptions) {
    this.#options = options;
    this.#columns = options.header.map((header, index) => new ObservedColumn(index, header));
  }

  get records(): number {
    return this.#records;
  }

  /** Whether enough records have been seen. */
  get isFull(): boolean {
    return this.#records >= MOST_RECORDS || this.#records * this.#columns.length >= MOST_CELLS;
  }

  see(cells: readonly string[]): void {
    this.#records++;
    for (const column of this.#columns) column.see(cells[column.index] ?? '');
  }

  /** @param isWhole whether all records of the file have been seen */
  finish({ isWhole }: { isWhole: boolean }): Inference {
    const { header, name: asked, fileName = '', file } = this.#options;
    const { columns: named, warnings } = nameFields(header);
    const kept = named.filter(({ name }) => name !== null);
    const choices = this.#choose(kept);
    const fields = kept.map(
      ({ name, index }): FieldColumn => ({
        ...{ name: name ?? '', observed: this.#columns[index] as ObservedColumn },
        choice: choices.get(index) as Choice,
      }),
    );
    const keys = findKeys(fields, this.#records);
    const primaryKey = keys.find(isLikelyKey)?.fields;
    const missing = missingValuesOf(fields);
    const name = asked ?? importerName(fileStem(fileName));
    const order = this.#options.dateOrder ?? fields.find(({ choice }) => choice.dateOrder)?.choice.dateOrder;
    const options: FileOptions = { ...file, ...(order && { dateOrder: order }) };
    const extras = new Map(kept.map(({ name: field, column }) => [field, column]));
    const columns = fields.flatMap(({ name: field, choice }) => {
      const column = extras.get(field);
      const more = { ...(column !== undefined && { column }), ...choice.column };
      return Object.keys(more).length > 0 ? [[field, more] as const] : [];
    });
    const definition = {
      name,
      ...(fileName !== '' && { title: titleOf(fileName) }),
      target: { table: name.replaceAll('-', '_'), manage: 'create' },
      schema: {
        $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
        ...(missing.ofSchema.length > 0 && { missingValues: ['', ...missing.ofSchema] }),
        ...(primaryKey && { primaryKey }),
        fields: fields.map((field) => fieldOf(field, primaryKey ?? [], missing.ofField.get(field.name))),
      },
      ...(columns.length > 0 && { columns: Object.fromEntries(columns) }),
      ...(Object.keys(options).length > 0 && { file: options }),
    };
    const doubts = fields.flatMap(({ observed, choice }): InferenceWarning[] =>
      choice.doubt ? [{ ...choice.doubt, column: observed.header }] : [],
    );
    const comment = `Inferred from ${fileName === '' ? 'a file' : excerpt(fileName)}: ${counted(this.#records, 'record')}${isWhole ? '' : ' at its start'}.`;
    return finished(definition, {
      comments: [comment],
      columns: this.#describe(named, fields),
      keys,
      warnings: [
        ...warnings,
        ...doubts,
        ...this.#limits(isWhole),
        ...(primaryKey || fields.length === 0 ? [] : [noKey(keys.length)]),
      ],
    });
  }

  /** A choice for each column by its position. Dates in several forms have one order of day and month in the whole file. */
  #choose(kept: readonly NamedColumn[]): Map<number, Choice> {
    const observed = kept.map(({ index }) => this.#columns[index] as ObservedColumn);
    const facts = factsOf(observed, this.#options);
    const choices = new Map(observed.map((column) => [column.index, chooseReading(column, facts)]));
    const order = this.#options.dateOrder ?? [...choices.values()].find(({ dateOrder }) => dateOrder)?.dateOrder;
    for (const column of observed) {
      const { field } = choices.get(column.index) as Choice;
      const fits = column.readings.some(
        (one) => one.field.type === field.type && one.field.format === 'any' && one.dateOrder === order,
      );
      if (order && field.format === 'any' && field.type !== 'time' && !fits) choices.set(column.index, asText(column));
    }
    return choices;
  }

  #describe(named: readonly NamedColumn[], fields: readonly FieldColumn[]): InferredColumn[] {
    const byName = new Map(fields.map((field) => [field.name, field]));
    return named.map(({ name, index, header }) => {
      const field = name === null ? undefined : byName.get(name);
      const { examples, values } = this.#columns[index] as ObservedColumn;
      if (!field) return { field: null, header, type: 'any', evidence: [], confidence: 0, examples };
      const { choice, observed } = field;
      return {
        ...{ field: name, header, type: choice.field.type, examples },
        evidence: [...choice.evidence, ...this.#blankEvidence(observed)],
        // The rule of succession: after n values, the next one is alike with (n + 1) / (n + 2).
        confidence: Math.round(choice.certainty * ((values + 1) / (values + 2)) * 100) / 100,
      };
    });
  }

  #blankEvidence({ blanks, placeholders }: ObservedColumn): string[] {
    const all = formatCount(this.#records);
    const missing = [...placeholders].map(([text, count]) => `"${text}" in ${counted(count, 'cell')} counts as blank.`);
    if (blanks > 0) return [`${formatCount(blanks)} of ${all} cells are blank.`, ...missing];
    return missing.length > 0 ? missing : [`None of ${all} cells is blank.`];
  }

  #limits(isWhole: boolean): InferenceWarning[] {
    if (this.#records === 0) {
      const message = 'The file has no records, so that nothing shows the types of its columns.';
      return [{ code: 'NO_RECORDS', message }];
    }
    if (isWhole) return [];
    const message = `Only the first ${counted(this.#records, 'record')} were looked at. Later ones may have other values.`;
    return [{ code: 'SAMPLED', message }];
  }
}

function noKey(candidates: number): InferenceWarning {
  const hint = candidates === 0 ? 'No field is different in every record.' : 'See key_candidates.';
  const message = `No primaryKey is set, so that every import adds rows. ${hint} Set schema.primaryKey to the fields that say which row is meant.`;
  return { code: 'KEY_OPEN', message };
}

const titleOf = (fileName: string): string => excerpt(fileStem(fileName) || fileName, 200);

function fieldOf(
  { name, observed, choice }: FieldColumn,
  primaryKey: readonly string[],
  missing: readonly string[] | undefined,
) {
  const { constraints, ...field } = choice.field;
  const isFilled = observed.blanks === 0 && observed.placeholders.size === 0 && observed.values > 0;
  const all = { ...((isFilled || primaryKey.includes(name)) && { required: true }), ...constraints };
  return {
    name,
    ...field,
    ...(missing && { missingValues: ['', ...missing] }),
    ...(Object.keys(all).length > 0 && { constraints: all }),
  };
}
