import type { z } from '@hono/zod-openapi';
import { type ArtifactName, type ToolName, toolArtifacts, toolNames, toolParameters } from '@sluice/jobs';
import { toJSONSchema } from 'zod';
import type { toolSchema } from './schemas.ts';

const descriptions = {
  'profile-my-data':
    'Looks at a table and changes nothing: types, gaps, values, ranges and oddities of every column, duplicates, correlations, a grade with its parts; with a second file, how far the columns have drifted.',
  'clean-my-data':
    'Cleans a table step by step, each step optional, and explains every cell that it changed: the cleaned rows, the rows that were set aside, and a log of all changes.',
} as const satisfies Record<ToolName, string>;

const artifacts = {
  'report.xlsx': 'The report as a workbook: summary first, a sheet for each step.',
  'report.json': 'The whole report, for programs.',
  'cleaned.csv': 'The cleaned rows, in the order and with the columns of the file.',
  'quarantined.csv': 'The rows that were set aside, each with the reason.',
} as const satisfies Record<ArtifactName, string>;

/** The parameters of a tool as JSON Schema (2020-12), as a caller sends them: what has a default may be left out. */
export function parametersSchema(tool: ToolName): Record<string, unknown> {
  const { $schema, ...schema } = toJSONSchema(toolParameters[tool], { io: 'input', unrepresentable: 'any' });
  return schema;
}

/** What OpenAPI calls that schema: `ProfileMyDataParameters`. */
export const parametersComponent = (tool: ToolName): string =>
  `${tool.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}Parameters`;

/** The parameters that are steps of a chain, in its order: objects that can be left out as a whole. */
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

/** What `GET /tools` answers. */
export const tools: readonly z.output<typeof toolSchema>[] = toolNames.map((name) => ({
  name,
  description: descriptions[name],
  artifacts: toolArtifacts[name].map((artifact) => ({ name: artifact, description: artifacts[artifact] })),
  steps: stepsOf(name),
  parameters: parametersSchema(name),
}));
