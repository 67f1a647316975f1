import { z } from 'zod';
import { definition } from './definition.ts';
import type { Path } from './problem.ts';

/**
 * The JSON Schema (2020-12) of definitions, for editors: names, types and allowed values, with descriptions.
 * `readDefinition` also checks what a JSON Schema cannot say.
 */
export const definitionJsonSchema = (): object => z.toJSONSchema(definition, { io: 'input', target: 'draft-2020-12' });

/** The parts of a JSON Schema that lead to members. */
interface Part {
  readonly properties?: Readonly<Record<string, Part>>;
  readonly additionalProperties?: Part | boolean;
  readonly items?: Part;
  readonly anyOf?: readonly Part[];
}

const formsOf = (part: Part): readonly Part[] => part.anyOf?.flatMap(formsOf) ?? [part];

function partAt({ properties, additionalProperties, items }: Part, step: string | number): readonly Part[] {
  const more = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  const named = properties && Object.hasOwn(properties, step) ? properties[step] : more;
  const found = typeof step === 'number' ? items : named;
  return found ? formsOf(found) : [];
}

let schema: Part | undefined;

/** The names of the members that an object of a definition may have. */
export function membersAt(path: Path): string[] {
  schema ??= definitionJsonSchema() as Part;
  const parts = path.reduce<readonly Part[]>((at, step) => at.flatMap((part) => partAt(part, step)), formsOf(schema));
  return [...new Set(parts.flatMap(({ properties = {} }) => Object.keys(properties)))];
}
