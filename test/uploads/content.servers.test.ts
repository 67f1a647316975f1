import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, form, sha256, signToken, startWorker, useSuite, type Worker, waitFor } from '../harness/index.ts';
import { rows } from '../harness/rows.ts';
import { ask, putChunks, putSingle, table } from './support/requests.ts';

const suite = useSuite({ api: { CHUNK_THRESHOLD_BYTES: '5000000' } });
const MIB = 1 << 20;
const small = table();
/** Chunks of more than two blocks each, with a partial last block. */
const large = table(600_000);
const ids = { small: '', large: '' };
let worker: Worker | undefined;

async function upload(content: string): Promise<string> {
  const asked = await ask(suite, content, { fields: { doc_name: 'Übersicht "1".csv' } });
  const { doc_id: docId, chunks } = asked.json;
  if (chunks) await putChunks(asked, content);
  else await putSingle(asked, content);
  await call(suite, `POST /api/v1/upload/${docId}/complete`);
  await waitFor(
    'the verification',
    async () => {
      const { json } = await call(suite, `GET /api/v1/upload/${docId}`);
      if (json.status === 'UPLOAD_FAILED') throw new Error(json.failure_reason);
      return json.status === 'UPLOAD_COMPLETE' || undefined;
    },
    60_000,
  );
  return docId;
}
beforeAll(async () => {
  worker = await startWorker(suite.stack.env);
  ids.small = await upload(small);
  ids.large = await upload(large);
});
afterAll(async () => {
  await worker?.stop();
});

const read = (docId: string, headers: Record<string, string> = {}) =>
  call(suite, `GET /api/v1/documents/${docId}/content`, { headers, role: 'viewer' });
async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
const chunkOf = async (docId: string, number: number) => {
  const [row] = await rows<{ s3_key: string; chunk_size: number; status: string }>(
    suite.stack,
    sql`select * from document_chunks where doc_id = ${docId} and chunk_number = ${number}`,
  );
  if (!row) throw new Error('no such chunk');
  return row;
};
const statusOf = async (docId: string) => (await call(suite, `GET /api/v1/documents/${docId}`)).json;

describe.each(['small', 'large'] as const)('the %s document', (which) => {
  const content = which === 'small' ? small : large;

  it('is sent as a whole under its file name', async () => {
    const { status, headers, text } = await read(ids[which]);
    expect(status).toBe(200);
    expect(sha256(text)).toBe(sha256(content));
    expect(Object.fromEntries(headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'content-length': String(content.length),
      'content-type': 'text/csv',
      'x-content-type-options': 'nosniff',
      etag: `"${sha256(content)}"`,
      'content-disposition': `attachment; filename="_bersicht _1_.csv"; filename*=UTF-8''%C3%9Cbersicht%20%221%22.csv`,
    });
  });

  it('answers HEAD with the same headers', async () => {
    const { status, headers, text } = await call(suite, `HEAD /api/v1/documents/${ids[which]}/content`);
    expect({ status, text }).toEqual({ status: 200, text: '' });
    expect(headers.get('content-length')).toBe(String(content.length));
    expect(headers.get('accept-ranges')).toBe('bytes');
  });

  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=5-20', 5, 20],
    ['bytes=-7', -7, -1],
    ['bytes=10-', 10, -1],
    ['bytes=10-99999999999', 10, -1],
  ])('is sent in part: %s', async (range, from, to) => {
    const start = from < 0 ? content.length + from : from;
    const end = to < 0 ? content.length - 1 : to;
    const { status, headers, text } = await read(ids[which], { range });
    expect(status).toBe(206);
    expect(headers.get('content-range')).toBe(`bytes ${start}-${end}/${content.length}`);
    expect(headers.get('content-length')).toBe(String(end - start + 1));
    expect(sha256(text)).toBe(sha256(content.slice(start, end + 1)));
  });

  it('refuses a range past its end', async () => {
    const { status, headers, json } = await read(ids[which], { range: `bytes=${content.length}-` });
    expect(status).toBe(416);
    expect(headers.get('content-range')).toBe(`bytes */${content.length}`);
    expect(json.code).toBe('RANGE_NOT_SATISFIABLE');
  });

  it('is sent as a whole for several ranges and for another version', async () => {
    const several = await read(ids[which], { range: 'bytes=0-1,3-4' });
    const other = await read(ids[which], { range: 'bytes=0-1', 'if-range': '"other"' });
    const same = await read(ids[which], { range: 'bytes=0-1', 'if-range': `"${sha256(content)}"` });
    expect([several.status, other.status, same.status]).toEqual([200, 200, 206]);
  });
});

it('ranges across block and chunk boundaries are exact', async () => {
  const borders = [MIB, 2 * MIB];
  for (let n = 1; n < 6; n++) borders.push(Math.ceil((large.length * n) / 6));
  for (const border of borders) {
    const start = border - 3;
    const { text } = await read(ids.large, { range: `bytes=${start}-${border + 3}` });
    expect(text, `around ${border}`).toBe(large.slice(start, border + 4));
  }
});

it('HTML is not served as a page', async () => {
  const { json } = await call(suite, 'POST /api/v1/documents', {
    body: form('<script>alert(1)</script>', { name: 'x.html', type: 'text/html' }),
  });
  const { headers } = await read(json.doc_id);
  expect(headers.get('content-type')).toBe('application/octet-stream');
  expect(headers.get('content-disposition')).toMatch(/^attachment/);
});

it('an incomplete document is not sent', async () => {
  const { json } = await ask(suite, table());
  const { status, json: problem } = await read(json.doc_id);
  expect(status).toBe(409);
  expect(problem).toMatchObject({
    code: 'DOCUMENT_NOT_READY',
    detail: expect.stringContaining('UPLOAD_URL_GENERATED'),
  });
});

it('a lost object is reported, and can be uploaded again', async () => {
  const content = table();
  const docId = await upload(content);
  const [row] = await rows<{ s3_key: string }>(suite.stack, sql`select s3_key from documents where doc_id = ${docId}`);
  await suite.stack.storage.delete(row?.s3_key ?? '');
  expect((await read(docId)).json).toMatchObject({ status: 409, code: 'DOCUMENT_DAMAGED' });
  expect(await statusOf(docId)).toMatchObject({ status: 'UPLOAD_FAILED' });
  expect(await upload(content)).toBe(docId);
  expect((await read(docId)).text).toBe(content);
});

describe('a damaged chunk', () => {
  /** What arrives of a download that may be interrupted. */
  async function receive(docId: string): Promise<{ status: number; text: string; whole: boolean }> {
    const response = await fetch(`${suite.api.url}/api/v1/documents/${docId}/content`, {
      headers: { authorization: `Bearer ${await signToken('acme', 'viewer')}` },
    });
    const pieces: Uint8Array[] = [];
    try {
      for await (const piece of response.body ?? []) pieces.push(piece);
      return { status: response.status, text: Buffer.concat(pieces).toString(), whole: true };
    } catch {
      return { status: response.status, text: Buffer.concat(pieces).toString(), whole: false };
    }
  }

  it('is never sent: the connection closes before the first wrong block, and the document shows why', async () => {
    const content = table(600_000);
    const docId = await upload(content);
    const { s3_key: key, chunk_size: size } = await chunkOf(docId, 3);
    const offset = [0, 1, 2].reduce(
      (sum, n) => sum + Math.floor(content.length / 6) + (n < content.length % 6 ? 1 : 0),
      0,
    );
    const piece = content.slice(offset, offset + size);
    const flipped = `${piece.slice(0, MIB + 5)}#${piece.slice(MIB + 6)}`;
    await suite.stack.storage.putStream(key, bytesOf(flipped), { contentType: 'text/csv' });

    const { status, text, whole } = await receive(docId);
    expect({ status, whole }).toEqual({ status: 200, whole: false });
    expect(text.length).toBeLessThanOrEqual(offset + MIB);
    expect(sha256(text)).toBe(sha256(content.slice(0, text.length)));
    const failed = await waitFor('the mark', async () => {
      const document = await statusOf(docId);
      return document.status === 'UPLOAD_FAILED' ? document : undefined;
    });
    expect(failed.failure_reason).toMatch(/^DOCUMENT_DAMAGED: .*[Cc]hunk 3/);
    expect((await chunkOf(docId, 3)).status).toBe('failed');
    // Its own log lines have a level.
    expect(suite.api.lines.filter(({ level, msg }) => level === undefined && /Error|damaged/.test(msg ?? ''))).toEqual(
      [],
    );

    const repair = await ask(suite, content);
    const wanted = repair.json.chunks.filter(({ url }: { url: string | null }) => url !== null);
    expect(wanted.map(({ chunk_number: n }: { chunk_number: number }) => n)).toEqual([3]);
    expect(await upload(content)).toBe(docId);
    expect(sha256((await read(docId)).text)).toBe(sha256(content));
  });

  it('gets a problem response when it is the first that is read', async () => {
    const content = table(600_000);
    const docId = await upload(content);
    const { s3_key: key } = await chunkOf(docId, 0);
    await suite.stack.storage.delete(key);
    const { status, json } = await read(docId);
    expect(status).toBe(409);
    expect(json.code).toBe('DOCUMENT_DAMAGED');
    expect(await statusOf(docId)).toMatchObject({ status: 'UPLOAD_FAILED' });
  });
});

it('an unreachable storage server is named, and nothing is marked as damaged', async () => {
  const docId = await upload(table(600_000));
  const id = '0193cafe-0000-7000-8000-000000000001';
  await suite.stack.db.execute(sql`insert into storage_servers (server_id, name, endpoint, region, bucket, last_heartbeat)
    values (${id}, 'cellar', 'http://127.0.0.1:9', 'us-east-1', 'none', now(3) - interval 60 second)`);
  await suite.stack.db.execute(
    sql`update document_chunks set server_id = ${id} where doc_id = ${docId} and chunk_number = 0`,
  );
  const { status, json } = await read(docId);
  expect(status).toBe(503);
  expect(json).toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  expect(json.fields[0].message).toContain('Storage server cellar');
  expect(await statusOf(docId)).toMatchObject({ status: 'UPLOAD_COMPLETE' });
});
