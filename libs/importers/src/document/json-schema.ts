import { z } from 'zod';
import { definition } from './definition.ts';

/**
 * The JSON Schema (2020-12) of definitions, for editors: names, types and allowed values, with descriptions.
 * `readDefinition` also checks what a JSON Schema cannot say.
 */
export const definitionJsonSchema = (): object => z.toJSONSchema(definition, { io: 'input', target: 'draft-2020-12' });
