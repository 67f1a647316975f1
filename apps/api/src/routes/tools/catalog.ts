import type { z } from '@hono/zod-openapi';
import { artifacts, readingOptions, type ToolName, toolArtifacts, toolNames, toolParameters } from '@sluice/jobs';
import { toJSONSchema } from 'zod';
import { closed, reference } from '../../openapi.ts';
import type { toolSchema } from './schemas.ts';

const descriptions = {
  'profile-my-data':
    'Profiles a document without changing it: types, missing values, distributions and anomalies of every column, duplicates, correlations and a quality grade; compared with a second document, how far the columns have drifted.',
  'clean-my-data':
    'Cleans a document in optional steps and logs every changed cell: cleaned records, quarantined records and a change log.',
} as const satisfies Record<ToolName, string>;

const schemas = new Map<ToolName, Readonly<Record<string, unknown>>>();

/** The input parameters of a tool as JSON Schema (2020-12); those with a default are optional. */
export function parametersSchema(tool: ToolName): Readonly<Record<string, unknown>> {
  const known = schemas.get(tool);
  if (known) return known;
  const { $schema, ...schema } = toJSONSchema(toolParameters[tool], { io: 'input', unrepresentable: 'any' });
  schemas.set(tool, schema);
  return schema;
}

/** The name of that schema in OpenAPI, such as `ProfileMyDataParameters`. */
export const parametersComponent = (tool: ToolName): string =>
  `${tool.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}Parameters`;

/** The parameters as they stand in OpenAPI, where the options of reading have a name of their own. */
export function parametersInOpenApi(tool: ToolName): Record<string, unknown> {
  const { properties, additionalProperties, ...schema } = parametersSchema(tool);
  const own = Object.entries(properties as object).filter(([name]) => !(name in readingOptions));
  return {
    allOf: [reference('ReadingOptions'), { ...schema, properties: Object.fromEntries(own) }],
    ...(additionalProperties === false && closed),
  };
}

/** The parameters that are steps, in order: optional objects. */
function stepsOf(tool: ToolName): { name: string; description: string }[] {
  const properties = parametersSchema(tool).properties as Record<string, StepSchema>;
  return Object.entries(properties).flatMap(([name, { description = '', properties: own }]) =>
    own && 'enabled' in own ? [{ name, description }] : [],
  );
}
interface StepSchema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** The response of `GET /tools`. */
export const tools: readonly z.output<typeof toolSchema>[] = toolNames.map((name) => ({
  name,
  description: descriptions[name],
  artifacts: toolArtifacts[name].map((artifact) => ({ name: artifact, description: artifacts[artifact].description })),
  steps: stepsOf(name),
  parameters: parametersSchema(name),
}));
