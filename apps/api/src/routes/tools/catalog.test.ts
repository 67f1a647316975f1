import { cleanParameters, toolArtifacts, toolNames } from '@sluice/jobs';
import { describe, expect, it } from 'vitest';
import { parametersComponent, tools } from './catalog.ts';

interface Schema {
  readonly description?: string;
  readonly properties?: Record<string, Schema>;
}

/** Paths below a schema that have the marker: `[]` for the items of a list, `{}` for the keys of a map. */
function marked(schema: unknown, marker: string, path = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, items, propertyNames, additionalProperties, anyOf = [], [marker]: found } = schema as Marked;
  return [
    ...(found === true ? [path] : []),
    ...Object.entries(properties).flatMap(([name, one]) => marked(one, marker, path ? `${path}.${name}` : name)),
    ...marked(items, marker, `${path}[]`),
    ...marked(propertyNames, marker, `${path}{}`),
    ...marked(additionalProperties, marker, `${path}.*`),
    ...anyOf.flatMap((one) => marked(one, marker, path)),
  ];
}
interface Marked {
  readonly properties?: Record<string, unknown>;
  readonly items?: unknown;
  readonly propertyNames?: unknown;
  readonly additionalProperties?: unknown;
  readonly anyOf?: readonly unknown[];
  readonly [marker: string]: unknown;
}

/** Paths of parameters without a description. */
const silent = ({ properties = {} }: Schema, path: string): string[] =>
  Object.entries(properties).flatMap(([name, schema]) => [
    ...(schema.description ? [] : [`${path}.${name}`]),
    ...silent(schema, `${path}.${name}`),
  ]);

describe('the catalog of tools', () => {
  it('lists every tool with all of its artifacts', () => {
    expect(tools.map(({ name }) => name)).toEqual(toolNames);
    for (const { name, artifacts, description } of tools) {
      expect(artifacts.map((artifact) => artifact.name)).toEqual(toolArtifacts[name]);
      expect(description).not.toBe('');
    }
    expect(toolNames.map(parametersComponent)).toEqual(['ProfileMyDataParameters', 'CleanMyDataParameters']);
  });

  it('describes every parameter', () => {
    for (const { name, parameters } of tools) expect(silent(parameters as Schema, name)).toEqual([]);
  });

  it('marks what names a column of the file, and what is auto-detected', () => {
    const markedIn = (name: string, marker: string) =>
      marked(tools.find((tool) => tool.name === name)?.parameters, marker).sort();
    expect(markedIn('clean-my-data', 'x-names-column')).toEqual([
      'duplicates.keys[]',
      'nulls.columns{}',
      'nulls.token_columns[]',
      'outliers.columns[]',
      'quarantine.formats[].column',
      'quarantine.ranges[].column',
      'quarantine.required[]',
      'standardise.case{}',
      'standardise.collapse_spaces[]',
      'standardise.dates[]',
      'standardise.synonyms{}',
      'standardise.unicode{}',
      'types.columns{}',
    ]);
    const detected = [
      'comment',
      'date_order',
      'decimal_mark',
      'delimiter',
      'encoding',
      'escape',
      'header_row',
      'quote',
    ];
    expect(markedIn('clean-my-data', 'x-auto-detected')).toEqual([...detected, 'skip_rows', 'types.decimal']);
    expect(markedIn('profile-my-data', 'x-names-column')).toEqual([]);
    expect(markedIn('profile-my-data', 'x-auto-detected')).toEqual([...detected, 'skip_rows']);
  });

  it('lists the steps in order', () => {
    const steps = tools.find(({ name }) => name === 'clean-my-data')?.steps.map(({ name }) => name) ?? [];
    expect(steps.length).toBeGreaterThan(0);
    expect(Object.keys(cleanParameters.shape).filter((key) => steps.includes(key))).toEqual(steps);
  });
});
