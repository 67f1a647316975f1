import { workbookCorrupt } from '../refusals.ts';
import { COMPATIBILITY, Namespaces } from './namespaces.ts';
import { decodeText, isXmlSpace } from './xml-text.ts';

/** Only elements in the namespace of the root element are reported: extensions have elements with the same names. */
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
  readonly #namespaces = new Namespaces();
  #rest = '';
  #depth = 0;
  /** Depth of the outermost `mc:Choice` that is open: it is for programs that know an extension. 0 if none is. */
  #choice = 0;
  /** Whether the text in hand declares a namespace. */
  #declares = false;

  constructor(handler: XmlHandler) {
    this.#handler = handler;
  }

  push(piece: string): void {
    const text = this.#rest + piece;
    this.#declares = text.includes('xmlns');
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
      this.#close(text, start + 2, end);
      return end + 1;
    }
    const empty = text.charCodeAt(end - 1) === 47;
    const stop = empty ? end - 1 : end;
    let nameEnd = start + 1;
    while (nameEnd < stop && !isXmlSpace(text.charCodeAt(nameEnd))) nameEnd++;
    this.#depth++;
    const name = text.slice(start + 1, nameEnd);
    const attributes = text.slice(nameEnd, stop);
    if (this.#declares && attributes.includes('xmlns')) this.#namespaces.declare(attributes, this.#depth);
    const colon = name.indexOf(':');
    const prefix = colon === -1 ? '' : name.slice(0, colon);
    const local = colon === -1 ? name : name.slice(colon + 1);
    const own = this.#namespaces.isOwn(prefix);
    if (!own && local === 'Choice' && this.#choice === 0 && this.#namespaces.uriOf(prefix) === COMPATIBILITY) {
      this.#choice = this.#depth;
    }
    const reported = own && this.#choice === 0;
    if (reported) this.#handler.open(local, attributes);
    if (empty) {
      if (reported) this.#handler.close(local);
      this.#leave();
    }
    return end + 1;
  }

  #close(text: string, start: number, end: number): void {
    if (this.#depth === 0) throw workbookCorrupt('its XML closes more than it opens');
    const name = text.slice(start, end).trimEnd();
    const colon = name.indexOf(':');
    const own = this.#namespaces.isOwn(colon === -1 ? '' : name.slice(0, colon));
    if (own && this.#choice === 0) this.#handler.close(colon === -1 ? name : name.slice(colon + 1));
    this.#leave();
  }

  #leave(): void {
    if (this.#choice === this.#depth) this.#choice = 0;
    this.#namespaces.leave(this.#depth);
    this.#depth--;
  }

  /** The namespace that a prefix stands for here. */
  namespaceOf(prefix: string): string {
    return this.#namespaces.uriOf(prefix);
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
