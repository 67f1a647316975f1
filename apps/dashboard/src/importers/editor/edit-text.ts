import { type Document, isCollection, isMap, isScalar, parseDocument, visit } from 'yaml';

export type Path = readonly (string | number)[];

/** One change of a definition: what stands at a path, or undefined to remove it. */
export interface Edit {
  readonly path: Path;
  readonly value: unknown;
}

export type TextFormat = 'yaml' | 'json';

/** What a text says, or why it cannot be read. */
export type Read =
  | { readonly value: unknown; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: { readonly message: string; readonly line: number } };

/** The server reads definitions in the same way. */
const options = { version: '1.2', schema: 'core', merge: false, uniqueKeys: false, logLevel: 'error' } as const;

/** Reads the text of a definition. The server checks the rest, such as sizes, tags and names. */
export function readText(text: string, format: TextFormat): Read {
  if (format === 'json') {
    try {
      return { value: JSON.parse(text) };
    } catch (error) {
      return { problem: { message: error instanceof Error ? error.message : String(error), line: 1 } };
    }
  }
  const document = parseDocument(text, options);
  const [error] = document.errors;
  if (error) return { problem: { message: error.message.split('\n')[0] ?? '', line: error.linePos?.[0].line ?? 1 } };
  try {
    return { value: document.toJS({ maxAliasCount: 1_000 }) };
  } catch (cause) {
    return { problem: { message: cause instanceof Error ? cause.message : String(cause), line: 1 } };
  }
}

/** The text with some changes. In YAML, comments, anchors and the look of everything else stay. */
export function editText(text: string, format: TextFormat, edits: readonly Edit[]): string {
  // JSON is YAML, too, but what is changed in it must stay JSON.
  const document = format === 'json' ? parseDocument(JSON.stringify(JSON.parse(text))) : parseDocument(text, options);
  for (const { path, value } of edits) {
    if (value === undefined) remove(document, path);
    else put(document, path, value);
  }
  if (format === 'json') return `${JSON.stringify(document.toJS(), null, 2)}\n`;
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function put(document: Document, path: Path, value: unknown): void {
  const before = document.getIn(path, true);
  if (isScalar(before) && (typeof value !== 'object' || value === null)) {
    // Keeps its comment, and its quotes where they are still needed.
    before.value = value;
    delete before.source;
    return;
  }
  const node = document.createNode(value, { aliasDuplicateObjects: false });
  if (isCollection(node)) {
    // In one line, unless it takes the place of one that had more.
    visit(node, { Collection: (_key, inner) => void Object.assign(inner, { flow: true }) });
    if (isCollection(before)) Object.assign(node, { flow: before.flow, comment: before.comment });
  }
  makeWay(document, path);
  document.setIn(path, node);
}

/** Members that are missing on the way become objects; what is no collection there cannot hold the value and is replaced. */
function makeWay(document: Document, path: Path): void {
  for (let length = 1; length < path.length; length++) {
    const way = path.slice(0, length);
    const found = document.getIn(way, true);
    if (isCollection(found)) continue;
    const node = document.createNode({});
    Object.assign(node, { flow: length > 1 });
    document.setIn(way, node);
  }
}

/** Removes a member, and the objects that are empty without it. */
function remove(document: Document, path: Path): void {
  if (!document.hasIn(path)) return;
  document.deleteIn(path);
  for (let length = path.length - 1; length > 0; length--) {
    const around = document.getIn(path.slice(0, length), true);
    if (!isMap(around) || around.items.length > 0) return;
    document.deleteIn(path.slice(0, length));
  }
}
