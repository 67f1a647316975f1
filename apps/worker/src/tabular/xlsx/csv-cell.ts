/** A value as one cell of the CSV spool: quoted when a delimiter, a quote or a line end is in it. */
export function csvCell(value: string): string {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** Text of a workbook writes characters that XML cannot hold as `_x000D_`, ECMA-376 part 1, 22.9.2.19. */
export function unescapeText(value: string): string {
  if (!value.includes('_x')) return value;
  return value.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
