import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { repeats } from '@sluice/core/testing';
import { expect, it } from 'vitest';
import { signToken, useSuite } from '../harness/index.ts';

const MIB = 1024 * 1024;
const SIZE = repeats(200, 500) * MIB;
const suite = useSuite({ api: { MAX_UPLOAD_BYTES: String(SIZE) } });

/** Peak resident set size of the API so far, in bytes (proc(5)). */
const peak = (): number => {
  const line = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${suite.api.pid}/status`, 'utf8'));
  return Number(line?.[1]) * 1024;
};

/** Streams a file of `size` bytes as fast as the API reads it. */
async function upload(size: number): Promise<{ status: number; json: { file_size: number; upload?: string } }> {
  const head = '--B\r\nContent-Disposition: form-data; name="file"; filename="big.bin"\r\n\r\n';
  const tail = '\r\n--B--\r\n';
  const block = Buffer.alloc(64 * 1024, `${size};`);
  function* body() {
    yield Buffer.from(head);
    for (let left = size; left > 0; left -= block.length) yield block.subarray(0, left);
    yield Buffer.from(tail);
  }
  const headers = {
    authorization: `Bearer ${await signToken('big')}`,
    'content-type': 'multipart/form-data; boundary=B',
    'content-length': head.length + size + tail.length,
  };
  return new Promise((resolve, reject) => {
    const call = request(`${suite.api.url}/api/v1/documents`, { method: 'POST', headers }, async (answer) => {
      let text = '';
      for await (const chunk of answer) text += chunk;
      resolve({ status: answer.statusCode ?? 0, json: JSON.parse(text) });
    });
    call.once('error', reject);
    Readable.from(body(), { objectMode: false }).pipe(call);
  });
}

it(`streams ${SIZE / MIB} MB through the API with at most 64 MiB more memory than when it is idle`, async () => {
  await upload(MIB);
  const before = peak();
  const answer = await upload(SIZE);
  expect(answer).toMatchObject({ status: 201, json: { file_size: SIZE } });
  const rise = (peak() - before) / MIB;
  console.info(
    `${SIZE / MIB} MB raised the peak of the API's memory by ${rise.toFixed(1)} MiB from ${(before / MIB).toFixed(1)} MiB`,
  );
  expect(rise).toBeLessThanOrEqual(64);
});
