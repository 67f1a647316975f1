/** `text` as an SQL string literal. A NUL, which would end the statement, is written as an expression. */
export function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return quoted.includes('\0') ? `(${quoted.replaceAll('\0', "' || chr(0) || '")})` : quoted;
}

/** A finite number as a DOUBLE, without loss. */
export const double = (value: number): string => `CAST('${value}' AS DOUBLE)`;

/** The characters that `String.prototype.trim` removes, as an RE2 class. */
export const SPACE = String.raw`[\s\x0b\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}]`;

export const OUTER_SPACE = `^${SPACE}|${SPACE}$`;

/** A cell without outer whitespace; NULL if nothing is left. The test is four times as fast as the replacement. */
export const trimmed = (value: string): string =>
  `CASE WHEN regexp_matches(${value}, '${OUTER_SPACE}')
    THEN nullif(regexp_replace(${value}, '^${SPACE}+|${SPACE}+$', '', 'g'), '') ELSE ${value} END`;

/** An RE2 expression that matches exactly this text. */
const escaped = (text: string): string => text.replace(/[^\p{L}\p{N}_\s]/gu, (char) => `\\${char}`);

/** True if the cell is one of these placeholder values, case-insensitive; never NULL. */
export function isToken(value: string, tokens: readonly string[]): string {
  const words = [...new Set(tokens.map((token) => token.trim().toLowerCase()))].filter((word) => word !== '');
  if (words.length === 0) return 'false';
  const pattern = `${SPACE}*(?i:${words.map(escaped).join('|')})${SPACE}*`;
  return `coalesce(regexp_full_match(${value}, ${literal(pattern)}), false)`;
}

/** Columns per aggregate statement. */
export const COLUMNS_AT_ONCE = 200;

/** The pattern for RE2, with its flags inline. */
export const inlineFlags = ({ source, flags }: RegExp): string => (flags.includes('i') ? `(?i)${source}` : source);
