/** A value as one cell of the CSV spool: quoted if it contains a delimiter, a quote or a line break. */
export function csvCell(value: string): string {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** Decodes characters that XML cannot represent, written as `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
export function unescapeText(value: string): string {
  if (!value.includes('_x')) return value;
  return value.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
