import { workbookCorrupt } from '../refusals.ts';

export const isXmlSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

/** Calls `visit` with the name (prefix kept) and the decoded value of each attribute. */
export function eachAttribute(attributes: string, visit: (name: string, value: string) => void): void {
  let at = 0;
  for (;;) {
    while (isXmlSpace(attributes.charCodeAt(at))) at++;
    const equals = attributes.indexOf('=', at);
    if (equals === -1) return;
    let open = equals + 1;
    while (isXmlSpace(attributes.charCodeAt(open))) open++;
    const quote = attributes.charCodeAt(open) === 39 ? "'" : '"';
    const close = attributes.indexOf(quote, open + 1);
    if (close === -1) throw workbookCorrupt('an attribute has no end');
    visit(attributes.slice(at, equals).trimEnd(), decodeText(attributes.slice(open + 1, close)));
    at = close + 1;
  }
}

/** All attributes by name, for parts in which speed does not matter. */
export function attributesOf(attributes: string): Map<string, string> {
  const found = new Map<string, string>();
  eachAttribute(attributes, (name, value) => found.set(name, value));
  return found;
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function decodeText(text: string): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  if (!lines.includes('&')) return lines;
  return lines.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name.toLowerCase()] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
