import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSluiceClient } from '../client.ts';
import { likelyChunkSizes, typeOfName } from './plan.ts';
import type { ContentHashes, UploadProgress, UploadSource } from './types.ts';

const content = Buffer.from('name\n'.padEnd(60_000, 'x'));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function* pieces(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 4_096) yield bytes.subarray(at, at + 4_096);
}
const source: UploadSource = {
  name: 'rows.csv',
  sizeBytes: content.length,
  slice: (start, end) => pieces(content.subarray(start, end)),
  hashes: async () => ({ sha256: sha256(content) }),
};

/** The API and its storage in one process: three parts, each with a URL that can expire. */
class Service {
  readonly parts = new Map<number, Buffer>();
  /** The requests received, in order: `GET /upload` and so on; PUTs as `PUT <part>`. */
  readonly calls: string[] = [];
  status = 'UPLOAD_PENDING';
  generation = 1;
  /** How to reject a PUT; undefined to accept it. */
  refuse: (part: number, generation: number) => number | 'disconnect' | undefined = () => undefined;
  chunked = true;
  readonly server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://x');
    const body: Buffer[] = [];
    const json = (status: number, value: unknown) => void response.writeHead(status).end(JSON.stringify(value));
    if (request.method === 'PUT') {
      const part = Number(url.searchParams.get('part'));
      this.calls.push(`PUT ${part}`);
      const refused = this.refuse(part, Number(url.searchParams.get('generation')));
      if (refused === 'disconnect') return void request.once('data', () => request.socket.destroy());
      request.on('data', (piece: Buffer) => void body.push(piece));
      return void request.once('end', () => {
        if (refused) return void response.writeHead(refused).end('<Error><Code>AccessDenied</Code></Error>');
        const bytes = Buffer.concat(body);
        if (Number(request.headers['content-length']) !== bytes.length) return void response.writeHead(411).end();
        this.parts.set(part, bytes);
        response.end();
      });
    }
    request.resume();
    this.calls.push(`${request.method} ${url.pathname.replace('/api/v1', '')}`);
    if (!url.pathname.endsWith('/complete')) return json(200, this.state());
    const missing = this.sizes().findIndex((_, part) => !this.parts.has(part));
    if (missing >= 0) return json(409, { code: 'UPLOAD_MISSING', detail: `Chunk ${missing} is not there.` });
    this.status = 'UPLOAD_COMPLETE';
    return json(200, this.state());
  });

  sizes = () => (this.chunked ? [20_000, 20_000, 20_000] : [content.length]);
  get baseUrl() {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
  #url = (part: number) => `${this.baseUrl}/s3?part=${part}&generation=${this.generation}`;
  state() {
    const { status } = this;
    this.generation++;
    const headers = { 'content-type': 'text/csv' };
    if (!this.chunked) {
      return { doc_id: 'd1', status, s3_presigned_url: this.#url(0), required_headers: headers };
    }
    const chunks = this.sizes().map((size, part) => {
      const there = this.parts.has(part);
      return {
        chunk_number: part,
        offset: part * 20_000,
        size,
        status: there ? 'completed' : 'uploading',
        url: there ? null : this.#url(part),
        required_headers: there ? null : headers,
      };
    });
    return { doc_id: 'd1', status, session_id: 's1', chunks };
  }
  bytes = () => Buffer.concat([...this.parts].sort(([a], [b]) => a - b).map(([, bytes]) => bytes));
  puts = () => this.calls.filter((call) => call.startsWith('PUT')).sort();
}

describe('upload', () => {
  let service: Service;
  beforeEach(async () => {
    service = new Service();
    await new Promise<void>((resolve) => service.server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => void service.server.close().closeAllConnections());
  const client = () => createSluiceClient({ baseUrl: service.baseUrl, retry: { baseMs: 1 } });

  it('sends every chunk, completes, and reports progress', async () => {
    const seen: UploadProgress[] = [];
    const document = await client().upload(source, { onProgress: (progress) => seen.push(progress) });
    expect(document).toEqual({
      docId: 'd1',
      sha256: sha256(content),
      sizeBytes: content.length,
      wasKnown: false,
      sentBytes: content.length,
    });
    expect(service.bytes().equals(content)).toBe(true);
    expect(service.puts()).toEqual(['PUT 0', 'PUT 1', 'PUT 2']);
    const phases = seen.map(({ phase }) => phase).filter((phase, at, all) => phase !== all[at - 1]);
    expect(phases).toEqual(['hashing', 'requesting', 'sending', 'verifying', 'done']);
    const sent = seen.filter(({ phase }) => phase === 'sending').map(({ doneBytes }) => doneBytes);
    expect(sent).toEqual([...sent].sort((a, b) => a - b));
    expect(sent.at(-1)).toBe(content.length);
  });

  it('sends a small document in one piece, from a Blob', async () => {
    service.chunked = false;
    const slice = (start: number, end: number) => new Blob([content.subarray(start, end)]);
    await client().upload({ ...source, slice });
    expect(service.bytes().equals(content)).toBe(true);
  });

  it('sends nothing if the account already has the content', async () => {
    service.status = 'UPLOAD_COMPLETE';
    expect(await client().upload(source)).toMatchObject({ wasKnown: true, sentBytes: 0 });
    expect(service.calls).toEqual(['POST /upload/request']);
  });

  it('resumes with the missing chunks', async () => {
    service.parts.set(1, content.subarray(20_000, 40_000));
    expect(await client().upload(source)).toMatchObject({ wasKnown: false, sentBytes: 40_000 });
    expect(service.puts()).toEqual(['PUT 0', 'PUT 2']);
    expect(service.bytes().equals(content)).toBe(true);
  });

  it('requests a fresh URL when one has expired', async () => {
    service.refuse = (_part, generation) => (generation <= 2 ? 403 : undefined);
    await client().upload(source);
    expect(service.calls).toContain('GET /upload/d1');
    expect(service.bytes().equals(content)).toBe(true);
  });

  it('gives up when fresh URLs are refused as well', async () => {
    service.refuse = () => 403;
    await expect(client().upload(source)).rejects.toMatchObject({ code: 'UPLOAD_REFUSED', status: 403 });
    expect(service.puts().filter((put) => put === 'PUT 0').length).toBeLessThanOrEqual(3);
  });

  it('does not retry a part that the storage rejects', async () => {
    service.refuse = (part) => (part === 1 ? 400 : undefined);
    await expect(client().upload(source, { concurrency: 1 })).rejects.toMatchObject({ code: 'UPLOAD_REFUSED' });
    expect(service.puts()).toEqual(['PUT 0', 'PUT 1']);
  });

  it('resends a part after its connection is lost', async () => {
    let cuts = 2;
    service.refuse = (part) => (part === 2 && cuts-- > 0 ? 'disconnect' : undefined);
    const waits = new Set<string | undefined>();
    await client().upload(source, { onProgress: ({ waitingFor }) => waits.add(waitingFor) });
    expect(service.bytes().equals(content)).toBe(true);
    expect([...waits].join()).toContain('is unreachable');
  });

  it('gives up when the upload stalls for too long', async () => {
    service.refuse = () => 'disconnect';
    await expect(client().upload(source, { patienceMs: 0 })).rejects.toMatchObject({ code: 'NETWORK' });
  });

  it('resends parts that are missing on completion', async () => {
    let lost = false;
    service.refuse = () => undefined;
    const take = service.state.bind(service);
    await client().upload(source, {
      onProgress: ({ phase }) => {
        if (phase === 'verifying' && !lost) lost = service.parts.delete(1);
      },
    });
    expect(take().status).toBe('UPLOAD_COMPLETE');
    expect(service.puts()).toEqual(['PUT 0', 'PUT 1', 'PUT 1', 'PUT 2']);
  });

  it('reports why verification failed', async () => {
    const { state } = service;
    service.state = () => {
      const seen = state.call(service);
      return service.parts.size < 3
        ? seen
        : { ...seen, status: 'UPLOAD_FAILED', failure_reason: 'FILE_CORRUPT: It is torn.' };
    };
    await expect(client().upload(source)).rejects.toMatchObject({ code: 'FILE_CORRUPT', message: 'It is torn.' });
  });

  it('stops when aborted, and resumes when called again', async () => {
    const stop = new AbortController();
    service.refuse = (part) => {
      if (part === 2) stop.abort();
      return undefined;
    };
    await expect(client().upload(source, { signal: stop.signal, concurrency: 1 })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(service.parts.has(1)).toBe(true);
    service.refuse = () => undefined;
    expect((await client().upload(source)).sentBytes).toBeLessThanOrEqual(20_000);
    expect(service.bytes().equals(content)).toBe(true);
  });

  it('hashes a file once if it has a hash store', async () => {
    const kept = new Map<string, ContentHashes>();
    const store = {
      get: async (fingerprint: string) => kept.get(fingerprint),
      set: async (fingerprint: string, hashes: ContentHashes) => void kept.set(fingerprint, hashes),
    };
    let read = 0;
    const hashes = async () => {
      read++;
      return { sha256: sha256(content) };
    };
    const counted = { ...source, fingerprint: 'a 1 2', hashes };
    await client().upload(counted, { store });
    await client().upload(counted, { store });
    expect(read).toBe(1);
  });
});

describe('likelyChunkSizes and typeOfName', () => {
  it('split a large document like the server', () => {
    expect(likelyChunkSizes(64 * 1024 * 1024)).toEqual([]);
    const size = 64 * 1024 * 1024 + 4;
    const sizes = likelyChunkSizes(size);
    expect(sizes).toHaveLength(6);
    expect(sizes.reduce((sum, each) => sum + each)).toBe(size);
    expect([...sizes].sort((a, b) => b - a)).toEqual(sizes);
    expect((sizes[0] ?? 0) - (sizes[5] ?? 0)).toBeLessThanOrEqual(1);
  });
  it('derive the media type from the extension', () => {
    expect(['a.CSV', 'b.xlsx', 'c', 'd.tar.gz'].map(typeOfName)).toEqual([
      'text/csv',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/octet-stream',
      'application/octet-stream',
    ]);
  });
});
