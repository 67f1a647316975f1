import { type Members, textOf } from '../definition/definition.ts';

/** One way in which two definitions differ. */
export interface Difference {
  /** Where, as people write it: `schema.fields.price.type`. Entries of lists that have names are called by them. */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed' | 'reordered';
  readonly before?: unknown;
  readonly after?: unknown;
}

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const same = (one: unknown, other: unknown): boolean => stable(one) === stable(other);

/** The value as text in which members have one order. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

/** What one definition has, lacks or says differently, compared with an earlier one. */
export function differences(before: unknown, after: unknown, path = ''): Difference[] {
  if (same(before, after)) return [];
  if (isObject(before) && isObject(after)) return ofMembers(before, after, (name) => memberPath(path, name));
  if (!Array.isArray(before) || !Array.isArray(after)) return [{ path, kind: 'changed', before, after }];
  const [old, now] = [byName(before), byName(after)];
  if (old && now) {
    return [
      ...ofMembers(old, now, (name) => memberPath(path, name)),
      ...(isReordered(Object.keys(old), Object.keys(now))
        ? [{ path, kind: 'reordered' as const, before: Object.keys(old), after: Object.keys(now) }]
        : []),
    ];
  }
  const isPlain = [...before, ...after].every((one) => typeof one !== 'object');
  if (isPlain && new Set(before).size === before.length && isReordered(before.map(stable), after.map(stable))) {
    return [{ path, kind: 'changed', before, after }];
  }
  return ofEntries(before, after, path);
}

function ofMembers(before: Members, after: Members, pathOf: (name: string) => string): Difference[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name): Difference[] => {
    const path = pathOf(name);
    if (!Object.hasOwn(after, name)) return [{ path, kind: 'removed', before: before[name] }];
    if (!Object.hasOwn(before, name)) return [{ path, kind: 'added', after: after[name] }];
    return differences(before[name], after[name], path);
  });
}

/** Entries without names: equal ones belong together, then those in the same place. */
function ofEntries(before: readonly unknown[], after: readonly unknown[], path: string): Difference[] {
  const left = before.map(stable);
  const added: number[] = [];
  for (const [at, entry] of after.entries()) {
    const found = left.indexOf(stable(entry));
    if (found < 0) added.push(at);
    else left[found] = '';
  }
  const removed = left.flatMap((text, at) => (text === '' ? [] : [at]));
  const kept = new Set(removed.filter((at) => added.includes(at) && isObject(before[at]) && isObject(after[at])));
  return [
    ...removed.flatMap((at): Difference[] =>
      kept.has(at)
        ? differences(before[at], after[at], `${path}[${at}]`)
        : [{ path: entryPath(path, before[at], at), kind: 'removed', before: before[at] }],
    ),
    ...added
      .filter((at) => !kept.has(at))
      .map((at): Difference => ({ path: entryPath(path, after[at], at), kind: 'added', after: after[at] })),
  ];
}

/** Plain entries say what they are themselves. */
const entryPath = (path: string, entry: unknown, at: number): string =>
  typeof entry === 'object' ? `${path}[${at}]` : path;

/** The entries of a list by their names, if every one has its own. */
function byName(list: readonly unknown[]): Members | undefined {
  const names = list.map((one) => (isObject(one) ? textOf(one.name) : ''));
  if (names.includes('') || new Set(names).size < names.length) return undefined;
  return Object.fromEntries(list.map((one, at) => [names[at], one]));
}

/** Whether what both have is in another order. */
function isReordered(before: readonly string[], after: readonly string[]): boolean {
  const [old, now] = [new Set(before), new Set(after)];
  const [common, again] = [before.filter((one) => now.has(one)), after.filter((one) => old.has(one))];
  return common.some((one, at) => one !== again[at]);
}

const memberPath = (path: string, name: string): string => {
  const step = /^[$\w-]+$/.test(name) ? name : JSON.stringify(name);
  return path === '' ? step : `${path}.${step}`;
};
