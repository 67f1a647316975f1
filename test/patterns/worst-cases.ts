import { type AST, RegExpParser } from '@eslint-community/regexpp';

/** Text that may take a pattern long: `prefix`, then `pump` again and again, then `suffix`, at which the match fails. */
export interface WorstCase {
  readonly prefix: string;
  readonly pump: string;
  readonly suffix: string;
}

/** `length` characters of the case, rounded up to a whole pump. */
export const textOf = ({ prefix, pump, suffix }: WorstCase, length: number): string =>
  prefix + pump.repeat(Math.ceil(length / pump.length)) + suffix;

/** Characters of every kind, for classes that name none themselves. */
const COMMON = [...'aA0-_ \t\n.\u0000é:/@"\',;=[<%+'];
/** Repeats up to this often cost at most this factor. */
const FEW = 64;
const MOST_CHARACTERS = 7;

/**
 * Texts made from the pattern itself that repeat what it repeats, and what leads up to it, and end where it cannot match:
 * the ways in which backtracking, or starting again at each character, becomes more than linear.
 */
export function worstCases(source: string, flags: string): WorstCase[] {
  const unicode = flags.includes('u');
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, { unicode });
  const mode = flags.replace(/[gy]/g, '');
  const alphabet = [...new Set([...charactersOf(pattern), ...COMMON])];
  const matched = new Map<string, string[]>();
  const accepted = (raw: string): string[] => {
    const known = matched.get(raw) ?? alphabet.filter((char) => new RegExp(`^(?:${raw})$`, mode).test(char));
    matched.set(raw, known);
    return known;
  };

  /** A short text that `node` matches, with `least` rounds of what may be left out. */
  const witness = (node: AST.Node, least: 0 | 1): string => {
    switch (node.type) {
      case 'Pattern':
      case 'Group':
      case 'CapturingGroup':
        return witness(node.alternatives[0] as AST.Node, least);
      case 'Alternative':
        return node.elements.map((element) => witness(element, least)).join('');
      case 'Quantifier':
        return witness(node.element, least).repeat(Math.max(node.min, Math.min(least, node.max)));
      case 'Character':
      case 'CharacterSet':
      case 'CharacterClass':
        return accepted(node.raw)[0] ?? '';
      default:
        return '';
    }
  };

  const cases = new Map<string, WorstCase>();
  const add = (prefix: string, pump: string, stops: readonly string[]): void => {
    if (pump === '') return;
    // A first character that matches nothing leads past alternatives that only match at the start.
    for (const start of prefix === '' ? ['', '\u0000'] : [prefix]) {
      for (const suffix of ['', '\u0000', '\n', ...stops]) {
        cases.set(JSON.stringify([start, pump, suffix]), { prefix: start, pump, suffix });
      }
    }
  };

  const repeat = (node: AST.Quantifier, before: readonly string[]): void => {
    const { element } = node;
    const single = ['Character', 'CharacterSet', 'CharacterClass'].includes(element.type);
    const chars = single ? accepted(element.raw).slice(0, MOST_CHARACTERS) : [];
    const stops = single ? alphabet.filter((char) => !accepted(element.raw).includes(char)).slice(0, 3) : ['!'];
    const rounds = [...chars, witness(element, 0), witness(element, 1)];
    for (const prefix of before) {
      for (const round of rounds) {
        add(prefix, round, stops);
        add('', prefix + round, stops);
        for (const other of chars) if (other !== round) add(prefix, round + other, stops);
        if (prefix !== '') add('', `${prefix + round} `, stops);
      }
    }
  };

  const visit = (node: AST.Node, before: readonly string[]): void => {
    if (node.type === 'Quantifier') {
      if (node.max > FEW) repeat(node, before);
      visit(node.element, before);
    } else if ('alternatives' in node) {
      for (const { elements } of node.alternatives) sequence(elements, before);
    }
  };
  const sequence = (elements: readonly AST.Node[], before: readonly string[]): void => {
    for (const [at, element] of elements.entries()) {
      const earlier = elements.slice(0, at);
      const lead = ([0, 1] as const).map((least) => earlier.map((one) => witness(one, least)).join(''));
      const prefixes = [...new Set(before.flatMap((outer) => lead.map((inner) => outer + inner)))];
      for (const prefix of prefixes) add('', prefix, ['!']);
      visit(element, prefixes);
    }
  };
  visit(pattern, ['']);
  return [...cases.values()];
}

function charactersOf(pattern: AST.Pattern): Set<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const node = value as AST.Node;
    if (node.type === 'Character') found.add(String.fromCodePoint(node.value));
    for (const [key, child] of Object.entries(node))
      if (!['parent', 'resolved', 'references'].includes(key)) visit(child);
  };
  visit(pattern);
  return found;
}
