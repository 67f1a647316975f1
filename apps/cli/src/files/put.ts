import http from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PutBytes } from '@sluice/client';

/** PUT with backpressure, so that progress is accurate and memory small. */
export const nodePut: PutBytes = async ({ url, headers, body, sizeBytes, signal, onProgress }) => {
  const { request } = url.startsWith('https:') ? https : http;
  const put = request(url, { method: 'PUT', headers: { ...headers, 'content-length': sizeBytes }, signal });
  const answered = new Promise<{ status: number; text: string }>((resolve, reject) => {
    put.once('error', reject);
    put.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.once('error', reject);
    });
  });
  const pieces = body instanceof Blob ? [new Uint8Array(await body.arrayBuffer())] : body;
  const sent = pipeline(Readable.from(counted(pieces, onProgress), { objectMode: false }), put);
  // A response before the last byte is final.
  sent.catch(() => {});
  try {
    return await answered;
  } finally {
    put.destroy();
  }
};

async function* counted(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, onProgress: (sent: number) => void) {
  let sent = 0;
  for await (const piece of pieces) {
    yield piece;
    sent += piece.byteLength;
    onProgress(sent);
  }
}
