/** A list of any length, in batches of items. */
export type JsonList = AsyncIterable<readonly unknown[]>;

/** Text is flushed at this length. */
const PIECE_CHARACTERS = 64 * 1024;
const INDENT = '  ';

/**
 * Streams JSON. The items of an AsyncIterable, at any depth of `value`, become an array with one item per line; the rest is
 * formatted like `JSON.stringify(value, null, 2)`, with keys in order.
 */
export async function* jsonWithLists(value: unknown): AsyncGenerator<Uint8Array> {
  let text = '';
  for await (const part of partsOf(value, '')) {
    text += part;
    if (text.length < PIECE_CHARACTERS) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(`${text}\n`);
}

async function* partsOf(value: unknown, indent: string): AsyncGenerator<string, void, undefined> {
  if (isList(value)) yield* listParts(value, indent);
  else if (!hasList(value)) yield plainText(value, indent);
  else {
    const inner = indent + INDENT;
    const isArray = Array.isArray(value);
    let before = isArray ? '[' : '{';
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined && !isArray) continue;
      yield `${before}\n${inner}${isArray ? '' : `${JSON.stringify(key)}: `}`;
      yield* partsOf(item, inner);
      before = ',';
    }
    yield `\n${indent}${isArray ? ']' : '}'}`;
  }
}

async function* listParts(list: JsonList, indent: string): AsyncGenerator<string, void, undefined> {
  const next = `,\n${indent}${INDENT}`;
  let empty = true;
  for await (const piece of list) {
    let text = '';
    for (const item of piece) {
      text += (empty ? `[\n${indent}${INDENT}` : next) + (JSON.stringify(item) ?? 'null');
      empty = false;
      if (text.length < PIECE_CHARACTERS) continue;
      yield text;
      text = '';
    }
    yield text;
  }
  yield empty ? '[]' : `\n${indent}]`;
}

const plainText = (value: unknown, indent: string): string =>
  (JSON.stringify(value, null, INDENT) ?? 'null').replaceAll('\n', `\n${indent}`);

const isList = (value: unknown): value is JsonList =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

function hasList(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((item) => isList(item) || hasList(item));
}
