/** One element of a number format's section. */
export interface Token {
  readonly kind: /** `0`, `#` or `?`: a digit. */
    | 'digit'
    /** `y`, `m`, `d`, `h`, `s` and their like, in lower case: a part of a date or time. */
    | 'date'
    /** `[h]`, `[mm]`: elapsed time. */
    | 'elapsed'
    | 'point'
    | 'comma'
    /** `%`, `E+` or the `/` of a fraction: still a number to whoever reads it. */
    | 'operator'
    | 'general'
    /** `@` */
    | 'text'
    | 'literal'
    /** `[$€-407]` */
    | 'currency'
    /** `[>=100]` */
    | 'condition';
  readonly text: string;
}

/** Excel's maximum length of a format code. */
const MAX_CODE = 255;

const TOKEN =
  /"([^"]*)"?|\\(.)|[_*](.)|\[([^\]]*)\]?|(general|standard)|(am\/pm|a\/p|上午\/下午)|(e[+-])|(y+|m+|d+|h+|s+|g+|b+|a{3,4}|e+)|(.)/gisu;

/** The sections of a format code, up to four: separated by `;` outside of quoted and escaped text. */
export function sectionsOf(code: string): Token[][] {
  const sections: Token[][] = [[]];
  for (const match of code.slice(0, MAX_CODE).matchAll(TOKEN)) {
    if (match[9] === ';') sections.push([]);
    else {
      const token = tokenOf(match);
      if (token !== undefined) sections.at(-1)?.push(token);
    }
  }
  return sections;
}

/** Padding (`_x`), filling (`*x`), colors and locale tags show nothing of their own. */
function tokenOf(match: RegExpExecArray): Token | undefined {
  const [, quoted, escaped, padding, bracket, general, noon, exponent, date, other = ''] = match;
  if (quoted !== undefined) return literal(quoted);
  if (escaped !== undefined) return literal(escaped);
  if (padding !== undefined) return undefined;
  if (bracket !== undefined) return bracketToken(bracket);
  if (general !== undefined) return { kind: 'general', text: general };
  if (noon !== undefined) return { kind: 'date', text: 'am/pm' };
  if (exponent !== undefined) return { kind: 'operator', text: exponent };
  if (date !== undefined) return { kind: 'date', text: date.toLowerCase() };
  if (other === '0' || other === '#' || other === '?') return { kind: 'digit', text: other };
  if (other === '.') return { kind: 'point', text: other };
  if (other === ',') return { kind: 'comma', text: other };
  if (other === '%' || other === '/') return { kind: 'operator', text: other };
  return other === '@' ? { kind: 'text', text: other } : literal(other);
}

const literal = (text: string): Token => ({ kind: 'literal', text });

function bracketToken(inside: string): Token | undefined {
  if (/^(h+|m+|s+)$/i.test(inside)) return { kind: 'elapsed', text: inside.toLowerCase() };
  if (/^(<=|>=|<>|<|>|=)\s*-?\d/.test(inside)) return { kind: 'condition', text: inside };
  return inside.startsWith('$') ? { kind: 'currency', text: inside.slice(1).split('-')[0] ?? '' } : undefined;
}
