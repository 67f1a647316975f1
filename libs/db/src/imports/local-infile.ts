const UNESCAPED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };

const unescapeField = (field: string): string | null => {
  if (field === '\\N') return null;
  return field.includes('\\') ? field.replace(/\\(.)/gs, (_, c: string) => UNESCAPED[c] ?? c) : field;
};

/** Parses staged lines back into rows, at most `size` at a time, where LOAD DATA LOCAL is refused. */
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
