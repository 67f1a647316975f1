import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Answer, call, sha256, useSuite } from '../harness/index.ts';
import { objects, rows } from '../harness/rows.ts';
import { ask, lapse, put, putChunks, putSingle, table } from './support/requests.ts';

const suite = useSuite({ api: { CHUNK_THRESHOLD_BYTES: '1000' } });

/** The SHA-256 of each chunk, split like the API does. */
function chunkHashes(content: string): string[] {
  const bytes = Buffer.from(content);
  const size = Math.floor(bytes.length / 6);
  const longer = bytes.length % 6;
  let at = 0;
  return Array.from({ length: 6 }, (_, n) => {
    const start = at;
    at += size + (n < longer ? 1 : 0);
    return sha256(bytes.subarray(start, at));
  });
}
async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
const statuses = ({ json }: Answer) => json.chunks.map(({ status }: { status: string }) => status);
const urls = ({ json }: Answer) =>
  json.chunks.flatMap(({ url, chunk_number: n }: { url: string | null; chunk_number: number }) => (url ? [n] : []));
const get = (docId: string) => call(suite, `GET /api/v1/upload/${docId}`);
const complete = (docId: string) => call(suite, `POST /api/v1/upload/${docId}/complete`);
const sessions = (docId: string) =>
  rows<{ session_id: string; status: string; left: number }>(
    suite.stack,
    sql`select session_id, status, timestampdiff(second, now(3), expires_at) as \`left\`
      from upload_sessions where doc_id = ${docId} order by session_id`,
  );
const chunkRows = (docId: string) =>
  rows<{
    chunk_number: number;
    server_id: string;
    s3_key: string;
    chunk_size: string;
    status: string;
    chunk_hash: string | null;
  }>(suite.stack, sql`select * from document_chunks where doc_id = ${docId} order by chunk_number`);
/** Of one storage server, or of all. */
const usedSpace = async (server = '%'): Promise<number> => {
  const [row] = await rows<{ used: string }>(
    suite.stack,
    sql`select sum(used_space) as used from storage_servers where server_id like ${server}`,
  );
  return Number(row?.used);
};
/** Registers an unreachable storage server, or the real one under another name. */
async function addServer(name: string, endpoint: string | null, heartbeat: string): Promise<string> {
  const [own] = await rows<{ server_id: string; bucket: string }>(
    suite.stack,
    sql`select server_id, bucket from storage_servers where name = 'default'`,
  );
  const id = `0193cafe-0000-7000-8000-${name.padStart(12, '0').slice(-12)}`;
  await suite.stack.db.execute(sql`insert into storage_servers (server_id, name, endpoint, region, bucket, last_heartbeat)
    values (${id}, ${name}, ${endpoint}, 'us-east-1', ${own?.bucket}, ${sql.raw(heartbeat)})`);
  // No worker probes it in this suite.
  await suite.stack.db.execute(sql`update storage_servers set last_heartbeat = now(3) where name = 'default'`);
  await suite.stack.db.execute(
    sql`insert into hash_ring_nodes (server_id, hash_value) select ${id}, hash_value ^ 1 from hash_ring_nodes where server_id = ${own?.server_id}`,
  );
  return id;
}
const removeServer = async (id: string) => {
  await suite.stack.db.execute(
    sql`delete from documents where doc_id in (select doc_id from document_chunks where server_id = ${id})`,
  );
  await suite.stack.db.execute(sql`delete from storage_servers where server_id = ${id}`);
};

describe('a session', () => {
  let content: string;
  let asked: Answer;
  beforeAll(async () => {
    content = table(100);
    asked = await ask(suite, content);
  });

  it('has six chunks that make up the file', () => {
    expect(asked.status, asked.text).toBe(201);
    expect(asked.json).toMatchObject({ status: 'UPLOAD_URL_GENERATED', session_id: expect.any(String) });
    expect(asked.json).not.toHaveProperty('s3_presigned_url');
    const { chunks } = asked.json;
    let next = 0;
    for (const [number, { chunk_number, offset, size, status }] of chunks.entries()) {
      expect({ chunk_number, offset, status }).toEqual({ chunk_number: number, offset: next, status: 'uploading' });
      next += size;
    }
    expect(chunks).toHaveLength(6);
    expect(next).toBe(content.length);
    expect(Date.parse(asked.json.expires_at) - Date.now()).toBeGreaterThan(3_500_000);
  });

  it('shows which chunks have arrived', async () => {
    await putChunks(asked, content, [0, 3]);
    const now = await get(asked.json.doc_id);
    expect(statuses(now)).toEqual(['completed', 'uploading', 'uploading', 'completed', 'uploading', 'uploading']);
    expect(urls(now)).toEqual([1, 2, 4, 5]);
    expect(now.json.session_id).toBe(asked.json.session_id);
  });

  it('resumes when requested again', async () => {
    const again = await ask(suite, content);
    expect(again.status).toBe(200);
    expect(again.json).toMatchObject({ doc_id: asked.json.doc_id, session_id: asked.json.session_id });
    expect(urls(again)).toEqual([1, 2, 4, 5]);
    expect(await sessions(asked.json.doc_id)).toHaveLength(1);
  });

  it('cannot be completed before the last chunk has arrived', async () => {
    await putChunks(await get(asked.json.doc_id), content, [1, 2]);
    const early = await complete(asked.json.doc_id);
    expect(early.status).toBe(409);
    expect(early.json).toMatchObject({ code: 'UPLOAD_MISSING', detail: 'Not uploaded yet: chunks 4, 5.' });
  });

  it('requests a chunk again if its server lost it', async () => {
    const { doc_id: docId } = asked.json;
    await suite.stack.db.execute(
      sql`update document_chunks set status = 'failed' where doc_id = ${docId} and chunk_number = 0`,
    );
    expect((await complete(docId)).json).toMatchObject({ status: 409, code: 'UPLOAD_MISSING' });
    const now = await get(docId);
    expect(urls(now)).toEqual([0, 4, 5]);
    await putChunks(now, content, [0]);
    expect(urls(await get(docId))).toEqual([4, 5]);
    expect((await chunkRows(docId))[0]?.status).toBe('completed');
  });

  it('requests a chunk again if it has the wrong size', async () => {
    const [, , , , { s3_key: key = '' } = {}] = await chunkRows(asked.json.doc_id);
    await suite.stack.storage.putStream(key, bytesOf('short'), { contentType: 'text/csv' });
    const refused = await complete(asked.json.doc_id);
    expect(refused.status).toBe(422);
    expect(refused.json).toMatchObject({ code: 'UPLOAD_MISMATCH', detail: expect.stringContaining('chunk 4.') });
    expect(urls(await get(asked.json.doc_id))).toEqual([4, 5]);
  });

  it('is extended by every request', async () => {
    await suite.stack.db.execute(sql`update upload_sessions set expires_at = now(3) + interval 5 second`);
    await get(asked.json.doc_id);
    expect((await sessions(asked.json.doc_id))[0]?.left).toBeGreaterThan(3_500);
  });

  it('is verified once all chunks have arrived, even if completed repeatedly', async () => {
    const last = await get(asked.json.doc_id);
    await putChunks(last, content);
    const answers = await Promise.all(Array.from({ length: 5 }, () => complete(asked.json.doc_id)));
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(202));
    expect(answers[0]?.json).toMatchObject({ status: 'UPLOAD_VERIFYING', trace_id: expect.any(String) });
    expect(answers[0]?.headers.get('location')).toBe(`/api/v1/upload/${asked.json.doc_id}`);
    expect((await chunkRows(asked.json.doc_id)).map(({ status }) => status)).toEqual(Array(6).fill('completed'));
    const jobs = await suite.stack.queues.queue('documents').getJobs(['waiting', 'prioritized', 'active', 'delayed']);
    expect(jobs.map(({ data }) => data)).toMatchObject([{ doc_id: asked.json.doc_id }]);
    const now = await ask(suite, content);
    expect(now.json).toMatchObject({ status: 'UPLOAD_VERIFYING', s3_presigned_url: null });
  });
});

describe('announced chunk hashes', () => {
  it('are enforced by S3', async () => {
    const content = table(100);
    const { json } = await ask(suite, content, { fields: { chunk_hashes: chunkHashes(content) } });
    const [{ url, size, required_headers: headers }] = json.chunks;
    const { status } = await put(url, headers, 'x'.repeat(size));
    expect([400, 403]).toContain(status);
    await putChunks({ json } as Answer, content);
    expect(statuses(await get(json.doc_id))).toEqual(Array(6).fill('completed'));
  });

  it('can be corrected for chunks that have not arrived', async () => {
    const content = table(100);
    const hashes = chunkHashes(content);
    const wrong = hashes.map((hash, n) => (n === 1 ? 'f'.repeat(64) : hash));
    const first = await ask(suite, content, { fields: { chunk_hashes: wrong } });
    await putChunks(first, content, [0]);
    const again = await ask(suite, content, { fields: { chunk_hashes: hashes } });
    expect(urls(again)).toEqual([1, 2, 3, 4, 5]);
    await putChunks(again, content);
    expect(statuses(await get(again.json.doc_id))).toEqual(Array(6).fill('completed'));
  });

  it('must match the number of chunks', async () => {
    const answer = await ask(suite, table(100), { fields: { chunk_hashes: ['a'.repeat(64)] } });
    expect(answer.status).toBe(422);
    expect(answer.json.fields).toMatchObject([{ field: 'chunk_hashes', message: expect.stringContaining('6') }]);
  });
});

describe('another announcement', () => {
  it('of the size is refused while a session is active, which loses nothing', async () => {
    const content = table(100);
    const first = await ask(suite, content);
    await putChunks(first, content, [0, 1]);
    const other = await ask(suite, content, { fields: { file_size: content.length + 600 } });
    expect([other.status, other.json.code]).toEqual([422, 'VALIDATION_FAILED']);
    await putChunks(first, content, [2, 3, 4, 5]);
    expect(statuses(await get(first.json.doc_id))).toEqual(Array(6).fill('completed'));
  });

  it('of the chunk hashes does not spoil chunks that are under way', async () => {
    const content = table(100);
    const hashes = chunkHashes(content);
    const first = await ask(suite, content, { fields: { chunk_hashes: hashes } });
    await ask(suite, content, { fields: { chunk_hashes: hashes.map(() => 'f'.repeat(64)) } });
    await putChunks(first, content);
    expect(statuses(await get(first.json.doc_id))).toEqual(Array(6).fill('completed'));
  });

  it('of the size starts over and frees the space, once the session has expired', async () => {
    const content = table(100);
    const before = await usedSpace();
    const first = await ask(suite, content, { fields: { file_size: content.length + 600 } });
    expect(await usedSpace()).toBe(before + content.length + 600);
    await put(first.json.chunks[0].url, first.json.chunks[0].required_headers, 'x'.repeat(first.json.chunks[0].size));
    await lapse(suite.stack, first.json.doc_id);
    const again = await ask(suite, content);
    expect(again.json.session_id).not.toBe(first.json.session_id);
    expect(urls(again)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await usedSpace()).toBe(before + content.length);
    expect((await sessions(first.json.doc_id)).map(({ status }) => status)).toEqual(['cancelled', 'active']);
  });

  it('below the threshold switches to one piece', async () => {
    const content = table(20);
    const before = await usedSpace();
    const first = await ask(suite, content, { fields: { file_size: 1_200 } });
    expect(first.json.chunks).toHaveLength(6);
    await lapse(suite.stack, first.json.doc_id);
    const again = await ask(suite, content);
    expect(again.json).toMatchObject({ doc_id: first.json.doc_id, s3_presigned_url: expect.any(String) });
    expect(await chunkRows(first.json.doc_id)).toEqual([]);
    expect(await usedSpace()).toBe(before);
    await lapse(suite.stack, first.json.doc_id);
    const back = await ask(suite, content, { fields: { file_size: 1_200 } });
    expect(back.json.chunks).toHaveLength(6);
  });
});

describe('a failed document', () => {
  it('is repaired by sending only the wrong chunks', async () => {
    const content = table(100);
    const first = await ask(suite, content);
    await putChunks(first, content);
    expect(statuses(await get(first.json.doc_id))).toEqual(Array(6).fill('completed'));
    const { doc_id: docId } = first.json;
    await suite.stack.db.execute(
      sql`update documents set upload_status = 'UPLOAD_FAILED', failure_reason = 'x' where doc_id = ${docId}`,
    );
    await suite.stack.db.execute(
      sql`update document_chunks set status = 'failed' where doc_id = ${docId} and chunk_number = 2`,
    );
    expect((await get(docId)).json).toMatchObject({ status: 'UPLOAD_FAILED', failure_reason: 'x', session_id: null });
    const repair = await ask(suite, content);
    expect(repair.json).toMatchObject({ doc_id: docId, failure_reason: null });
    expect(repair.json.session_id).not.toBe(first.json.session_id);
    expect(urls(repair)).toEqual([2]);
    await putChunks(repair, content);
    expect((await complete(docId)).status).toBe(202);
  });

  it('requests a chunk again if its object is missing', async () => {
    const content = table(100);
    const first = await ask(suite, content);
    await putChunks(first, content);
    await get(first.json.doc_id);
    const { doc_id: docId } = first.json;
    const [, { s3_key: key = '' } = {}] = await chunkRows(docId);
    await suite.stack.storage.delete(key);
    await suite.stack.db.execute(sql`update documents set upload_status = 'UPLOAD_FAILED' where doc_id = ${docId}`);
    const repair = await ask(suite, content);
    expect(urls(repair)).toEqual([1]);
    await putChunks(repair, content);
    expect(statuses(await get(docId))).toEqual(Array(6).fill('completed'));
  });

  it('cannot be completed', async () => {
    const { json } = await ask(suite, table(100));
    await suite.stack.db.execute(
      sql`update documents set upload_status = 'UPLOAD_FAILED', failure_reason = 'UPLOAD_EXPIRED: too late' where doc_id = ${json.doc_id}`,
    );
    const answer = await complete(json.doc_id);
    expect(answer.status).toBe(409);
    expect(answer.json).toMatchObject({ code: 'UPLOAD_EXPIRED', detail: 'too late' });
  });
});

/** Requests documents until one has chunks on `server` and elsewhere: the ring decides by the document's ID. */
async function askUntilOn(server: string) {
  for (let attempt = 0; attempt < 30; attempt++) {
    const content = table(100);
    const first = await ask(suite, content);
    const placed = await chunkRows(first.json.doc_id);
    const on = placed.filter(({ server_id: id }) => id === server).length;
    if (on > 0 && on < placed.length) return { content, first, placed };
  }
  throw new Error('no document of thirty was spread over two servers');
}

describe('storage servers', () => {
  it('get no chunks beyond their capacity', async () => {
    const content = table(100);
    const [own] = await rows<{ server_id: string }>(suite.stack, sql`select server_id from storage_servers`);
    await suite.stack.db.execute(sql`update storage_servers set available_space = ${content.length - 1}`);
    const refused = await ask(suite, content);
    expect(refused.status).toBe(503);
    expect(refused.json).toMatchObject({ code: 'NO_STORAGE_SERVER', detail: expect.stringContaining('room') });
    const [row] = await rows<{ doc_id: string; upload_status: string; failure_reason: string }>(
      suite.stack,
      sql`select * from documents where doc_hash_256 = ${sha256(content)}`,
    );
    expect(row).toMatchObject({ upload_status: 'UPLOAD_FAILED' });
    expect(row?.failure_reason).toContain('NO_STORAGE_SERVER: ');
    expect(await chunkRows(row?.doc_id ?? '')).toEqual([]);
    const [{ available_space: left } = {}] = await rows(suite.stack, sql`select available_space from storage_servers`);
    expect(Number(left)).toBe(content.length - 1);
    await suite.stack.db.execute(
      sql`update storage_servers set available_space = null where server_id = ${own?.server_id}`,
    );
    const again = await ask(suite, content);
    expect(again.status).toBe(200);
    expect(again.json).toMatchObject({ doc_id: row?.doc_id, failure_reason: null });
  });

  it('without room keep what they already hold', async () => {
    const content = table(20);
    const first = await ask(suite, content);
    await lapse(suite.stack, first.json.doc_id);
    await suite.stack.db.execute(sql`update storage_servers set available_space = 100`);
    expect((await ask(suite, content, { fields: { file_size: 1_200 } })).status).toBe(503);
    await suite.stack.db.execute(sql`update storage_servers set available_space = null`);
    expect((await get(first.json.doc_id)).json).toMatchObject({ status: 'UPLOAD_URL_GENERATED', failure_reason: null });
    expect(await putSingle(first, content)).toMatchObject({ status: 200 });
  });

  it('that are unreachable are reported, and once stale their chunks go elsewhere', async () => {
    const away = await addServer('away', 'http://127.0.0.1:9', 'now(3) + interval 60 second');
    try {
      const { content, first, placed } = await askUntilOn(away);
      const there = placed.filter(({ server_id: id }) => id === away).map(({ chunk_number: n }) => n);
      const rest = placed.filter(({ server_id: id }) => id !== away).map(({ chunk_number: n }) => n);
      await putChunks(first, content, rest);
      const now = await get(first.json.doc_id);
      expect(now.status).toBe(200);
      expect(now.json.chunks.map((chunk: { server_unreachable: boolean }) => chunk.server_unreachable)).toEqual(
        placed.map(({ server_id: id }) => id === away),
      );
      const unfinished = await complete(first.json.doc_id);
      expect(unfinished.status).toBe(503);
      expect(unfinished.json.fields[0].message).toContain('Storage server away');
      await suite.stack.db.execute(
        sql`update storage_servers set last_heartbeat = now(3) - interval 60 second where server_id = ${away}`,
      );
      const usedBefore = await usedSpace(away);
      const moved = await get(first.json.doc_id);
      expect(urls(moved)).toEqual(there);
      await putChunks(moved, content);
      expect(statuses(await get(first.json.doc_id))).toEqual(Array(6).fill('completed'));
      const replaced = await chunkRows(first.json.doc_id);
      expect(replaced.map(({ server_id: id }) => id)).not.toContain(away);
      // Under the same key, a drain that has read the old rows would take the new objects for lost ones.
      const keysOf = (of: typeof replaced) =>
        of.filter(({ chunk_number: n }) => there.includes(n)).map(({ s3_key: key }) => key);
      expect(keysOf(replaced).filter((key) => keysOf(placed).includes(key))).toEqual([]);
      // Another document may have been placed on it as a whole before: see `askUntilOn`.
      const bytes = placed.filter(({ server_id: id }) => id === away).map(({ chunk_size: size }) => Number(size));
      expect(await usedSpace(away)).toBe(usedBefore - bytes.reduce((a, b) => a + b));
    } finally {
      await removeServer(away);
    }
  });
});

it('bytes sent to the old location of a chunk are orphans', async () => {
  const content = table(100);
  const first = await ask(suite, content, { fields: { file_size: content.length + 6 } });
  await lapse(suite.stack, first.json.doc_id);
  const again = await ask(suite, content);
  const { url, required_headers: headers, size } = first.json.chunks[0];
  expect(await put(url, headers, 'y'.repeat(size))).toMatchObject({ status: 200 });
  expect(urls(await get(again.json.doc_id))).toContain(0);
  const keys = (await chunkRows(again.json.doc_id)).map(({ s3_key: key }) => key);
  const stored = (await objects(suite.stack)).filter((key) => key.includes(again.json.doc_id));
  expect(stored.filter((key) => keys.includes(key))).toEqual([]);
});
