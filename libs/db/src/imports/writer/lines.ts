const UNESCAPED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };

const unescapeField = (field: string): string | null => {
  if (field === '\\N') return null;
  return field.includes('\\') ? field.replace(/\\(.)/gs, (_, c: string) => UNESCAPED[c] ?? c) : field;
};

/** Reads staged lines back, for servers that do not take them as they are: at most `size` rows at a time. */
export function* decodeLines(lines: readonly Uint8Array[], size: number): Generator<(string | null)[][]> {
  let rows: (string | null)[][] = [];
  for (const chunk of lines) {
    const text = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('utf8');
    for (const line of text.split('\n')) {
      if (line === '') continue;
      rows.push(line.split('\t').map(unescapeField));
      if (rows.length === size) {
        yield rows;
        rows = [];
      }
    }
  }
  if (rows.length > 0) yield rows;
}
