import type { Definition } from '../document/definition.ts';
import type { Path } from '../document/problem.ts';
import type { Field } from '../document/table-schema.ts';

/** A column of the target table that imports write. */
export interface WrittenColumn {
  readonly column: string;
  /** Where the definition names it. */
  readonly path: Path;
  /** Whose values it gets; absent for look-ups, the account and stamps. */
  readonly field?: Field;
  /** Where the field stands. */
  readonly index?: number;
  /** Whether every new row has a value for it. */
  readonly filled: boolean;
}

/** The fields that every new row has a value for. */
function filledFields({ schema, columns = {} }: Definition): Set<string> {
  const filled = schema.fields.filter(({ name, constraints }) => {
    const { default: fallback, generate } = columns[name] ?? {};
    const isKey = schema.primaryKey?.includes(name) ?? false;
    return constraints?.required === true || isKey || fallback !== undefined || generate !== undefined;
  });
  return new Set(filled.map(({ name }) => name));
}

/** The columns that the definition's fields and look-ups are written to, in its order. */
export function fieldColumns(definition: Definition): WrittenColumn[] {
  const { schema, columns = {}, lookups = [] } = definition;
  const filled = filledFields(definition);
  const lookedUp = new Set(lookups.flatMap(({ fields }) => fields));
  const ofFields = schema.fields.flatMap((field, index): WrittenColumn[] => {
    const column = columns[field.name]?.column;
    if (column === undefined && lookedUp.has(field.name)) return [];
    const path = column === undefined ? ['schema', 'fields', index, 'name'] : ['columns', field.name, 'column'];
    return [{ column: column ?? field.name, path, field, index, filled: filled.has(field.name) }];
  });
  const ofLookups = lookups.map(
    ({ fields, store, onMissing }, index): WrittenColumn => ({
      column: store,
      path: ['lookups', index, 'store'],
      filled: onMissing !== 'blank' && fields.every((name) => filled.has(name)),
    }),
  );
  return [...ofFields, ...ofLookups];
}

/** The columns that the fields of a key are written to, in its order: their own, or those of their look-ups. */
export function keyColumns({ columns = {}, lookups = [] }: Definition, fields: readonly string[]): string[] {
  const names = fields.map((name) => {
    const lookup = lookups.find((one) => one.fields.includes(name));
    return columns[name]?.column ?? lookup?.store ?? name;
  });
  return [...new Set(names)];
}
