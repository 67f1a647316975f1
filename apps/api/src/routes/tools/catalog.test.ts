import { cleanParameters, toolArtifacts, toolNames } from '@sluice/jobs';
import { describe, expect, it } from 'vitest';
import { parametersComponent, tools } from './catalog.ts';

interface Schema {
  readonly description?: string;
  readonly properties?: Record<string, Schema>;
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

  it('lists the steps in order', () => {
    const steps = tools.find(({ name }) => name === 'clean-my-data')?.steps.map(({ name }) => name) ?? [];
    expect(steps.length).toBeGreaterThan(0);
    expect(Object.keys(cleanParameters.shape).filter((key) => steps.includes(key))).toEqual(steps);
  });
});
