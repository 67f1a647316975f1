// @ts-check
import { once } from 'node:events';
import http from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { faultProxy } from './fault-proxy.mjs';

const BODY = Buffer.alloc(200_000, 'x');

/** @type {http.Server} */
let server;
/** @type {import('./fault-proxy.d.mts').FaultProxy} */
let proxy;
let served = 0;

beforeAll(async () => {
  server = http.createServer((request, response) => {
    served += 1;
    request.resume().on('end', () => response.end(BODY));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await faultProxy({ to: /** @type {import('node:net').AddressInfo} */ (server.address()).port });
});

beforeEach(() => proxy.set('ok'));

afterAll(async () => {
  await proxy.close();
  server.closeAllConnections();
  server.close();
});

/**
 * One request on a connection of its own.
 * @param {{ body?: Buffer, timeout?: number }} [options]
 * @returns {Promise<{ bytes: number, error?: string }>}
 */
function ask({ body = Buffer.alloc(0), timeout = 5000 } = {}) {
  return new Promise((resolve) => {
    let bytes = 0;
    const fail = (/** @type {NodeJS.ErrnoException} */ error) => resolve({ bytes, error: error.code ?? error.message });
    const request = http.request({ port: proxy.port, host: '127.0.0.1', method: 'POST', agent: false });
    request.on('error', fail).setTimeout(timeout, () => request.destroy(new Error('silent')));
    request.on('response', (response) => {
      response.on('data', (piece) => {
        bytes += piece.length;
      });
      response.on('end', () => resolve({ bytes })).on('error', fail);
    });
    request.end(body);
  });
}

describe('faultProxy', () => {
  it('passes everything when nothing is asked for', async () => {
    expect(await ask()).toEqual({ bytes: BODY.length });
    expect(proxy.accepted).toBeGreaterThan(0);
  });

  it('delays both ways', async () => {
    await proxy.set('delay', { ms: 60 });
    const began = performance.now();
    expect(await ask()).toEqual({ bytes: BODY.length });
    expect(performance.now() - began).toBeGreaterThan(110);
  });

  it('resets new connections, once when asked so', async () => {
    await proxy.set('reset', { once: true });
    expect((await ask()).error).toBe('ECONNRESET');
    expect(await ask()).toEqual({ bytes: BODY.length });
  });

  it('resets connections that are open', async () => {
    await proxy.set('blackhole');
    const answer = ask();
    await expect.poll(() => proxy.connections).toBe(1);
    await proxy.set('reset');
    expect((await answer).error).toBe('ECONNRESET');
    await expect.poll(() => proxy.connections).toBe(0);
  });

  it('refuses while down and listens on the same port afterwards', async () => {
    await proxy.set('down');
    expect((await ask()).error).toBe('ECONNREFUSED');
    await proxy.set('ok');
    expect(await ask()).toEqual({ bytes: BODY.length });
  });

  it('swallows everything as a black hole and lets it go afterwards', async () => {
    await proxy.set('blackhole');
    expect((await ask({ timeout: 100 })).error).toBe('silent');
    const answer = ask();
    await proxy.set('ok');
    expect(await answer).toEqual({ bytes: BODY.length });
  });

  it('lets bytes drip', async () => {
    await proxy.set('drip', { bytesPerSecond: 1_000_000 });
    const began = performance.now();
    expect(await ask()).toEqual({ bytes: BODY.length });
    expect(performance.now() - began).toBeGreaterThan(180);
  });

  it('cuts an answer after so many bytes', async () => {
    await proxy.set('cut', { after: 50_000, once: true });
    const { bytes, error } = await ask();
    expect(error).toBe('ECONNRESET');
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(50_000);
    expect(await ask()).toEqual({ bytes: BODY.length });
  });

  it('cuts a request after so many bytes', async () => {
    await proxy.set('cut-up', { after: 10_000, once: true });
    expect((await ask({ body: BODY })).error).toMatch(/ECONNRESET|EPIPE/);
    expect(await ask({ body: BODY })).toEqual({ bytes: BODY.length });
  });

  it('swallows the answer of work that was done', async () => {
    await proxy.set('half');
    const before = served;
    expect((await ask({ timeout: 150 })).error).toBe('silent');
    expect(served).toBe(before + 1);
  });
});
