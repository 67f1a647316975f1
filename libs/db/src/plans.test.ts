import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { byKey, lists, ofOneRow, searches, sweeps, whole } from './testing/planned.ts';

const here = new URL('.', import.meta.url);
const names = (text: string): string[] => text.split(/\s+/);
const functionOf = (call: string): string => call.split(':')[0] ?? call;

/** The functions of a subject, and those of the objects that it exports. */
async function functionsOf(subject: string): Promise<string[]> {
  const exported = (await import(new URL(`${subject}/index.ts`, here).href)) as Record<string, unknown>;
  return Object.entries(exported).flatMap(([name, value]) => {
    if (typeof value === 'function') return [name];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([verb, of]) => (typeof of === 'function' ? [`${name}.${verb}`] : []));
  });
}

const subjects = (await readdir(here, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory() && !['schema', 'testing'].includes(entry.name))
  .map(({ name }) => name);

const planned = new Set([...Object.keys({ ...sweeps, ...lists, ...searches }).map(functionOf), ...Object.keys(whole)]);

describe('the plan of every function of @sluice/db is tested, unless it reads by a full key', () => {
  it.each(subjects)('%s', async (subject) => {
    const single = new Set(names(byKey[subject] ?? ''));
    const verbs = new Set(names(ofOneRow));
    const forgotten = (await functionsOf(subject)).filter((name) => {
      const [, verb] = name.split('.');
      return !planned.has(name) && !single.has(name) && !(verb && verbs.has(verb));
    });
    expect(forgotten, 'add these to libs/db/src/testing/planned.ts').toEqual([]);
  });

  it('lists only functions that exist, each of them once', async () => {
    const known = new Set((await Promise.all(subjects.map(functionsOf))).flat());
    const listed = [...planned, ...Object.values(byKey).flatMap(names)];
    expect(listed.filter((name) => !known.has(name))).toEqual([]);
    expect(listed.filter((name, at) => listed.indexOf(name) !== at)).toEqual([]);
  });
});
