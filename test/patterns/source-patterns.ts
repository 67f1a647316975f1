import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAst } from 'rolldown/parseAst';

const root = path.resolve(import.meta.dirname, '../..');

/** A regular expression in the sources: `source` and `flags`, or the text of a call that composes one at run time. */
export interface SourcePattern {
  /** `libs/core/src/redact.ts` */
  readonly file: string;
  readonly pattern: { readonly source: string; readonly flags: string } | undefined;
  readonly text: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly regex?: { readonly pattern: string; readonly flags: string };
  readonly callee?: { readonly name?: string };
}

/** Every regular expression of the code that runs in API, workers, command line, client and dashboard. */
export function sourcePatterns(): SourcePattern[] {
  const parts = ['apps', 'libs'].flatMap((group) =>
    readdirSync(path.join(root, group)).map((name) => `${group}/${name}/src`),
  );
  return parts.flatMap((part) =>
    readdirSync(path.join(root, part), { recursive: true, encoding: 'utf8' })
      .map((file) => `${part}/${file}`)
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|\/test(ing)?\//.test(file))
      .flatMap(patternsIn),
  );
}

function patternsIn(file: string): SourcePattern[] {
  const code = readFileSync(path.join(root, file), 'utf8');
  const found: SourcePattern[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || value instanceof RegExp) return;
    const { type, start, end, regex, callee } = value as Node;
    const text = code.slice(start, end);
    if (type === 'Literal' && regex) found.push({ file, text, pattern: { source: regex.pattern, flags: regex.flags } });
    if (/^(?:New|Call)Expression$/.test(type) && callee?.name === 'RegExp')
      found.push({ file, text, pattern: undefined });
    Object.values(value).forEach(visit);
  };
  visit(parseAst(code, { lang: file.endsWith('x') ? 'tsx' : 'ts' }));
  return found;
}
