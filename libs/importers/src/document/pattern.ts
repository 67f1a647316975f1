/** Repetitions that RE2 allows, also of what is nested within each other. */
const MOST_REPEATS = 1_000;
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

  /** What is wrong; undefined if nothing is. */
  fault(): string | undefined {
    const outcome = this.#alternatives(0);
    if (typeof outcome !== 'number') return outcome.fault;
    return this.#peek() === ')' ? 'The ) has no ( before it. Write \\) for the character.' : undefined;
  }

  #peek = (ahead = 0): string => this.#characters[this.#at + ahead] ?? '';
  #next = (): string => this.#characters[this.#at++] ?? '';

  /** The most repetitions of anything within, or a fault. */
  #alternatives(depth: number): number | Fault {
    if (depth > MOST_DEPTH) return { fault: 'Groups are nested too deeply.' };
    let most = 1;
    while (this.#at < this.#characters.length && this.#peek() !== ')') {
      if (this.#peek() === '|') {
        this.#at += 1;
        continue;
      }
      const repeats = this.#piece(depth);
      if (typeof repeats !== 'number') return repeats;
      most = Math.max(most, repeats);
    }
    return most;
  }

  #piece(depth: number): number | Fault {
    const inner = this.#atom(depth);
    if (typeof inner !== 'number') return inner;
    const times = this.#quantifier();
    if (typeof times !== 'number') return times;
    if (inner * times > MOST_REPEATS) return { fault: `More than ${MOST_REPEATS} repetitions are not possible.` };
    return inner * times;
  }

  #atom(depth: number): number | Fault {
    const character = this.#next();
    if (character === '(') return this.#group(depth);
    if (character === '[') return this.#set();
    if (character === '\\') return this.#escape();
    if ('?*+'.includes(character)) {
      return {
        fault: `Nothing stands before ${character} that it could repeat. Write \\${character} for the character.`,
      };
    }
    if ('{}]'.includes(character)) return { fault: `Write \\${character} for the character ${character}.` };
    if (character === '$' && this.#at === this.#characters.length) return 1;
    if ('^$'.includes(character)) {
      const literal = character === '^' ? '\\^' : '[$]';
      return {
        fault: `A pattern always matches the whole text. Leave out ${character}, or write ${literal} for the character.`,
      };
    }
    return 1;
  }

  #group(depth: number): number | Fault {
    if (this.#peek() === '?') {
      const plain = this.#peek(1) === ':' ? ' Write ( instead of (?:.' : ' Write the pattern without it.';
      return { fault: `XML Schema has no (?${this.#peek(1)}.${plain}` };
    }
    const inner = this.#alternatives(depth + 1);
    if (typeof inner !== 'number') return inner;
    return this.#next() === ')' ? inner : { fault: 'A ( has no ) after it. Add one, or write \\( for the character.' };
  }

  /** How often the last atom may be repeated, as RE2 counts it. */
  #quantifier(): number | Fault {
    const character = this.#peek();
    if (!'?*+{'.includes(character) || character === '') return 1;
    this.#at += 1;
    const times = character === '{' ? this.#counts() : 1;
    if (typeof times === 'number' && '?*+{'.includes(this.#peek()) && this.#peek() !== '') {
      return { fault: `XML Schema has no ${character}${this.#peek()}. Keep one quantifier.` };
    }
    return times;
  }

  #counts(): number | Fault {
    const end = this.#characters.indexOf('}', this.#at);
    const counts = end < 0 ? '' : this.#characters.slice(this.#at, end).join('');
    const [, least, most] = /^(\d{1,9})(?:,(\d{1,9})?)?$/.exec(counts) ?? [];
    if (least === undefined) return { fault: 'Write repetitions as {3}, {3,} or {3,5}, and \\{ for the character.' };
    this.#at = end + 1;
    if (most !== undefined && Number(most) < Number(least)) return { fault: `{${counts}} ends before it begins.` };
    return Math.max(1, Number(most ?? least));
  }

  #escape(): number | Fault {
    const character = this.#next();
    if (ESCAPED.has(character) || CLASSES.has(character)) return 1;
    if (character === 'p' || character === 'P') return this.#category(character);
    if (character === '') return { fault: 'The pattern ends with a \\. Write \\\\ for the character.' };
    if (/\d/.test(character)) return { fault: `References such as \\${character} are not possible.` };
    if (/[a-z]/i.test(character))
      return { fault: `\\${character} is not common to XML Schema and RE2. Write what it stands for.` };
    return { fault: `Write ${character === '$' ? '[$]' : character} instead of \\${character}.` };
  }

  #category(letter: string): number | Fault {
    const end = this.#characters.indexOf('}', this.#at);
    const name = this.#peek() === '{' && end >= 0 ? this.#characters.slice(this.#at + 1, end).join('') : '';
    if (!CATEGORY.test(name)) return { fault: `\\${letter} takes a category of Unicode, such as \\${letter}{Lu}.` };
    this.#at = end + 1;
    return 1;
  }

  /** A set such as [A-Za-z_]. */
  #set(): number | Fault {
    if (this.#peek() === '^') this.#at += 1;
    let from: string | undefined;
    for (let first = true; ; first = false) {
      const character = this.#next();
      if (character === '') return { fault: 'A [ has no ] after it. Add one, or write \\[ for the character.' };
      if (character === ']') return first ? { fault: 'A set is empty. Write \\] for the character.' } : 1;
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
        if (typeof outcome !== 'number') return outcome;
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

/** What is wrong with a pattern, and what to write instead; undefined if it can be used. */
export const patternFault = (pattern: string): string | undefined => new PatternReader(pattern).fault();
