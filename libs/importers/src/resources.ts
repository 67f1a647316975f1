import type { Definition } from './document/definition.ts';

type Reference = NonNullable<Definition['schema']['foreignKeys']>[number]['reference'];

/** Whether a foreign key refers to the table of the definition itself: its resource is left out, or the definition's own name. */
export const refersToItself = ({ name }: Pick<Definition, 'name'>, { resource }: Reference): boolean =>
  resource === undefined || resource === name;

/** The other importers whose tables a definition refers to. */
export function resourcesOf(definition: Definition): string[] {
  const references = (definition.schema.foreignKeys ?? []).map(({ reference }) => reference);
  const others = references.filter((reference) => !refersToItself(definition, reference));
  return [...new Set(others.flatMap(({ resource }) => resource ?? []))];
}
