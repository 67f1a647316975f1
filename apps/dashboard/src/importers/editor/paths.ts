import { listOf, type Members, namesOf, objectOf, textOf } from '../definition/definition.ts';
import type { Edit, Path } from './edit-text.ts';

const PLAIN_NAME = /^[$A-Za-z_][\w$-]*$/;

/** A path as problems of the API have it: `schema.fields[3].name`, `columns["order no"]`. */
export function pathText(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (PLAIN_NAME.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}

/** Whether a problem is at a path or somewhere below it. */
export const isBelow = (problem: string, path: string): boolean =>
  problem === path || problem.startsWith(`${path}.`) || problem.startsWith(`${path}[`);

/**
 * Gives a field another name wherever the definition calls it, except in expressions, which the server then complains about. Files
 * may go on with the first name.
 * @param keepsColumn whether the table has the column already, so that it keeps its name
 */
export function renamed(definition: Members, at: number, name: string, keepsColumn = false): Edit[] {
  const schema = objectOf(definition.schema);
  const before = textOf(objectOf(listOf(schema.fields)[at]).name);
  const edits: Edit[] = [{ path: ['schema', 'fields', at, 'name'], value: name }];
  if (before === '') return edits;
  const swap = (value: unknown, path: Path): void => {
    const names = namesOf(value);
    if (!names.includes(before)) return;
    edits.push({ path, value: names.map((one) => (one === before ? name : one)) });
  };
  swap(schema.primaryKey, ['schema', 'primaryKey']);
  for (const [index, key] of listOf(schema.uniqueKeys).entries()) swap(key, ['schema', 'uniqueKeys', index]);
  for (const [index, key] of listOf(schema.foreignKeys).entries())
    swap(objectOf(key).fields, ['schema', 'foreignKeys', index, 'fields']);
  for (const [index, one] of listOf(definition.lookups).entries())
    swap(objectOf(one).fields, ['lookups', index, 'fields']);
  for (const [index, check] of listOf(definition.checks).entries())
    for (const end of ['lower', 'upper'])
      if (objectOf(check)[end] === before) edits.push({ path: ['checks', index, end], value: name });
  const column = objectOf(objectOf(definition.columns)[before]);
  const now = {
    ...column,
    ...(listOf(column.aliases).length === 0 && !isAlike(before, name) && { aliases: [before] }),
    ...(keepsColumn && column.column === undefined && { column: before }),
  };
  edits.push({ path: ['columns', before], value: undefined });
  if (Object.keys(now).length > 0) edits.push({ path: ['columns', name], value: now });
  return edits;
}

/** Removes a field, its column and its place in the key. */
export function removed(definition: Members, at: number): Edit[] {
  const schema = objectOf(definition.schema);
  const name = textOf(objectOf(listOf(schema.fields)[at]).name);
  const keys = namesOf(schema.primaryKey).filter((one) => one !== name);
  return [
    { path: ['schema', 'fields', at], value: undefined },
    { path: ['columns', name], value: undefined },
    ...(namesOf(schema.primaryKey).includes(name)
      ? [{ path: ['schema', 'primaryKey'], value: keys.length > 0 ? keys : undefined }]
      : []),
  ];
}

/** Whether headers are taken for the same: without case, spaces and marks. */
const isAlike = (one: string, other: string): boolean => plain(one) === plain(other);
const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
