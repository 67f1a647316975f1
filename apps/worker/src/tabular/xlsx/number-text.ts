/**
 * The text of a number cell: the shortest one that parses to the same double, without exponent. Whole numbers keep the digits
 * of the file, even beyond 2^53. Other text is returned unchanged.
 */
export function numberText(stored: string): string {
  if (/^-?(0|[1-9]\d*)$/.test(stored)) return stored === '-0' ? '0' : stored;
  const value = Number(stored);
  if (!Number.isFinite(value) || stored.trim() === '') return stored;
  const text = String(value === 0 ? 0 : value);
  return text.includes('e') ? withoutExponent(text) : text;
}

/** `1.5e-7` as `0.00000015`, `1e+21` as `1000000000000000000000`. */
function withoutExponent(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  const digits = whole + fraction;
  const point = 1 + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits + '0'.repeat(point - digits.length);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
