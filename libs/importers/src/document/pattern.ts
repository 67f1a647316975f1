/** Repetitions that RE2 allows, also of what is nested within each other. */
const MOST_REPEATS = 1_000;
/** The most weight of a pattern, and of all patterns of a definition, so that they are compiled and matched quickly. */
const MOST_WEIGHT = 10_000;
export const MOST_WEIGHT_OF_ALL = 100_000;
/** Groups within groups; RE2 allows 1,000. */
const MOST_DEPTH = 100;

/** Escapes of single characters that XML Schema and RE2 have in common. */
const ESCAPED = new Set('nrt\\|.?*+(){}-[]^');
const CLASSES = new Set('dDsSwW');
/** Categories of Unicode that both know. */
const CATEGORY = /^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|Cc|Cf|Co)$/;

interface Fault {
  readonly fault: string;
}
/** How large a part of a pattern is. */
interface Size {
  /** The most repetitions of anything within, as RE2 counts them. */
  readonly repeats: number;
  /** About how many steps RE2 makes of it; a category of Unicode counts as many. */
  readonly weight: number;
  /**
   * The ways in which an engine that backtracks may try to match a text of at most `SHORT` units; infinite for what
   * JavaScript understands in another way than RE2, and for repetitions within repetitions without end.
   */
  readonly ways: number;
}
const isFault = (outcome: Size | Fault): outcome is Fault => 'fault' in outcome;
const ONE: Size = { repeats: 1, weight: 1, ways: 1 };
/** What RE2 and JavaScript read differently, such as white space and line breaks. */
const OTHER_IN_JAVASCRIPT: Size = { ...ONE, ways: Number.POSITIVE_INFINITY };
const CATEGORY_SIZE: Size = { ...OTHER_IN_JAVASCRIPT, weight: 10 };
/** The longest text, in UTF-16 units, that `ways` is about. */
export const SHORT = 64;

/** How often something may be repeated. */
interface Times {
  readonly least: number;
  readonly most: number;
}
const ONCE: Times = { least: 1, most: 1 };
const QUANTIFIERS: Readonly<Record<string, Times>> = {
  '?': { least: 0, most: 1 },
  '*': { least: 0, most: Number.POSITIVE_INFINITY },
  '+': { least: 1, most: Number.POSITIVE_INFINITY },
};
/** See `Size.ways`: those of something that is repeated, and has this many itself. */
function waysOf(inner: number, { least, most }: Times): number {
  if (inner === 1) return Math.min(most, SHORT) - Math.min(least, SHORT) + 1;
  if (most === Number.POSITIVE_INFINITY) return most;
  let ways = 0;
  for (let times = least; times <= most; times++) ways += inner ** times;
  return ways;
}

/** A pattern that can be used, or what is wrong with it. */
export type PatternReading =
  | (Pick<Size, 'weight' | 'ways'> & { readonly fault?: undefined })
  | { readonly weight?: undefined; readonly ways?: undefined; readonly fault: string };

/**
 * Reads a regular expression of the syntax that XML Schema, as the standard demands, and RE2, which runs it, have in common.
 * `^` at its start and `$` at its end are taken, although they change nothing: a pattern always matches the whole text.
 */
class PatternReader {
  readonly #characters: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.#characters = [...pattern];
    if (this.#peek() === '^') this.#at += 1;
  }

  read(): PatternReading {
    const outcome = this.#alternatives(0);
    if (isFault(outcome)) return outcome;
    if (this.#peek() === ')') return { fault: 'The ) has no ( before it. Write \\) for the character.' };
    return outcome.weight > MOST_WEIGHT ? { fault: TOO_LARGE } : outcome;
  }

  #peek = (ahead = 0): string => this.#characters[this.#at + ahead] ?? '';
  #next = (): string => this.#characters[this.#at++] ?? '';

  #alternatives(depth: number): Size | Fault {
    if (depth > MOST_DEPTH) return { fault: 'Groups are nested too deeply.' };
    let [repeats, weight, ways, before] = [1, 1, 1, 0];
    while (this.#at < this.#characters.length && this.#peek() !== ')') {
      if (this.#peek() === '|') {
        this.#at += 1;
        before += ways;
        ways = 1;
        continue;
      }
      const piece = this.#piece(depth);
      if (isFault(piece)) return piece;
      repeats = Math.max(repeats, piece.repeats);
      weight += piece.weight;
      ways *= piece.ways;
    }
    return { repeats, weight, ways: before + ways };
  }

  #piece(depth: number): Size | Fault {
    const inner = this.#atom(depth);
    if (isFault(inner)) return inner;
    const times = this.#quantifier();
    if ('fault' in times) return times;
    const counted = Math.max(1, times.most === Number.POSITIVE_INFINITY ? times.least : times.most);
    const repeats = inner.repeats * counted;
    if (repeats > MOST_REPEATS) return { fault: `More than ${MOST_REPEATS} repetitions are not possible.` };
    return { repeats, weight: inner.weight * counted, ways: waysOf(inner.ways, times) };
  }

  #atom(depth: number): Size | Fault {
    const character = this.#next();
    if (character === '(') return this.#group(depth);
    if (character === '[') return this.#set();
    if (character === '\\') {
      // JavaScript refuses it outside of sets.
      const isHyphen = this.#peek() === '-';
      const size = this.#escape();
      return isHyphen ? OTHER_IN_JAVASCRIPT : size;
    }
    if ('?*+'.includes(character)) {
      return {
        fault: `There is nothing before ${character} to repeat. Write \\${character} for the character.`,
      };
    }
    if ('{}]'.includes(character)) return { fault: `Write \\${character} for the character ${character}.` };
    if (character === '$' && this.#at === this.#characters.length) return ONE;
    if (character === '.') return OTHER_IN_JAVASCRIPT;
    if ('^$'.includes(character)) {
      const literal = character === '^' ? '\\^' : '[$]';
      return {
        fault: `A pattern always matches the whole text. Leave out ${character}, or write ${literal} for the character.`,
      };
    }
    return ONE;
  }

  #group(depth: number): Size | Fault {
    if (this.#peek() === '?') {
      const plain = this.#peek(1) === ':' ? ' Write ( instead of (?:.' : ' Write the pattern without it.';
      return { fault: `XML Schema has no (?${this.#peek(1)}.${plain}` };
    }
    const inner = this.#alternatives(depth + 1);
    if (isFault(inner)) return inner;
    return this.#next() === ')' ? inner : { fault: 'A ( has no ) after it. Add one, or write \\( for the character.' };
  }

  /** How often the last atom may be repeated. */
  #quantifier(): Times | Fault {
    const character = this.#peek();
    if (!'?*+{'.includes(character) || character === '') return ONCE;
    this.#at += 1;
    const times = QUANTIFIERS[character] ?? this.#counts();
    if (!('fault' in times) && '?*+{'.includes(this.#peek()) && this.#peek() !== '') {
      return { fault: `XML Schema has no ${character}${this.#peek()}. Keep one quantifier.` };
    }
    return times;
  }

  #counts(): Times | Fault {
    const end = this.#characters.indexOf('}', this.#at);
    const counts = end < 0 ? '' : this.#characters.slice(this.#at, end).join('');
    const [, least, most] = /^(\d{1,9})(?:,(\d{1,9})?)?$/.exec(counts) ?? [];
    if (least === undefined) return { fault: 'Write repetitions as {3}, {3,} or {3,5}, and \\{ for the character.' };
    this.#at = end + 1;
    if (most !== undefined && Number(most) < Number(least)) return { fault: `{${counts}} ends before it begins.` };
    const isOpen = counts.endsWith(',');
    return { least: Number(least), most: isOpen ? Number.POSITIVE_INFINITY : Number(most ?? least) };
  }

  #escape(): Size | Fault {
    const character = this.#next();
    if (character === 's' || character === 'S') return OTHER_IN_JAVASCRIPT;
    if (ESCAPED.has(character) || CLASSES.has(character)) return ONE;
    if (character === 'p' || character === 'P') return this.#category(character);
    if (character === '') return { fault: 'The pattern ends with a \\. Write \\\\ for the character.' };
    if (/\d/.test(character)) return { fault: `References such as \\${character} are not possible.` };
    if (/[a-z]/i.test(character))
      return { fault: `\\${character} is not common to XML Schema and RE2. Write what it stands for.` };
    return { fault: `Write ${character === '$' ? '[$]' : character} instead of \\${character}.` };
  }

  #category(letter: string): Size | Fault {
    const end = this.#characters.indexOf('}', this.#at);
    const name = this.#peek() === '{' && end >= 0 ? this.#characters.slice(this.#at + 1, end).join('') : '';
    if (!CATEGORY.test(name)) return { fault: `\\${letter} takes a category of Unicode, such as \\${letter}{Lu}.` };
    this.#at = end + 1;
    return CATEGORY_SIZE;
  }

  /** A set such as [A-Za-z_]. */
  #set(): Size | Fault {
    if (this.#peek() === '^') this.#at += 1;
    let from: string | undefined;
    let [weight, ways] = [1, 1];
    for (let first = true; ; first = false) {
      const character = this.#next();
      if (character === '') return { fault: 'A [ has no ] after it. Add one, or write \\[ for the character.' };
      if (character === ']')
        return first ? { fault: 'A set is empty. Write \\] for the character.' } : { repeats: 1, weight, ways };
      if (character === '[')
        return { fault: 'Write \\[ for the character [ in a set. Sets within sets are not possible.' };
      if (character === '-' && !first && this.#peek() !== ']') {
        const range = this.#range(from);
        if (typeof range !== 'number') return range;
        from = undefined;
        continue;
      }
      const escaped = character === '\\' ? this.#peek() : undefined;
      if (escaped !== undefined) {
        const outcome = this.#escape();
        if (isFault(outcome)) return outcome;
        weight = Math.max(weight, outcome.weight);
        ways = Math.max(ways, outcome.ways);
      }
      from = escaped === undefined ? character : ESCAPED.has(escaped) ? unescaped(escaped) : undefined;
    }
  }

  /** What follows the hyphen of a range. */
  #range(from: string | undefined): number | Fault {
    let to = this.#next();
    if (to === '\\' && ESCAPED.has(this.#peek())) to = unescaped(this.#next());
    else if (to === '\\' || to === '[' || to === '-') to = '';
    if (from === undefined || to === '') return { fault: 'Write \\- for a hyphen in a set, or put it first or last.' };
    const [low, high] = [from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0];
    return low <= high ? 1 : { fault: `The range ${from}-${to} ends before it begins.` };
  }
}

const unescaped = (letter: string): string => ({ n: '\n', r: '\r', t: '\t' })[letter] ?? letter;

const TOO_LARGE = 'The pattern is too large, counting its repetitions. Repeat less, or shorten it.';

/** Reads a pattern: what is wrong with it, and what to write instead, or how large it is. */
export const readPattern = (pattern: string): PatternReading => new PatternReader(pattern).read();
