import { workbookCorrupt } from '../refusals.ts';

export interface XmlHandler {
  /** `name` without its prefix; `attributes` is the text between name and `>`, for `eachAttribute`. */
  open(name: string, attributes: string): void;
  close(name: string): void;
  /** A piece of text, decoded; only called while `scanner.wantsText`. */
  text(value: string): void;
}

/** No tag of a workbook is nearly this long; the text of a cell is not part of a tag, unless it is CDATA. */
const MAX_TAG = 256 * 1024;
const MAX_DECLARATION = 4 * 1024 * 1024;

/**
 * Scans XML in chunks for tags and text: enough for workbooks, and three times as fast as a general parser. Document types are
 * rejected, so no entity can be declared. Throws FILE_CORRUPT.
 */
export class XmlScanner {
  /** Set by the handler; other text is skipped without decoding. */
  wantsText = false;
  readonly #handler: XmlHandler;
  #rest = '';
  #depth = 0;

  constructor(handler: XmlHandler) {
    this.#handler = handler;
  }

  push(piece: string): void {
    const text = this.#rest + piece;
    let at = 0;
    for (;;) {
      const tag = text.indexOf('<', at);
      if (tag === -1) {
        at += this.#partialText(text, at);
        break;
      }
      if (tag > at && this.wantsText) this.#handler.text(decodeText(text.slice(at, tag)));
      at = tag;
      const end = this.#tag(text, tag);
      if (end === -1) {
        const limit = text.startsWith('<!', tag) ? MAX_DECLARATION : MAX_TAG;
        if (text.length - tag > limit) throw workbookCorrupt('a tag has no end');
        break;
      }
      at = end;
    }
    this.#rest = text.slice(at);
  }

  finish(): void {
    if (this.#depth !== 0 || this.#rest.trim() !== '') throw workbookCorrupt('its XML ends too early');
  }

  /** Unfinished text is passed on, except for a reference or line break that may be split. */
  #partialText(text: string, at: number): number {
    if (!this.wantsText) return text.length - at;
    const reference = text.lastIndexOf('&');
    let end =
      reference >= at && text.length - reference < 12 && !text.includes(';', reference) ? reference : text.length;
    if (end > at && text.charCodeAt(end - 1) === 13) end--;
    if (end > at) this.#handler.text(decodeText(text.slice(at, end)));
    return end - at;
  }

  /** Handles the tag that starts at `start`; returns the index after it, or -1 if it is incomplete. */
  #tag(text: string, start: number): number {
    const first = text.charCodeAt(start + 1);
    if (first === 33) return this.#declaration(text, start);
    if (first === 63) return after(text, '?>', start + 2);
    const end = tagEnd(text, start + 1);
    if (end === -1) return -1;
    if (first === 47) {
      this.#depth--;
      if (this.#depth < 0) throw workbookCorrupt('its XML closes more than it opens');
      this.#handler.close(localName(text, start + 2, end));
      return end + 1;
    }
    const empty = text.charCodeAt(end - 1) === 47;
    const stop = empty ? end - 1 : end;
    let nameEnd = start + 1;
    while (nameEnd < stop && !isXmlSpace(text.charCodeAt(nameEnd))) nameEnd++;
    const name = localName(text, start + 1, nameEnd);
    this.#handler.open(name, text.slice(nameEnd, stop));
    if (empty) this.#handler.close(name);
    else this.#depth++;
    return end + 1;
  }

  #declaration(text: string, start: number): number {
    if (text.length < start + 9) return -1;
    if (text.startsWith('<!--', start)) return after(text, '-->', start + 4);
    if (!text.startsWith('<![CDATA[', start)) throw workbookCorrupt('its XML declares a document type');
    const end = after(text, ']]>', start + 9);
    if (end !== -1 && this.wantsText) this.#handler.text(text.slice(start + 9, end - 3).replace(/\r\n?/g, '\n'));
    return end;
  }
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? -1 : at + mark.length;
}

/** The `>` that ends a tag, ignoring those inside attribute quotes. */
function tagEnd(text: string, from: number): number {
  let quote = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 62) return at;
    else if (code === 34 || code === 39) quote = code;
  }
  return -1;
}

const isXmlSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

function localName(text: string, start: number, end: number): string {
  const name = text.slice(start, end);
  const colon = name.indexOf(':');
  return colon === -1 ? name.trimEnd() : name.slice(colon + 1).trimEnd();
}

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

function decodeText(text: string): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  if (!lines.includes('&')) return lines;
  return lines.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name.toLowerCase()] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
