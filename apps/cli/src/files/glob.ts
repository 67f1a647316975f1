import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { usageError } from '../exit-codes.ts';

/** Files that the arguments name: as they are, or by a quoted pattern with `*`, `?` and `**`. @throws CliError */
export async function expandFiles(given: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const argument of given) {
    if (argument === '-' || !/[*?]/.test(argument) || existsSync(argument)) files.push(argument);
    else files.push(...(await matching(argument)));
  }
  return [...new Set(files)];
}

async function matching(pattern: string): Promise<string[]> {
  const root = path.parse(pattern).root;
  const found = await walk(root || '.', pattern.slice(root.length).split('/').filter(Boolean));
  if (found.length === 0) throw usageError(`No file matches ${pattern}.`);
  return found.map((file) => path.normalize(file)).sort();
}

/** Files below `folder` that the rest of the pattern fits. Hidden ones only where the pattern names the dot. */
async function walk(folder: string, [first, ...rest]: readonly string[]): Promise<string[]> {
  if (first === undefined) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  if (first === '**') {
    found.push(...(await walk(folder, rest.length === 0 ? ['*'] : rest)));
    for (const entry of entries) {
      if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
      found.push(...(await walk(path.join(folder, entry.name), [first, ...rest])));
    }
    return found;
  }
  const matches = matcher(first);
  for (const entry of entries) {
    if (!matches(entry.name)) continue;
    const file = path.join(folder, entry.name);
    if (rest.length > 0) found.push(...(entry.isDirectory() || entry.isSymbolicLink() ? await walk(file, rest) : []));
    else if (!entry.isDirectory()) found.push(file);
  }
  return found;
}

/** One name of a path: `*` is any text, `?` any character. */
export function matcher(pattern: string): (name: string) => boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, 'su');
  return (name) => expression.test(name) && (pattern.startsWith('.') || !name.startsWith('.'));
}
