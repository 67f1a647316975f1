import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { importers } from '../definitions/index.ts';
import type { Column, Importer } from '../types.ts';
import type { Definition } from './definition.ts';
import { readDefinition } from './read-definition.ts';
import type { Field } from './table-schema.ts';

const folder = new URL('../../../../importers/', import.meta.url);
const readShipped = (name: string) => readDefinition(readFileSync(new URL(`${name}.yaml`, folder), 'utf8'));

/** The default of a column as it stands in a definition. */
const defaultOf = ({ fallback }: Column, { type }: Field): unknown =>
  type === 'boolean' && fallback !== undefined ? fallback === '1' : fallback;

/** What a definition and an importer that is compiled in both say. */
const saidByImporter = (importer: Importer, { schema }: Definition) => ({
  key: [importer.key],
  generate: importer.makeKey,
  rules: importer.rules ?? [],
  columns: importer.columns.map((column, index) => ({
    name: column.name,
    aliases: column.aliases,
    required: column.required ?? false,
    example: column.example,
    description: column.description,
    default: defaultOf(column, schema.fields[index] ?? { name: '' }),
  })),
});
const saidByDefinition = ({ schema, columns = {}, checks = [] }: Definition) => ({
  key: schema.primaryKey,
  generate: columns[schema.primaryKey?.[0] ?? '']?.generate,
  rules: checks,
  columns: schema.fields.map(({ name, constraints, example, description }) => ({
    name,
    aliases: columns[name]?.aliases,
    required: constraints?.required ?? false,
    ...{ example, description, default: columns[name]?.default },
  })),
});

describe.each(Object.values(importers))('importers/$name.yaml', (importer) => {
  const { definition, problems } = readShipped(importer.name);

  test('has no problems', () => expect(problems).toEqual([]));

  test('says what the importer that is compiled in says', () => {
    expect(definition?.name).toBe(importer.name);
    expect(definition && saidByDefinition(definition)).toEqual(definition && saidByImporter(importer, definition));
  });
});

test('limits and lists of words are those of the compiled-in columns', () => {
  const labels = Object.values(importers).flatMap(({ columns }) => columns.map(({ type }) => type.label));
  const fields = ['assets', 'contacts'].flatMap((name) => readShipped(name).definition?.schema.fields ?? []);
  const said = fields.map(({ type, constraints: { maxLength, enum: words } = {} }, index) => {
    if (words) return `one of ${words.join(', ')}`;
    const most = maxLength?.toLocaleString('en');
    if (type === 'list') return `comma-separated tags, at most ${most}`;
    return labels[index]?.startsWith('text') ? `text, at most ${most} characters` : labels[index];
  });
  expect(said).toEqual(labels);
});
