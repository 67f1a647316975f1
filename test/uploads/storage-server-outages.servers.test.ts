import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Api,
  type Client,
  createStack,
  type Stack,
  startApi,
  startWorker,
  type Upload,
  type UploadCalls,
  type Worker,
  waitForState,
} from '../harness/index.ts';
import { type FarmServer, ServerFarm } from '../harness/server-farm.ts';
import { BigDocument } from './support/big-document.ts';
import { hashInRanges, hashRange } from './support/download.ts';

const MIB = 1 << 20;
const patience = {
  CHUNK_THRESHOLD_BYTES: String(MIB),
  STORAGE_STALE_SECONDS: '2',
  STORAGE_PROBE_MS: '500',
  S3_MAX_ATTEMPTS: '2',
  S3_RETRY_CAP_MS: '200',
};

describe('storage servers that go down', () => {
  let stack: Stack;
  let api: Api;
  let worker: Worker;
  let farm: ServerFarm;
  let client: Client;
  let uploads: UploadCalls;
  let lines = 13 * (MIB / 64);

  beforeAll(async () => {
    stack = await createStack();
    const env = { ...stack.storageEnv, ...patience };
    api = await startApi({ ...stack, storageEnv: env });
    worker = await startWorker({ ...stack.env, ...patience });
    farm = await ServerFarm.start(stack, await api.client('ops', 'operator'), 3);
    client = await api.client('away');
    uploads = client.uploads;
  });
  afterAll(async () => {
    await farm?.close();
    await Promise.all([api?.stop(), worker?.stop()]);
    await stack?.close();
  });

  /** Requests a new document whose chunks are on at least two servers. */
  async function request(): Promise<{ source: BigDocument; upload: Upload }> {
    for (;;) {
      // Each length is a different content.
      const source = new BigDocument(lines++);
      const upload = await uploads.request({
        doc_name: 'away.csv',
        doc_hash_256: source.sha256(),
        file_size: source.sizeBytes,
        content_type: 'text/csv',
      });
      if (new Set(upload.chunks?.map(({ url }) => serverOf(url).name)).size > 1) return { source, upload };
    }
  }
  const serverOf = (url: string | null): FarmServer => {
    const { origin } = new URL(url ?? '');
    const server = farm.servers.find(({ proxy }) => proxy.endpoint === origin);
    if (!server) throw new Error(`no server at ${origin}`);
    return server;
  };
  async function store(): Promise<{ source: BigDocument; upload: Upload }> {
    const made = await request();
    await uploads.sendChunks(made.upload, made.source);
    await uploads.complete(made.upload.doc_id);
    expect(await uploads.settled(made.upload.doc_id)).toMatchObject({ status: 'UPLOAD_COMPLETE' });
    return made;
  }
  const missing = ({ chunks = [] }: Upload) => chunks.filter(({ url }) => url !== null);

  it('during an upload get no further chunks: these go to the others', async () => {
    const { source, upload } = await request();
    const gone = serverOf(upload.chunks?.at(-1)?.url ?? null);
    const others = { ...upload, chunks: missing(upload).filter(({ url }) => serverOf(url) !== gone) };
    await uploads.sendChunks(others, source);
    const before = gone.proxy.endpoint;
    await gone.proxy.down();
    await expect(uploads.sendChunks(upload, source, { atOnce: 1 })).rejects.toThrow();

    const elsewhere = await waitForState(
      'the chunks to move to the other servers',
      () => uploads.get(upload.doc_id),
      ({ chunks = [] }) =>
        chunks.every(({ status, url }) => status === 'completed' || (url !== null && new URL(url).origin !== before)),
      60_000,
    );
    expect(missing(elsewhere).length).toBeGreaterThan(0);
    await uploads.sendChunks(elsewhere, source);
    await uploads.complete(upload.doc_id);
    expect(await uploads.settled(upload.doc_id)).toMatchObject({ status: 'UPLOAD_COMPLETE' });
    expect(await hashInRanges(client, upload.doc_id, source.sizeBytes, 5 * MIB)).toBe(source.sha256());
    await gone.proxy.up();
  });

  it('during a download end it after correct bytes, with the reason', async () => {
    const { source, upload } = await store();
    const first = serverOf(upload.chunks?.[0]?.url ?? null);
    const lost = upload.chunks?.find(({ url }) => serverOf(url) !== first);
    if (!lost) throw new Error('all chunks are on one server');
    const gone = serverOf(lost.url);

    const response = await client.send('GET', `/api/v1/documents/${upload.doc_id}/content`);
    expect(response.status).toBe(200);
    await gone.proxy.down();
    const hash = createHash('sha256');
    let received = 0;
    const read = async () => {
      for await (const piece of response.body ?? []) {
        hash.update(piece);
        received += piece.length;
      }
    };
    await expect(read()).rejects.toThrow();
    expect(received).toBeLessThan(source.sizeBytes);
    expect(hash.digest('hex')).toBe(source.sha256(0, received));

    const range = { range: `bytes=${lost.offset}-${lost.offset + 9}` };
    const refused = client.send('GET', `/api/v1/documents/${upload.doc_id}/content`, { headers: range });
    await expect(refused).rejects.toMatchObject({
      status: 503,
      fields: [{ message: expect.stringContaining(gone.name) }],
    });

    await gone.proxy.up();
    expect(await hashInRanges(client, upload.doc_id, source.sizeBytes, 5 * MIB)).toBe(source.sha256());
  });

  it('before verification delay it until they are back', async () => {
    const { source, upload } = await request();
    await uploads.sendChunks(upload, source);
    const gone = serverOf(upload.chunks?.[2]?.url ?? null);
    await uploads.get(upload.doc_id);
    await gone.proxy.down();
    await uploads.complete(upload.doc_id);
    await worker.waitForLine((line) => line.kind === 'verify-document' && String(line.msg).includes('will be retried'));
    await gone.proxy.up();
    expect(await uploads.settled(upload.doc_id)).toMatchObject({ status: 'UPLOAD_COMPLETE' });
    expect(await hashInRanges(client, upload.doc_id, source.sizeBytes, 5 * MIB)).toBe(source.sha256());
  });

  it('while another is added do not affect old documents, and new ones use the added server', async () => {
    const { source, upload } = await store();
    const added = await farm.add(`${stack.redisPrefix.slice(-8)}-late`);
    expect(await hashRange(client, upload.doc_id, 0, source.sizeBytes - 1)).toMatchObject({ sha256: source.sha256() });
    let placed = 0;
    for (let n = 0; n < 20 && placed === 0; n++) {
      const { upload: next } = await request();
      placed += (next.chunks ?? []).filter(({ url }) => serverOf(url) === added).length;
    }
    expect(placed).toBeGreaterThan(0);
  });
});
