/** Excel keeps no more characters (UTF-16 units) in a cell. */
export const MAX_CELL_TEXT = 32_767;

/** What XML cannot hold, what it would change (CR), and text that looks like Excel's escape of such a character. */
const SPECIAL = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9a-f]{4}_)/gi;

const escapeUnit = (unit: string): string => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** Control characters as Excel writes them (ST_Xstring of ECMA-376, 22.9.2.19): `_x000D_` for CR. */
export const escapeControls = (text: string): string => text.replace(SPECIAL, escapeUnit);

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeXml = (text: string): string =>
  escapeControls(text).replace(/[&<>"]/g, (character) => entities[character] as string);

/** Shortens `text` to fit into a cell, with a note at its end. */
export function fitCell(text: string): string {
  if (text.length <= MAX_CELL_TEXT) return text;
  const mark = `… [truncated: ${text.length} characters]`;
  return text.slice(0, MAX_CELL_TEXT - mark.length).replace(/[\ud800-\udbff]$/, '') + mark;
}
