import { listOf, type Members } from '../definition/definition.ts';
import type { Edit } from './edit-text.ts';

type Part = 'lookups' | 'checks';

/** Adds an item at the end of a list of the definition, which may not be there yet. */
export function appended(definition: Members, part: Part, item: Members): Edit[] {
  const items = listOf(definition[part]);
  return [items.length === 0 ? { path: [part], value: [item] } : { path: [part, items.length], value: item }];
}

/** Takes an item away, and with the last one the list. */
export const without = (definition: Members, part: Part, at: number): Edit[] => [
  { path: listOf(definition[part]).length === 1 ? [part] : [part, at], value: undefined },
];
