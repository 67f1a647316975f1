import { existsSync } from 'node:fs';
import path from 'node:path';
import { glob } from 'tinyglobby';
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

/** Files that the pattern fits, sorted. Hidden ones only where the pattern names the dot. @throws CliError */
async function matching(pattern: string): Promise<string[]> {
  const found = await glob(literally(pattern), {
    absolute: path.isAbsolute(pattern),
    expandDirectories: false,
    extglob: false,
    braceExpansion: false,
  });
  if (found.length === 0) throw usageError(`No file matches ${pattern}.`);
  return found.map((file) => path.normalize(file)).sort();
}

/** File names may hold brackets and other signs of larger pattern languages: only `*` and `?` have a meaning here. */
const literally = (pattern: string): string => pattern.replace(/[\\[\](){}|+@!]/g, '\\$&');
