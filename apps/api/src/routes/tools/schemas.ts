import { z } from '@hono/zod-openapi';
import { artifactNames, toolNames } from '@sluice/jobs';

/** Re-created here: only schemas created after importing zod-openapi have `.openapi`. */
export const toolParam = z.enum(toolNames);
export const artifactParam = z.enum(artifactNames);

export const toolSchema = z
  .object({
    name: toolParam,
    description: z.string(),
    artifacts: z
      .array(z.object({ name: artifactParam, description: z.string() }))
      .describe('The artifacts it can produce; a request gets all of them by default.'),
    steps: z
      .array(z.object({ name: z.string(), description: z.string() }))
      .describe('The optional steps in order; each is a key of `parameters`.'),
    parameters: z
      .record(z.string(), z.unknown())
      .describe('JSON Schema of `parameters` including its steps: names, descriptions, limits and defaults.'),
  })
  .openapi('Tool');
