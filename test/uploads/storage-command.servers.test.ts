import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { FaultProxy, required, signToken, useSuite } from '../harness/index.ts';
import { removeBucket } from '../harness/server-farm.ts';

const suite = useSuite({ env: { STORAGE_PROBE_MS: '200' } });
const SCRIPT = fileURLToPath(new URL('../../scripts/storage.mjs', import.meta.url));
const endpoint = required('S3_ENDPOINT');
const buckets: string[] = [];
afterAll(() => Promise.all(buckets.map(removeBucket)));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** `npm run storage -- ...`, as an operator unless told. */
async function storage(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env;
  const SLUICE_TOKEN = await signToken('ops', 'operator');
  const all = { PATH, HOME, SLUICE_URL: suite.api.url, SLUICE_TOKEN, ...env };
  return new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT, ...args], { env: all }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

const add = (name: string, ...more: string[]) => {
  const bucket = `sluice-test-${randomUUID()}`;
  buckets.push(bucket);
  return storage(['add', name, '--endpoint', endpoint, '--bucket', bucket, ...more]);
};

describe('npm run storage', () => {
  it('adds, lists, empties and removes a server', async () => {
    const added = await add('north', '--capacity', '2GiB');
    expect(added).toMatchObject({ code: 0, out: expect.stringContaining('north is registered') });
    const list = await storage(['list']);
    expect(list.out).toMatch(/^NAME +STATUS/);
    expect(list.out).toMatch(/^default +active +ok +0 +0 B +no limit +\d+\.\d % +S3_ENDPOINT sluice-test$/m);
    expect(list.out).toMatch(/^north +active +ok +0 +0 B +2\.0 GiB/m);
    const json = JSON.parse((await storage(['list', '--json'])).out);
    expect(json.items.map(({ name }: { name: string }) => name)).toEqual(['default', 'north']);
    expect(await storage(['remove', 'north'])).toMatchObject({ code: 1, err: expect.stringContaining('is active') });
    await suite.worker();
    const drained = await storage(['drain', 'north']);
    expect(drained).toMatchObject({ code: 0, out: expect.stringContaining('north is empty and inactive') });
    expect(drained.err).toContain('0 of 0 chunks');
    expect((await storage(['activate', 'north'])).code).toBe(0);
    expect((await storage(['deactivate', 'north'])).code).toBe(0);
    expect(await storage(['remove', 'north'])).toMatchObject({ code: 0, out: expect.stringContaining('forgotten') });
    expect((await storage(['list'])).out).not.toContain('north');
  });

  it('does not wait for a draining when told so', async () => {
    expect((await add('south')).code).toBe(0);
    const asked = await storage(['drain', 'south', '--no-wait', '--json']);
    expect([asked.code, JSON.parse(asked.out).status]).toEqual([0, 'maintenance']);
    expect((await storage(['activate', 'south'])).code).toBe(0);
    expect((await storage(['deactivate', 'south'])).code).toBe(0);
  });

  it('says what is wrong, and how it ended by its exit code', async () => {
    const proxy = await FaultProxy.start(endpoint);
    await proxy.close();
    const cases: [Promise<Ended>, number, RegExp][] = [
      [storage(['drain', 'nowhere']), 1, /There is no storage server nowhere; there are default/],
      [storage(['drain', 'default']), 1, /Conflict with current state: No other storage server/],
      [add('No Name'), 1, /Validation failed: .*\n {2}name: expected 1 to 63/],
      [storage(['list'], { SLUICE_TOKEN: await signToken('ops', 'member') }), 1, /SLUICE_TOKEN/],
      [storage(['list'], { SLUICE_URL: proxy.endpoint }), 1, /does not answer: .*ECONNREFUSED/],
      [storage(['list', '--url', proxy.endpoint]), 1, /does not answer/],
      [storage(['empty', 'default']), 2, /There is no command empty/],
      [storage(['add', 'east']), 2, /add needs --bucket/],
      [storage(['list', '--loud']), 2, /--loud/],
    ];
    for (const [ended, code, message] of cases) {
      const { code: is, err } = await ended;
      expect([err, is]).toEqual([expect.stringMatching(message), code]);
    }
    expect((await storage(['--help'])).out).toContain('npm run storage -- drain north');
  });
});
