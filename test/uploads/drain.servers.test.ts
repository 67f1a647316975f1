import type { StorageServer } from '@sluice/client';
import { repeats } from '@sluice/core/testing';
import { getDocumentById, listChunks } from '@sluice/db/documents';
import { bytesOf, sha256Of } from '@sluice/storage/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Client, useSuite, waitFor } from '../harness/index.ts';
import { rows } from '../harness/rows.ts';
import { type FarmServer, isMarker, ServerFarm } from '../harness/server-farm.ts';
import { openUpload, storeDocument } from '../harness/stored-document.ts';

const MIB = 1 << 20;
const ACCOUNT = 'drain';
/** Storage errors surface quickly, and servers are probed often. */
const QUICK = { S3_MAX_ATTEMPTS: '2', S3_RETRY_BASE_MS: '10', S3_RETRY_CAP_MS: '50', STORAGE_PROBE_MS: '200' };
const suite = useSuite({ env: QUICK });
let operator: Client;
let client: Client;
let farm: ServerFarm;
let source: FarmServer;
let others: FarmServer[];
beforeAll(async () => {
  operator = await suite.api.client('ops', 'operator');
  client = await suite.api.client(ACCOUNT);
});
// Each test has its own servers, so that tests do not affect each other.
beforeEach(async () => {
  const before = farm?.servers ?? [];
  await farm?.close();
  await suite.stack.db.execute(sql`delete from documents`);
  for (const { serverId } of before)
    await suite.stack.db.execute(sql`delete from storage_servers where server_id = ${serverId}`);
  farm = await ServerFarm.start(suite.stack, operator, 3);
  [source, ...others] = farm.servers as [FarmServer, ...FarmServer[]];
});
afterAll(() => farm?.close());

const seed = Date.now() % 1_000_000;
console.log(`seed ${seed}`);
let documents = 0;
const table = (sizeBytes = repeats(MIB / 2, 3 * MIB)): Buffer => bytesOf(sizeBytes, seed + ++documents);
/** Chunks 0 to 2 are on the server to drain, the others elsewhere. */
const on = (n: number): FarmServer => (n < 3 ? source : others[n % others.length]) as FarmServer;
const store = async (count: number) => {
  const all: { docId: string; bytes: Buffer }[] = [];
  for (let n = 0; n < count; n++) {
    const bytes = table();
    all.push({ bytes, docId: await storeDocument(suite.stack, { bytes, accountId: ACCOUNT, on }) });
  }
  return all;
};

const at = ({ serverId }: FarmServer) => ({ params: { path: { serverId } } });
const look = async (server: FarmServer) => (await operator.GET('/api/v1/storage-servers/{serverId}', at(server))).data;
const drain = (server: FarmServer) => operator.POST('/api/v1/storage-servers/{serverId}/drain', at(server));
const is = (server: FarmServer, what: string, found: (now: StorageServer) => boolean) =>
  waitFor(what, async () => {
    const now = await look(server);
    return found(now) ? now : undefined;
  });
const isEmpty = (server: FarmServer) => is(server, 'the end of the draining', ({ status }) => status === 'inactive');

async function read(docId: string): Promise<string> {
  const response = await client.send('GET', `/api/v1/documents/${docId}/content`);
  expect(response.status).toBe(200);
  return sha256Of(new Uint8Array(await response.arrayBuffer()));
}
const objectsOn = async ({ storage }: FarmServer): Promise<number> => {
  let count = 0;
  for await (const { key } of storage.list('')) if (!isMarker(key)) count += 1;
  return count;
};
/** Whether the used space of each server equals the size of its chunks. */
const spaceIsRight = async () => {
  const drift = await rows(
    suite.stack,
    sql`select name, used_space, coalesce((select sum(chunk_size) from document_chunks c
      where c.server_id = s.server_id), 0) as placed from storage_servers s having used_space <> placed`,
  );
  expect(drift).toEqual([]);
};

describe('draining', () => {
  it('moves all chunks while documents are read, unnoticed by readers', async () => {
    const all = await store(6);
    await suite.worker();
    let reads = 0;
    let over = false;
    const reader = async (at: number) => {
      for (let n = at; !over; n++) {
        const { docId, bytes } = all[n % all.length] as (typeof all)[number];
        expect(await read(docId)).toBe(sha256Of(bytes));
        reads += 1;
      }
    };
    const readers = [reader(0), reader(3)];
    await drain(source);
    const end = await isEmpty(source);
    over = true;
    await Promise.all(readers);
    console.log(`${reads} reads while 18 chunks moved`);
    expect(end).toMatchObject({ chunks: 0, used_space: 0, drain: { total: 18, moved: 18, percent: 100, error: null } });
    expect(await objectsOn(source)).toBe(0);
    for (const { docId, bytes } of all) expect(await read(docId)).toBe(sha256Of(bytes));
    await spaceIsRight();
    expect((await Promise.all(others.map(objectsOn))).reduce((sum, count) => sum + count, 0)).toBe(36);
    await operator.DELETE('/api/v1/storage-servers/{serverId}', at(source));
  });

  it('does not disturb a reader in the middle of a chunk', async () => {
    // Far larger than the socket buffers, so most of it is read after the chunk has moved.
    const bytes = table(96 * MIB);
    const docId = await storeDocument(suite.stack, { bytes, accountId: ACCOUNT, on: () => source });
    const response = await client.send('GET', `/api/v1/documents/${docId}/content`);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const pieces = [(await reader.read()).value as Uint8Array];
    await suite.worker();
    await drain(source);
    await isEmpty(source);
    // The open connection would still return the old object; after a reset the reader finds it gone.
    await source.proxy.down();
    await source.proxy.up();
    for (let next = await reader.read(); !next.done; next = await reader.read()) pieces.push(next.value);
    expect(sha256Of(Buffer.concat(pieces))).toBe(sha256Of(bytes));
  });

  it('resumes after its worker is killed', async () => {
    const all = await store(8);
    const first = await suite.worker();
    source.proxy.set({ delayMs: 20 });
    await drain(source);
    const middle = await is(source, 'the middle', ({ drain: now }) => (now?.moved ?? 0) > 5);
    await suite.crash(first);
    const killed = await look(source);
    expect(killed).toMatchObject({ status: 'maintenance', chunks: 24 - (killed.drain?.moved ?? 0) });
    expect(killed.chunks).toBeGreaterThan(0);
    source.proxy.set({});
    await suite.worker();
    const end = await isEmpty(source);
    console.log(`killed at ${middle.drain?.moved} of 24`);
    expect(end.drain).toEqual({ total: 24, moved: 24, percent: 100, error: null });
    for (const { docId, bytes } of all) expect(await read(docId)).toBe(sha256Of(bytes));
    await spaceIsRight();
  });

  it('stops when an operator activates the server, and moved chunks stay moved', async () => {
    const all = await store(6);
    const worker = await suite.worker();
    source.proxy.set({ delayMs: 20 });
    await drain(source);
    await is(source, 'the middle', ({ drain: now }) => (now?.moved ?? 0) > 3);
    await operator.POST('/api/v1/storage-servers/{serverId}/activate', at(source));
    await worker.waitForLine(({ msg }) => msg === 'the drain was stopped');
    const now = await look(source);
    expect(now.status).toBe('active');
    expect(now.chunks).toBe(18 - (now.drain?.moved ?? 0));
    expect(now.chunks).toBeGreaterThan(0);
    expect(await objectsOn(source)).toBe(now.chunks);
    for (const { docId, bytes } of all) expect(await read(docId)).toBe(sha256Of(bytes));
    await spaceIsRight();
  });

  it('reports that there is no room, and continues once there is', async () => {
    const [document] = await store(1);
    const room = (bytes: number | null) =>
      suite.stack.db.execute(
        sql`update storage_servers set available_space = ${bytes} where server_id <> ${source.serverId}`,
      );
    await room(1);
    await suite.worker();
    await drain(source);
    const stuck = await is(source, 'the reason', ({ drain: now }) => now?.error != null);
    expect(stuck).toMatchObject({ status: 'maintenance', chunks: 3, drain: { total: 3, moved: 0 } });
    expect(stuck.drain?.error).toContain('No other storage server is active, reachable and has room for a chunk of');
    await room(null);
    await drain(source);
    expect((await isEmpty(source)).drain).toEqual({ total: 3, moved: 3, percent: 100, error: null });
    expect(await read(document?.docId ?? '')).toBe(sha256Of(document?.bytes ?? new Uint8Array()));
  });

  it('skips a server that has just gone down', async () => {
    // The ring places each of the 24 chunks at random; one time in 2 ** 24, none on the server that is down.
    const all = await store(8);
    await others[0]?.proxy.down();
    // Probes that killed workers of earlier tests were running would run again, and notice the server.
    await suite.stack.queues.queue('maintenance').obliterate({ force: true });
    const worker = await suite.worker({ STORAGE_PROBE_MS: '600000' });
    await worker.waitForLine(({ msg }) => msg === 'a storage server is unreachable');
    // The only probe is over. As before the server went down, so that the ring chooses it:
    await suite.stack.db.execute(sql`update storage_servers set last_heartbeat = now(3), last_error = null`);
    await drain(source);
    expect((await isEmpty(source)).drain).toMatchObject({ moved: 24, error: null });
    await worker.waitForLine(({ msg }) => msg === 'could not move a chunk to another storage server');
    await others[0]?.proxy.up();
    for (const { docId, bytes } of all) expect(await read(docId)).toBe(sha256Of(bytes));
  });

  it('never moves damaged chunks: they are reported and requested again elsewhere', async () => {
    const [whole, torn, gone] = await store(3);
    const chunkOf = async (docId = '') => (await listChunks(suite.stack.db, docId))[1];
    const [tornChunk, goneChunk] = [await chunkOf(torn?.docId), await chunkOf(gone?.docId)];
    const wrong = bytesOf(tornChunk?.chunkSize ?? 0, 7);
    await source.storage.putStream(
      tornChunk?.s3Key ?? '',
      (async function* () {
        yield wrong;
      })(),
      { contentType: 'a/b' },
    );
    await source.storage.delete(goneChunk?.s3Key ?? '');
    await suite.worker();
    await drain(source);
    const end = await isEmpty(source);
    expect(end.drain).toMatchObject({
      total: 9,
      moved: 9,
      error: expect.stringMatching(/^2 of its chunks were lost or damaged/),
    });
    expect(await read(whole?.docId ?? '')).toBe(sha256Of(whole?.bytes ?? new Uint8Array()));
    for (const lost of [torn, gone]) {
      const document = await getDocumentById(suite.stack.db, lost?.docId ?? '');
      expect(document).toMatchObject({ uploadStatus: 'UPLOAD_FAILED' });
      expect(document?.failureReason).toContain(`DOCUMENT_DAMAGED: Chunk 1 of 6 on storage server ${source.name}`);
      const chunks = await listChunks(suite.stack.db, lost?.docId ?? '');
      expect(chunks.map(({ status }) => status)).toEqual(['completed', 'failed', ...Array(4).fill('completed')]);
      expect(chunks.some(({ serverId }) => serverId === source.serverId)).toBe(false);
    }
    await spaceIsRight();
  });

  it('includes uploads in progress: arrived chunks are copied, the rest go elsewhere', async () => {
    const bytes = table();
    const docId = await openUpload(suite.stack, { bytes, accountId: ACCOUNT, on, arrived: (n) => n === 1 });
    await suite.stack.db.execute(sql`update document_chunks set status = 'uploading' where chunk_number in (1, 2)`);
    await suite.worker();
    await drain(source);
    await isEmpty(source);
    const chunks = await listChunks(suite.stack.db, docId);
    expect(chunks.slice(0, 3).map(({ status }) => status)).toEqual(['pending', 'uploading', 'pending']);
    const moved = chunks[1];
    const target = farm.servers.find(({ serverId }) => serverId === moved?.serverId);
    expect(target).not.toBe(source);
    expect((await target?.storage.head(moved?.s3Key ?? ''))?.sizeBytes).toBe(moved?.chunkSize);
    expect(await objectsOn(source)).toBe(0);
    await spaceIsRight();
  });
});

describe('heartbeats', () => {
  it('go stale when a server is unreachable, recover with it, and log each change once', async () => {
    const worker = await suite.worker();
    const { db } = suite.stack;
    await is(source, 'a heartbeat', ({ healthy }) => healthy);
    await source.proxy.down();
    const away = await is(source, 'the error', ({ last_error }) => last_error !== null);
    expect(away.last_error).toMatch(/ECONNREFUSED|ECONNRESET/);
    await worker.waitForLine((line) => line.msg === 'a storage server is unreachable' && line.server === source.name);
    // Half a minute later.
    await db.execute(sql`update storage_servers set last_heartbeat = last_heartbeat - interval 31 second`);
    expect((await is(source, 'staleness', ({ healthy }) => !healthy)).status).toBe('active');
    expect((await is(others[0] as FarmServer, 'the others', ({ healthy }) => healthy)).last_error).toBeNull();
    await source.proxy.up();
    await is(source, 'its return', ({ healthy, last_error }) => healthy && last_error === null);
    const said = () =>
      worker.lines.filter(({ server, msg }) => server === source.name && /^a storage server/.test(`${msg}`));
    const times = (what: string) => said().filter(({ msg }) => msg === `a storage server is ${what}`).length;
    // Two probes may overlap and log in another order than they recorded.
    const balanced = () => times('reachable again') > 0 && times('reachable again') === times('unreachable');
    await worker.waitForLine(balanced);
    expect(said()).toHaveLength(times('unreachable') + times('reachable again'));
    // A busy machine can answer later than a probe waits, which is an outage of its own.
    const refused = said().filter(({ err }) => err && !/did not answer/.test(String((err as Error).message)));
    expect(refused.map(({ msg }) => msg)).toEqual(['a storage server is unreachable']);
  });
});
