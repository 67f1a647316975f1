import { readFileSync, writeFileSync } from 'node:fs';
import { repeats } from '@sluice/core/testing';
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
} from '../harness/index.ts';
import { isMarker, ServerFarm } from '../harness/server-farm.ts';
import { BigDocument } from './support/big-document.ts';
import { hashInRanges, hashRange } from './support/download.ts';

const MIB = 1 << 20;
const GIB = 1 << 30;
const CHUNKS = 6;
/** More than the memory limit of API and worker, so that neither can hold the document in memory. */
const SIZE_MIB = repeats(384, 2_048);

/** Peak resident set of a process since `forgetPeak`, in MiB (proc(5)). */
const peakMiB = (pid: number) =>
  Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
const forgetPeak = (pid: number) => writeFileSync(`/proc/${pid}/clear_refs`, '5');

describe(`a document of ${SIZE_MIB} MiB in six chunks over three storage servers`, () => {
  // Not a multiple of six bytes, so that the chunks differ in size.
  const source = BigDocument.ofAtLeast(SIZE_MIB * MIB + 65);
  let stack: Stack;
  let api: Api;
  let worker: Worker;
  let farm: ServerFarm;
  let client: Client;
  let uploads: UploadCalls;
  let whole = '';
  let upload: Upload;

  beforeAll(async () => {
    stack = await createStack();
    api = await startApi({ ...stack, storageEnv: stack.storageEnv });
    worker = await startWorker(stack.env);
    farm = await ServerFarm.start(stack, await api.client('ops', 'operator'), 3);
    client = await api.client('big');
    uploads = client.uploads;
    whole = source.sha256();
  });
  afterAll(async () => {
    await farm?.close();
    await Promise.all([api?.stop(), worker?.stop()]);
    await stack?.close();
  });

  it('gets one URL per chunk', async () => {
    upload = await uploads.request({
      doc_name: 'big.csv',
      doc_hash_256: whole,
      file_size: source.sizeBytes,
      content_type: 'text/csv',
    });
    const chunks = upload.chunks ?? [];
    expect(chunks).toHaveLength(CHUNKS);
    expect(chunks.reduce((sum, { size }) => sum + size, 0)).toBe(source.sizeBytes);
    expect(new Set(chunks.map(({ size }) => size)).size).toBe(2);
  });

  it('is resumed after the third chunk by a client that only knows its ID', async () => {
    for (const { pid } of [api, worker]) forgetPeak(pid);
    const sent: number[] = [];
    const interrupted = uploads.sendChunks(upload, source, {
      atOnce: 1,
      onChunk: (chunkNumber) => {
        sent.push(chunkNumber);
        if (sent.length === 3) throw new Error('the client dies');
      },
    });
    await expect(interrupted).rejects.toThrow('the client dies');

    const resumed = await uploads.get(upload.doc_id);
    const there = (resumed.chunks ?? []).filter(({ status }) => status === 'completed');
    expect(there.map(({ chunk_number }) => chunk_number).sort()).toEqual(sent.sort());
    const again: number[] = [];
    await uploads.sendChunks(resumed, source, { onChunk: (chunkNumber) => again.push(chunkNumber) });
    expect([...sent, ...again].sort()).toEqual([0, 1, 2, 3, 4, 5]);

    await uploads.complete(upload.doc_id);
    expect(await uploads.settled(upload.doc_id)).toMatchObject({ status: 'UPLOAD_COMPLETE' });
  });

  it('is stored in six objects', async () => {
    const objects = [];
    for (const { storage } of farm.servers) {
      for await (const { key, sizeBytes } of storage.list('')) if (!isMarker(key)) objects.push(sizeBytes);
    }
    expect(objects.sort()).toEqual((upload.chunks ?? []).map(({ size }) => size).sort());
  });

  it('is read back in ranges, byte for byte', async () => {
    expect(await hashInRanges(client, upload.doc_id, source.sizeBytes, 99 * MIB + 7)).toBe(whole);
    const borders = (upload.chunks ?? []).slice(1).map(({ offset }) => offset);
    for (const border of borders) {
      const range = await hashRange(client, upload.doc_id, border - 1000, border + 999);
      expect(range).toEqual({
        sizeBytes: 2000,
        sha256: source.sha256(border - 1000, border + 1000),
        contentRange: `bytes ${border - 1000}-${border + 999}/${source.sizeBytes}`,
      });
    }
  });

  it('is recognized when it is requested again', async () => {
    const known = await uploads.request({ doc_name: 'again.csv', doc_hash_256: whole, file_size: source.sizeBytes });
    expect(known).toMatchObject({
      doc_id: upload.doc_id,
      s3_presigned_url: null,
      message: 'Document already processed',
    });
  });

  it('needs little memory in the API and the worker', () => {
    const [ofApi, ofWorker] = [peakMiB(api.pid), peakMiB(worker.pid)];
    console.info(
      `peaks with ${SIZE_MIB} MiB up, verified and down: API ${ofApi.toFixed(0)} MiB, worker ${ofWorker.toFixed(0)} MiB`,
    );
    expect(ofApi).toBeLessThan(256);
    expect(ofWorker).toBeLessThan(320);
  });
});

describe('the size limit of chunked documents', () => {
  let stack: Stack;
  let api: Api;
  let uploads: UploadCalls;
  const hash = 'a'.repeat(64);

  beforeAll(async () => {
    stack = await createStack();
    api = await startApi({ ...stack, storageEnv: stack.storageEnv });
    uploads = (await api.client('limits')).uploads;
  });
  afterAll(async () => {
    await api?.stop();
    await stack?.close();
  });

  it('allows 10 GiB in six chunks that differ by at most one byte', async () => {
    const { chunks = [] } = await uploads.request({ doc_name: 'most.csv', doc_hash_256: hash, file_size: 10 * GIB });
    const sizes = chunks.map(({ size }) => size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(10 * GIB);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBe(1);
  });

  it('refuses one byte more', async () => {
    const more = uploads.request({ doc_name: 'more.csv', doc_hash_256: hash, file_size: 10 * GIB + 1 });
    await expect(more).rejects.toMatchObject({ status: 413, code: 'FILE_TOO_LARGE' });
  });
});
