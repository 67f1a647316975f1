import type { RowDataPacket } from 'mysql2/promise';
import { connectDirectly } from '../client.ts';

/** Whether the server allows LOAD DATA LOCAL (`local_infile`, off by default). */
export async function allowsLocalInfile(url: string): Promise<boolean> {
  const connection = await connectDirectly(url);
  try {
    const [[row]] = await connection.query<RowDataPacket[]>('SELECT @@GLOBAL.local_infile AS allowed');
    return row?.allowed === 1;
  } finally {
    connection.destroy();
  }
}

const UNESCAPED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };

const unescapeField = (field: string): string | null => {
  if (field === '\\N') return null;
  return field.includes('\\') ? field.replace(/\\(.)/gs, (_, c: string) => UNESCAPED[c] ?? c) : field;
};

/** Parses staged lines back into rows, at most `size` at a time, for servers that do not allow LOAD DATA LOCAL. */
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
