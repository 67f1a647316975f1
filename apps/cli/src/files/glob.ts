import { existsSync } from 'node:fs';
import path from 'node:path';
import { glob } from 'tinyglobby';
import { usageError } from '../exit-codes.ts';

/** The files named by arguments, each a file name or a pattern with `*`, `?` and `**`. @throws CliError */
export async function expandFiles(given: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const argument of given) {
    if (argument === '-' || !/[*?]/.test(argument) || existsSync(argument)) files.push(argument);
    else files.push(...(await matching(argument)));
  }
  return [...new Set(files)];
}

/** The files that match, sorted; hidden ones only if the pattern has the dot. @throws CliError if there are none */
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

/** Escapes brackets and the like, which occur in file names; only `*` and `?` are special here. */
const literally = (pattern: string): string => pattern.replace(/[\\[\](){}|+@!]/g, '\\$&');
