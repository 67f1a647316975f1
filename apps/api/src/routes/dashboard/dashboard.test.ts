import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { createLogger } from '@sluice/core';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppEnv, Deps } from '../../context.ts';
import { createDashboard } from './index.ts';

const page = '<!doctype html><div id="root"></div>';
const script = 'console.log(1);'.repeat(50);

let base: string;
let app: Hono<AppEnv>;
beforeAll(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'dashboard-'));
  const folder = path.join(base, 'dist');
  await mkdir(path.join(folder, 'assets'), { recursive: true });
  const write = (name: string, bytes: string | Buffer) => writeFile(path.join(folder, name), bytes);
  await writeFile(path.join(base, 'secret.txt'), 'secret');
  await write('index.html', page);
  await write('.env', 'secret');
  await write('favicon.svg', '<svg/>');
  await write('assets/main-abc123.js', script);
  await write('assets/main-abc123.js.br', brotliCompressSync(script));
  await write('assets/main-abc123.js.gz', gzipSync(script));
  await write('assets/style-abc123.css', 'a{}');
  await write('assets/style-abc123.css.gz', gzipSync('b{}'));
  await utimes(path.join(folder, 'assets/style-abc123.css.gz'), new Date(0), new Date(0));
  app = appOf(folder);
});
afterAll(() => rm(base, { recursive: true }));

/** MySQL is down here; the suite on real servers shows the policy with storage servers. */
function appOf(dashboardDir: string, logger = createLogger({ service: 'test', level: 'silent' })) {
  const storage = { presignGet: async () => 'https://s3.example:8333/bucket/origin?signature' };
  const serve = createDashboard({ dashboardDir, storage, logger, db: {}, servers: {} } as unknown as Deps);
  const made = new Hono<AppEnv>();
  made.notFound(async (c) => (await serve(c)) ?? c.text('nothing', 404));
  return made;
}

const get = (pathname: string, headers: Record<string, string> = {}, method = 'GET') =>
  app.request(`http://sluice.test${pathname}`, { headers, method });

describe('the built dashboard', () => {
  it.each(['/', '/index.html', '/imports/42', '/sign-in?next=/admin/queues', '/apiary', '/imports/a.csv'])(
    'is one page at %s',
    async (pathname) => {
      const answer = await get(pathname, { accept: 'text/html,*/*;q=0.8' });
      expect([answer.status, await answer.text()]).toEqual([200, page]);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(answer.headers.get('cache-control')).toBe('no-cache');
    },
  );

  it.each(['/api', '/api/v2/x', '/openapi.json', '/docs/x', '/admin/x', '/health/x', '/metrics', '/assets/old-123.js'])(
    'is not at %s',
    async (pathname) => {
      expect((await get(pathname, { accept: 'text/html' })).status).toBe(404);
    },
  );

  it('is not served to programs, nor to requests that change something', async () => {
    expect((await get('/imports', { accept: 'application/json' })).status).toBe(404);
    for (const method of ['POST', 'PUT', 'DELETE']) expect((await get('/', {}, method)).status).toBe(404);
  });

  it('runs nothing inside its page, loads nothing from elsewhere and talks to the storage', async () => {
    for (const pathname of ['/', '/assets/main-abc123.js']) {
      const policy = (await get(pathname)).headers.get('content-security-policy') ?? '';
      expect(policy.split('; ')).toEqual([
        ...["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self' data:"],
        ...[
          "font-src 'self'",
          "connect-src 'self' https://s3.example:8333",
          "worker-src 'self'",
          "manifest-src 'self'",
        ],
        ...["base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"],
      ]);
    }
  });

  it('has hashed files for ever, others until they change', async () => {
    const hashed = await get('/assets/main-abc123.js');
    expect(hashed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect([hashed.headers.get('content-type'), await hashed.text()]).toEqual([
      'text/javascript; charset=utf-8',
      script,
    ]);
    const icon = await get('/favicon.svg');
    expect([icon.headers.get('cache-control'), icon.headers.get('content-type')]).toEqual([
      'no-cache',
      'image/svg+xml',
    ]);
    const again = await get('/favicon.svg', { 'if-none-match': icon.headers.get('etag') ?? '' });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['gzip;q=0.5, br;q=0', 'gzip'],
    ['deflate', null],
    ['', null],
  ])('is sent as the client takes it: %j', async (accepted, encoding) => {
    const answer = await get('/assets/main-abc123.js', { 'accept-encoding': accepted });
    expect([answer.headers.get('content-encoding'), answer.headers.get('vary')]).toEqual([encoding, 'Accept-Encoding']);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.length).toBe(Number(answer.headers.get('content-length')));
    expect(bytes.length < script.length).toBe(encoding !== null);
  });

  it('is not sent compressed by an older build', async () => {
    const answer = await get('/assets/style-abc123.css', { 'accept-encoding': 'gzip' });
    expect([answer.headers.get('content-encoding'), await answer.text()]).toEqual([null, 'a{}']);
  });

  it('has a head alone', async () => {
    const answer = await get('/', {}, 'HEAD');
    expect([answer.status, answer.headers.get('content-length')]).toEqual([200, String(page.length)]);
    expect(await answer.text()).toBe('');
  });

  it.each([
    ...['/..%2fsecret.txt', '/assets/..%2f..%2fsecret.txt', '/%2e%2e%2fsecret.txt', '/..%5csecret.txt', '/.env'],
    ...['/assets/%2e%2e/%2e%2e/secret.txt', '/%00', '/%ff', '/assets//etc/passwd'],
  ])('does not lead out of its folder by %s', async (pathname) => {
    const answer = await get(pathname, { accept: 'text/html' });
    const text = await answer.text();
    expect(text).not.toContain('secret');
    // What the URL parser itself has resolved is a path like any other.
    if (!pathname.includes('%2e%2e/')) expect(answer.status).toBe(404);
  });

  it('says what is missing where it has not been built', async () => {
    const answer = await appOf(path.join(base, 'nowhere')).request('http://sluice.test/imports');
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('npm run build');
  });
});
