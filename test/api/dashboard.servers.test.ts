import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newId } from '@sluice/core';
import { addStorageServer } from '@sluice/db/storage-servers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Api, createStack, type Stack, startApi } from '../harness/index.ts';

let folder: string;
let stack: Stack;
let api: Api;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dashboard-'));
  await writeFile(path.join(folder, 'index.html'), '<!doctype html><p>the dashboard');
  stack = await createStack();
  api = await startApi({ ...stack, env: { DASHBOARD_DIR: folder } });
});
afterAll(async () => {
  await api.stop();
  await stack.close();
  await rm(folder, { recursive: true });
});

it('allows connections to every storage server at its public endpoint, and to nothing else', async () => {
  const server = { name: 'cellar', region: 'us-east-1', bucket: 'cellar', nodes: [1n] };
  const place = {
    endpoint: 'http://10.0.0.1:8333',
    publicEndpoint: 'https://cellar.example',
    credentialsRef: 'default',
  };
  await addStorageServer(stack.db, { serverId: newId(), ...server, ...place });
  const unknown = { endpoint: 'http://10.0.0.2:8333', publicEndpoint: null, credentialsRef: 'unknown' };
  await addStorageServer(stack.db, { serverId: newId(), ...server, name: 'attic', nodes: [2n], ...unknown });
  const page = await fetch(`${api.url}/imports`, { headers: { accept: 'text/html' } });
  expect(await page.text()).toContain('the dashboard');
  const policy = page.headers.get('content-security-policy') ?? '';
  const own = new URL(process.env.S3_PUBLIC_ENDPOINT || process.env.S3_ENDPOINT || '').origin;
  const origins = [own, 'https://cellar.example'].sort().join(' ');
  expect(policy).toContain(`; connect-src 'self' ${origins}; `);
  expect(policy).not.toContain('10.0.0');
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  expect(page.headers.get('x-frame-options')).toBe('DENY');
});

it('does not shadow routes of the API', async () => {
  for (const pathname of ['/api/nothing', '/health/nothing', '/admin/nothing', '/docs/nothing']) {
    const answer = await fetch(`${api.url}${pathname}`, { headers: { accept: 'text/html' } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
  }
  expect((await fetch(`${api.url}/openapi.json`)).headers.get('content-type')).toContain('application/json');
  expect((await fetch(`${api.url}/api/v1/nothing`)).status).toBe(401);
});
