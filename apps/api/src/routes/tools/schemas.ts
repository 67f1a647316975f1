import { z } from '@hono/zod-openapi';
import { artifactNames, toolNames } from '@sluice/jobs';

/** Made anew here: `.openapi` is only on schemas that are younger than the import of zod-openapi. */
export const toolParam = z.enum(toolNames);
export const artifactParam = z.enum(artifactNames);

export const toolSchema = z
  .object({
    name: toolParam,
    description: z.string(),
    artifacts: z
      .array(z.object({ name: artifactParam, description: z.string() }))
      .describe('The files that it can make; all of them unless a request says otherwise.'),
    steps: z
      .array(z.object({ name: z.string(), description: z.string() }))
      .describe('What can be set or left out step by step, in the order of the chain; each is a key of `parameters`.'),
    parameters: z
      .record(z.string(), z.unknown())
      .describe('JSON Schema of `parameters`, its steps included: names, meanings, limits and defaults.'),
  })
  .openapi('Tool');
