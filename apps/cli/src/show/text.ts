/** C0 and C1 control characters and bidirectional marks. */
const UNSAFE = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f]/gu;

/** Makes untrusted text safe to print: it cannot move the cursor, change colors or hide content. */
export const printable = (text: string): string =>
  text.replace(UNSAFE, (mark) => {
    if (mark === '\n') return '\\n';
    if (mark === '\t') return '\\t';
    return `\\u${(mark.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  });

/** At most `width` characters, with an ellipsis if shortened. */
export const shortened = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;

/** A CSV cell that no spreadsheet interprets as a formula. */
export function csvCell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  const isFormula = typeof value === 'string' && /^[=+\-@\t\r\n]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csvLine = (cells: readonly (string | number | null | undefined)[]): string =>
  `${cells.map(csvCell).join(',')}\r\n`;
