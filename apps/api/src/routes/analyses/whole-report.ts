import { AppError } from '@sluice/core';

const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];
/** Depth to which members are distinguished: `report` belongs to the outermost object, `downloads` to `report`. */
const DEEPEST = 2;

/** Scans JSON byte by byte, in arbitrary chunks, and tracks the current member of the current object. */
class JsonPosition {
  /** Objects and lists that are open. */
  depth = 0;
  /** The key of the member at each depth, once its colon was read. */
  readonly keys: (string | undefined)[] = [];
  #inText = false;
  #escaped = false;
  #text = '';

  /** Advances from `at` past the next structural brace, bracket, colon or comma, or past the end if there is none. */
  next(bytes: Uint8Array, at: number): number {
    let next = at;
    while (next < bytes.length) {
      const byte = bytes[next++] as number;
      if (this.#inText) next = this.#readText(bytes, next - 1);
      else if (byte === QUOTE) {
        this.#inText = true;
        this.#text = '';
      } else if (this.#enter(byte)) return next;
    }
    return next + 1;
  }

  /** Returns the end of the string, or of the bytes. */
  #readText(bytes: Uint8Array, at: number): number {
    const isShallow = this.depth <= DEEPEST;
    for (let next = at; next < bytes.length; next++) {
      const byte = bytes[next] as number;
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) {
        this.#inText = false;
        return next + 1;
      }
      if (isShallow) this.#text += String.fromCharCode(byte);
    }
    return bytes.length;
  }

  #enter(byte: number): boolean {
    switch (byte) {
      case COLON:
        this.#nameMember(this.#text);
        return true;
      case COMMA:
        this.#nameMember(undefined);
        return true;
      case OPEN_OBJECT:
      case OPEN_LIST:
        this.depth++;
        this.#nameMember(undefined);
        return true;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        this.depth--;
        return true;
      default:
        return false;
    }
  }

  #nameMember(key: string | undefined): void {
    if (this.depth <= DEEPEST) this.keys[this.depth] = key;
  }
}

/**
 * The final object, based on `report.json`, the artifact with the full report: `head`, the other fields of the row, replaces
 * what precedes the report, and `downloads` replaces the member of that name, which was written before any file was stored.
 * Everything else is copied unchanged, in constant memory.
 * @throws AppError INTERNAL if `content` is not an object with a complete `report`; any error from `content`
 */
export async function* wholeReport(
  content: AsyncIterable<Uint8Array>,
  head: Readonly<Record<string, unknown>>,
  downloads: unknown,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${JSON.stringify(head).slice(0, -1)},"report":`);
  const position = new JsonPosition();
  let where: 'before' | 'report' | 'downloads' | 'after' = 'before';
  for await (const chunk of content) {
    let from = where === 'report' ? 0 : -1;
    for (let next = position.next(chunk, 0); next <= chunk.length; next = position.next(chunk, next)) {
      const { depth, keys } = position;
      if (where === 'before' && depth === 2 && keys[1] === 'report') {
        where = 'report';
        from = next - 1;
      } else if (where === 'report' && depth === 2 && keys[2] === 'downloads') {
        yield chunk.subarray(from, next);
        yield Buffer.from(JSON.stringify(downloads));
        where = 'downloads';
        from = -1;
      } else if (where === 'downloads' && (depth === 1 || (depth === 2 && keys[2] === undefined))) {
        where = 'report';
        from = next - 1;
      }
      if (where === 'report' && depth === 1) {
        yield chunk.subarray(from, next);
        where = 'after';
        from = -1;
      }
    }
    if (from >= 0) yield chunk.subarray(from);
  }
  if (where !== 'after') throw new AppError('INTERNAL', 'the stored report has an unexpected format');
  yield Buffer.from('}');
}
