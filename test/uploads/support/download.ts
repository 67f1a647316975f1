import { createHash } from 'node:crypto';
import type { Client } from '../../harness/index.ts';

/** One range of a document, `end` inclusive as in HTTP, as SHA-256 and length. */
export async function hashRange(client: Client, docId: string, start: number, end: number) {
  const response = await client.send('GET', `/api/v1/documents/${docId}/content`, {
    headers: { range: `bytes=${start}-${end}` },
  });
  if (response.status !== 206) throw new Error(`${response.status}: ${await response.text()}`);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const piece of response.body ?? []) {
    hash.update(piece);
    sizeBytes += piece.length;
  }
  return { sizeBytes, sha256: hash.digest('hex'), contentRange: response.headers.get('content-range') };
}

/** SHA-256 of a whole document, read in consecutive ranges of `step` bytes. */
export async function hashInRanges(client: Client, docId: string, size: number, step: number): Promise<string> {
  const hash = createHash('sha256');
  for (let start = 0; start < size; start += step) {
    const end = Math.min(size, start + step) - 1;
    const response = await client.send('GET', `/api/v1/documents/${docId}/content`, {
      headers: { range: `bytes=${start}-${end}` },
    });
    if (response.status !== 206) throw new Error(`${response.status}: ${await response.text()}`);
    for await (const piece of response.body ?? []) hash.update(piece);
  }
  return hash.digest('hex');
}
