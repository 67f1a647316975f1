import { listOf, namesOf, objectOf, textOf } from '../definition/definition.ts';

/** Synonyms as lines, `text = value` each; undefined if some value cannot be written so. */
export function synonymLines(synonyms: unknown): string[] | undefined {
  const entries = Object.entries(objectOf(synonyms));
  const isPlain = entries.every(([, value]) => value === '' || textOf(value) !== '');
  return isPlain ? entries.map(([text, value]) => `${text} = ${textOf(value)}`) : undefined;
}

/** The synonyms that lines say, or the first line that says none. The last equals sign counts: texts may have others. */
export function readSynonyms(
  lines: readonly string[],
): { readonly synonyms: Record<string, string>; readonly wrong?: undefined } | { readonly wrong: string } {
  const pairs: [string, string][] = [];
  for (const line of lines) {
    const at = line.lastIndexOf('=');
    const [text, value] = [line.slice(0, Math.max(at, 0)).trim(), line.slice(at + 1).trim()];
    if (text === '' || value === '') return { wrong: line };
    pairs.push([text, value]);
  }
  return { synonyms: Object.fromEntries(pairs) };
}

const PLUS = ' + ';

/** Groups of fields as lines. */
export const groupLines = (groups: unknown): string[] => listOf(groups).map((names) => namesOf(names).join(PLUS));

/** The groups of fields that lines say. */
export const readGroups = (lines: readonly string[]): string[][] =>
  lines.map((line) =>
    line
      .split('+')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  );
