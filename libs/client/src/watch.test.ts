import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createSluiceClient } from './client.ts';
import { readEvents } from './events.ts';

describe('readEvents', () => {
  const text =
    ': hello\r\nretry: 20\n\nevent: progress\nid: 1\ndata: {"a":\ndata: 1}\n\nevent: x\n\ndata:no id\r\n\r\n';
  const expected = [
    { kind: 'beat' },
    { kind: 'retry', ms: 20 },
    { kind: 'event', event: { event: 'progress', id: '1', data: '{"a":\n1}' } },
    { kind: 'event', event: { event: 'message', id: undefined, data: 'no id' } },
  ];
  const read = async (pieces: readonly string[]) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
        controller.close();
      },
    });
    const parts = [];
    for await (const part of readEvents(body, 1_000)) parts.push(part);
    return parts;
  };

  it('reads the same events in one piece and split at any byte', async () => {
    expect(await read([text])).toEqual(expected);
    for (let at = 1; at < text.length; at++) {
      expect(await read([text.slice(0, at), text.slice(at)]), `split at ${at}`).toEqual(expected);
    }
  });

  it('throws when nothing is received for too long', async () => {
    const body = new ReadableStream<Uint8Array>();
    await expect(readEvents(body, 20).next()).rejects.toThrow('nothing was received for 0.02 s');
  });
});

describe('watch', () => {
  let server: Server | undefined;
  afterEach(() => void server?.close().closeAllConnections());

  async function serve(answer: (request: IncomingMessage, response: ServerResponse, count: number) => void) {
    let count = 0;
    server = createServer((request, response) => answer(request, response, ++count));
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return createSluiceClient({ baseUrl, retry: { baseMs: 1 } });
  }
  const event = (name: string, id: string, data: unknown) =>
    `event: ${name}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
  const stream = { 'content-type': 'text/event-stream' };

  it('resumes after the last event when the connection is lost', async () => {
    const asked: (string | undefined)[] = [];
    const client = await serve((request, response, count) => {
      asked.push(request.headers['last-event-id'] as string | undefined);
      response.writeHead(200, stream).write('retry: 1\n\n');
      if (count === 1) response.write(event('progress', 'a', { percent: 10 }), () => request.socket.destroy());
      else response.end(event('progress', 'b', { percent: 50 }) + event('done', 'c', { status: 'completed' }));
    });
    const seen: unknown[] = [];
    const onProgress = ({ percent }: { percent: number | null }) => seen.push(percent);
    expect(await client.watch('import', 'x', { onProgress })).toEqual({ status: 'completed' });
    expect(asked).toEqual([undefined, 'a']);
    expect(seen).toEqual([10, 50]);
  });

  it('waits for a restarting server, but not forever', async () => {
    let isDown = false;
    const client = await serve((request, response, count) => {
      if (isDown && count < 9) return void request.socket.destroy();
      response.writeHead(200, stream).write('retry: 1\n\n');
      if (isDown) return void response.end(event('done', 'z', { status: 'completed' }));
      isDown = true;
      response.write(event('progress', 'a', { percent: 1 }), () => request.socket.destroy());
    });
    expect((await client.watch('import', 'x', { pollMs: 1 })).status).toBe('completed');
    isDown = false;
    const again = await serve((request, response) => {
      if (isDown) return void request.socket.destroy();
      isDown = true;
      response.writeHead(200, stream).write(event('progress', 'a', {}), () => request.socket.destroy());
    });
    await expect(again.watch('import', 'x', { pollMs: 1, patienceMs: 0 })).rejects.toMatchObject({ code: 'NETWORK' });
  }, 30_000);

  it('polls if no stream gets through', async () => {
    const client = await serve((request, response, count) => {
      if (request.url?.endsWith('/events')) return void response.writeHead(403).end('<h1>proxy</h1>');
      response.end(JSON.stringify({ status: count < 4 ? 'processing' : 'completed', percent: count }));
    });
    const seen: unknown[] = [];
    const done = await client.watch('analysis', 'x', { pollMs: 1, onProgress: ({ percent }) => seen.push(percent) });
    expect(done.status).toBe('completed');
    expect(seen).toEqual([2, 3]);
  });

  it('polls after three streams without data', async () => {
    let streams = 0;
    const client = await serve((request, response) => {
      if (!request.url?.endsWith('/events')) return void response.end(JSON.stringify({ status: 'failed' }));
      streams++;
      response.writeHead(200, stream).write(':', () => request.socket.destroy());
    });
    expect((await client.watch('import', 'x', { pollMs: 1 })).status).toBe('failed');
    expect(streams).toBe(3);
  });

  it('fetches the final state if an earlier stream already delivered the final event', async () => {
    const client = await serve((request, response) => {
      if (request.url?.endsWith('/events')) return void response.writeHead(204).end();
      response.end(JSON.stringify({ status: 'cancelled' }));
    });
    expect((await client.watch('import', 'x', { lastEventId: 'z' })).status).toBe('cancelled');
  });

  it('reports an import that does not exist', async () => {
    const client = await serve((_request, response) => {
      response.writeHead(404).end(JSON.stringify({ code: 'NOT_FOUND', detail: 'No import has the ID x.' }));
    });
    await expect(client.watch('import', 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
