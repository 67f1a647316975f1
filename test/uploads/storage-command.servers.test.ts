import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { holdSweep, listHolds } from '@sluice/db/retention';
import { afterAll, describe, expect, it } from 'vitest';
import { PROGRAM } from '../cli/run.ts';
import { FaultProxy, required, signToken, useSuite, waitFor } from '../harness/index.ts';
import { removeBucket } from '../harness/server-farm.ts';

const suite = useSuite({ env: { STORAGE_PROBE_MS: '200' } });
const file = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const SCRIPT = file('scripts/sluice.mjs');
const endpoint = required('S3_ENDPOINT');
const buckets: string[] = [];
afterAll(() => Promise.all(buckets.map(removeBucket)));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a script, as an operator unless `env` has another token. */
async function runNode(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env;
  const SLUICE_TOKEN = await signToken('ops', 'operator');
  const all = { PATH, HOME, SLUICE_URL: suite.api.url, SLUICE_TOKEN, ...env };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: all }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

/** `sluice storage ...` */
const storage = (args: string[], env?: Record<string, string>) => runNode([...PROGRAM, 'storage', ...args], env);

const add = (name: string, ...more: string[]) => {
  const bucket = `sluice-test-${randomUUID()}`;
  buckets.push(bucket);
  return storage(['add', name, '--endpoint', endpoint, '--bucket', bucket, ...more]);
};

const isHealthy = async (server: string): Promise<boolean> => {
  const { items } = JSON.parse((await storage(['list', '--json'])).out);
  return items.find(({ name }: { name: string }) => name === server).healthy;
};

describe('sluice storage holds', () => {
  it('lists what waits for an operator, who confirms it, which is logged', async () => {
    expect(await storage(['holds'])).toMatchObject({ code: 0, out: 'No sweeps are on hold.\n' });
    const { db } = suite.stack;
    const hold = { sweep: 'lost_documents', place: '', bucket: 'a-bucket', affected: 1_200, total: 1_300 };
    await holdSweep(db, { ...hold, reason: 'The sweep would mark 1,200 of 1,300 documents as lost.' });
    const listed = await storage(['holds']);
    expect(listed.out).toMatch(/lost_documents +\(own storage\) +a-bucket +1,200 of 1,300 +no/);
    expect(listed.out).toContain('would mark 1,200 of 1,300');
    const { items } = JSON.parse((await storage(['holds', '--json'])).out);
    const id = items[0].hold_id;
    expect(await storage(['confirm', id], { SLUICE_TOKEN: await signToken('ops', 'member') })).toMatchObject({
      code: 4,
    });
    expect(await storage(['confirm', id])).toMatchObject({ code: 0, out: expect.stringContaining('Confirmed') });
    expect(await suite.api.waitForLine(({ hold_id }) => hold_id === id)).toMatchObject({
      ...{ msg: 'an operator confirmed a sweep that had stopped', confirmed_by: 'ops', affected: 1_200 },
    });
    // The job that it starts finds nothing unusual.
    await suite.worker();
    await waitFor('the end of the hold', async () => ((await listHolds(db)).length === 0 ? true : undefined));
    expect(await storage(['confirm', id])).toMatchObject({
      code: 1,
      err: expect.stringContaining('No sweep on hold has the ID'),
    });
  });
});

describe('sluice storage', () => {
  it('adds, lists, drains and removes a server', async () => {
    await suite.serving();
    const added = await add('north', '--capacity', '2GiB');
    expect(added).toMatchObject({ code: 0, out: expect.stringContaining('Added north') });
    const list = await storage(['list']);
    expect(list.out).toMatch(/^name +status/);
    expect(list.out).toMatch(/^default +active +yes +0 B +unlimited +0 +\d+% +\(own storage\) +sluice-test$/m);
    expect(list.out).toMatch(/^north +active +yes +0 B +2\.0 GiB +0 +\d+% +http:\S+ +sluice-test-/m);
    const json = JSON.parse((await storage(['list', '--json'])).out);
    expect(json.items.map(({ name }: { name: string }) => name)).toEqual(['default', 'north']);
    expect(await storage(['remove', 'north'])).toMatchObject({ code: 1, err: expect.stringContaining('is active') });
    // On a busy machine the last heartbeat of the other server may be old.
    await expect.poll(() => isHealthy('default')).toBe(true);
    const drained = await storage(['drain', 'north']);
    expect(drained, drained.err).toMatchObject({
      code: 0,
      out: expect.stringContaining('north is empty and inactive'),
    });
    expect(drained.err).toContain('draining north: moving, 0 chunks');
    expect((await storage(['activate', 'north'])).code).toBe(0);
    expect((await storage(['deactivate', 'north'])).code).toBe(0);
    expect(await storage(['remove', 'north'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('Removed north'),
    });
    expect((await storage(['list'])).out).not.toContain('north');
  });

  it('does not wait for a drain with --no-wait', async () => {
    await suite.serving();
    expect((await add('south')).code).toBe(0);
    await expect.poll(() => isHealthy('default')).toBe(true);
    const asked = await storage(['drain', 'south', '--no-wait', '--json']);
    expect([asked.code, JSON.parse(asked.out).status]).toEqual([0, 'accepted']);
    const { items } = JSON.parse((await storage(['list', '--json'])).out);
    const south = items.find(({ name }: { name: string }) => name === 'south');
    expect(['maintenance', 'inactive']).toContain(south.status);
    expect((await storage(['activate', 'south'])).code).toBe(0);
    expect((await storage(['deactivate', 'south'])).code).toBe(0);
  });

  it('explains errors and sets the exit code', async () => {
    const proxy = await FaultProxy.start(endpoint);
    await proxy.close();
    const cases: [Promise<Ended>, number, RegExp][] = [
      [storage(['drain', 'nowhere']), 1, /No storage server is named nowhere\. Known: default/],
      [storage(['drain', 'default']), 1, /No other storage server/],
      [add('No Name'), 1, / {2}name: expected 1 to 63/],
      [storage(['list'], { SLUICE_TOKEN: await signToken('ops', 'member') }), 4, /Get a token with a higher role/],
      [storage(['list'], { SLUICE_URL: proxy.endpoint }), 5, /Check that the server is running/],
      [storage(['list', '--url', proxy.endpoint]), 5, /Check that the server is running/],
      [storage(['empty', 'default']), 2, /unknown command 'empty'/],
      [storage(['add', 'east']), 2, /required option '--bucket <name>'/],
      [storage(['list', '--loud']), 2, /unknown option '--loud'/],
    ];
    for (const [ended, code, message] of cases) {
      const { code: is, err } = await ended;
      expect([err, is]).toEqual([expect.stringMatching(message), code]);
    }
  });

  it('is what npm run storage runs', async () => {
    const { scripts } = JSON.parse(readFileSync(file('package.json'), 'utf8'));
    expect(scripts.storage).toBe('node scripts/sluice.mjs storage');
    const list = await runNode([SCRIPT, 'storage', 'list', '--json']);
    expect(JSON.parse(list.out).items.map(({ name }: { name: string }) => name)).toContain('default');
  });
});
