import { type HeaderMatch, normalizeHeader } from './header.ts';
import type { Importer } from './types.ts';

/** A column that an unknown header may mean. Nothing is imported into it before a person agrees. */
export interface ColumnSuggestion {
  readonly column: string;
  /** How alike the names are: from 0 to 1, the same letters. */
  readonly score: number;
  /** Nothing else comes close: the header fits no other column, and the column no other header. */
  readonly likely: boolean;
}

/** Below this score, names are not alike. */
const ALIKE_FROM = 0.6;
/** From this score on, nearly all letters are the same. */
const LIKELY_FROM = 0.8;
/** At least, if one name has all words of the other: never enough to be likely, unless they are the same. */
const BY_WORDS = 0.5;
const MOST_SUGGESTIONS = 3;
/** Longer headers are sentences. */
const LONGEST_NAME = 60;
/** Letters that are compared for one file: a few hundred headers with as many columns take some milliseconds. */
const MOST_STEPS = 20_000_000;

interface Name {
  readonly words: readonly string[];
  readonly letters: string;
}

interface Pair {
  readonly at: number;
  readonly column: string;
  readonly score: number;
}

/**
 * For each header that nothing matches, the closest columns that no other header has, the best first.
 * @returns one list per header, in their order; empty for headers that are matched
 */
export function suggestColumns(
  matches: readonly HeaderMatch[],
  { columns }: Importer,
): readonly (readonly ColumnSuggestion[])[] {
  const taken = new Set(matches.map(({ column }) => column));
  const free = columns
    .filter(({ name }) => !taken.has(name))
    .map(({ name, aliases = [] }) => ({ column: name, names: [name, ...aliases].flatMap(nameOf) }));
  const pairs: Pair[] = [];
  let steps = 0;
  for (const [at, { header, how }] of matches.entries()) {
    const [wanted] = how === 'unknown' ? nameOf(header) : [];
    if (wanted === undefined) continue;
    for (const { column, names } of free) {
      let score = 0;
      for (const name of names) {
        score = Math.max(score, likeness(wanted, name));
        steps += wanted.letters.length * name.letters.length;
      }
      if (score >= ALIKE_FROM) pairs.push({ at, column, score: Math.round(score * 100) / 100 });
    }
    if (steps > MOST_STEPS) break;
  }
  const likely = likelyPairs(pairs);
  const byHeader = matches.map((): Pair[] => []);
  for (const pair of pairs) byHeader[pair.at]?.push(pair);
  return byHeader.map((found) =>
    found
      .toSorted((a, b) => b.score - a.score)
      .slice(0, MOST_SUGGESTIONS)
      .map((pair) => ({ column: pair.column, score: pair.score, likely: likely.has(pair) })),
  );
}

/** Those of which neither the header nor the column is in another pair with as high a score. */
function likelyPairs(pairs: readonly Pair[]): ReadonlySet<Pair> {
  const best = new Map<string | number, { score: number; times: number }>();
  for (const { at, column, score } of pairs) {
    for (const side of [at, column]) {
      const known = best.get(side);
      if (known === undefined || score > known.score) best.set(side, { score, times: 1 });
      else if (score === known.score) known.times++;
    }
  }
  const isBest = (side: string | number, score: number): boolean => {
    const { score: highest, times } = best.get(side) ?? { score: 0, times: 0 };
    return score === highest && times === 1;
  };
  return new Set(
    pairs.filter(({ at, column, score }) => score >= LIKELY_FROM && isBest(at, score) && isBest(column, score)),
  );
}

/** No name if nothing is left of the header, or if it is a sentence. */
function nameOf(header: string): Name[] {
  if (header.length > LONGEST_NAME) return [];
  const text = header
    .replace(/\([^()]*\)|\[[^[\]]*\]|\{[^{}]*\}/g, ' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss');
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const letters = normalizeHeader(words.join(''));
  return letters === '' ? [] : [{ words, letters }];
}

/** The higher one of how alike the letters are, and how much of the longer name the words of the shorter one are. */
function likeness(one: Name, other: Name): number {
  const [short, long] = one.letters.length <= other.letters.length ? [one, other] : [other, one];
  const contained = short.words.every((word) => long.words.includes(word));
  const most = long.letters.length;
  const byWords = contained ? BY_WORDS + (LIKELY_FROM - BY_WORDS) * (short.letters.length / most) : 0;
  if (most - short.letters.length > most * (1 - ALIKE_FROM)) return byWords;
  return Math.max(byWords, 1 - distance(short.letters, long.letters) / most);
}

/** How many letters have to be added, left out, replaced or swapped with the next one (optimal string alignment). */
function distance(from: string, to: string): number {
  let [before, row, next] = [0, 1, 2].map(() => new Uint8Array(to.length + 1)) as [Uint8Array, Uint8Array, Uint8Array];
  for (let place = 0; place <= to.length; place++) row[place] = place;
  for (let at = 0; at < from.length; at++) {
    next[0] = at + 1;
    for (let place = 0; place < to.length; place++) {
      const replaced = (row[place] as number) + (from[at] === to[place] ? 0 : 1);
      let least = Math.min(replaced, (row[place + 1] as number) + 1, (next[place] as number) + 1);
      if (at > 0 && place > 0 && from[at] === to[place - 1] && from[at - 1] === to[place])
        least = Math.min(least, (before[place - 1] as number) + 1);
      next[place + 1] = least;
    }
    [before, row, next] = [row, next, before];
  }
  return row[to.length] as number;
}
