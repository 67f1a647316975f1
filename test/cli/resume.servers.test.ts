import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repeats } from '@sluice/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Api,
  createStack,
  FaultProxy,
  type Stack,
  signToken,
  startApi,
  startWorker,
  type Worker,
} from '../harness/index.ts';
import { type CliUser, cliUser } from './run.ts';

/** Stops, kills and disconnects the command while it transfers files; a proxy sits between it and the storage. */
const THRESHOLD = 100_000;
let stack: Stack;
let api: Api;
let worker: Worker;
let proxy: FaultProxy;
let user: CliUser;
beforeAll(async () => {
  stack = await createStack();
  proxy = await FaultProxy.start(stack.storageEnv.S3_ENDPOINT ?? '');
  const env = { CHUNK_THRESHOLD_BYTES: String(THRESHOLD), S3_PUBLIC_ENDPOINT: proxy.endpoint };
  api = await startApi({ ...stack, env });
  worker = await startWorker({ ...stack.env, ...env });
  user = cliUser({ SLUICE_URL: api.url, SLUICE_TOKEN: await signToken('resume', 'member') });
});
afterAll(async () => {
  if (user) rmSync(user.home, { recursive: true, force: true });
  await worker?.stop();
  await api?.stop();
  await proxy?.close();
  await stack?.close();
});

const rowsOf = (name: string) => Array.from({ length: 60_000 }, (_, row) => `${name}-${row},name of ${row},asset\n`);
/** Writes a file large enough to be chunked; returns its size. */
function write(name: string): number {
  const text = `identifier,name,type\n${rowsOf(name).join('')}`;
  writeFileSync(path.join(user.home, `${name}.csv`), text);
  return text.length;
}
const chunkSize = (size: number): number => Math.ceil(size / 6);

describe('an upload that was interrupted', () => {
  it.each([
    ['Ctrl-C', 'SIGINT', 130],
    ['a crash', 'SIGKILL', null],
  ] as const)('by %s resumes with what is missing', async (name, signal, code) => {
    const file = name.replace(/\W/g, '');
    const size = write(file);
    // The chunk arrives but the response does not, so the command waits in the middle of the upload.
    proxy.set({ stallDownAfter: 0 });
    const first = user.start(['upload', `${file}.csv`, '--parallel', '1']);
    await proxy.struck(1);
    first.child.kill(signal);
    const ended = await first.ended;
    expect(ended.code).toBe(code);
    expect(ended.stdout).toBe('');
    if (signal === 'SIGINT') expect(ended.stderr).toContain('run the same command again to resume');

    proxy.set({});
    const second = await user.run(['upload', `${file}.csv`]);
    expect(second.code, second.stderr).toBe(0);
    expect(second.stderr).not.toContain('hashing');
    const sent = size - chunkSize(size);
    expect(second.stderr).toContain(
      `stored, ${sent < 1024 ** 2 ? Math.round(sent / 1024) : (sent / 1024 ** 2).toFixed(1)}`,
    );
    const third = await user.run(['--json', 'upload', `${file}.csv`]);
    expect(JSON.parse(third.stdout).items).toMatchObject([{ known: true, sent_bytes: 0, size_bytes: size }]);
  });

  it('by Ctrl-C on a terminal exits with 130 and removes the bar', async () => {
    write('terminal');
    proxy.set({ stallDownAfter: 0 });
    const run = user.start(['upload', 'terminal.csv'], { terminal: true, keepOpen: true });
    await proxy.struck(1);
    run.child.stdin?.write('\u0003');
    const { code, stdout } = await run.ended;
    expect(code).toBe(130);
    expect(stdout).toMatch(/\r\u001b\[KStopped\. /);
    proxy.set({});
  });

  it('by a lost connection resumes automatically', async () => {
    const size = write('cut');
    proxy.set({ cutUpAfter: 50_000, times: 2 });
    const ran = await user.run(['--json', 'upload', 'cut.csv']);
    expect(ran.code, ran.stdout).toBe(0);
    await proxy.struck(2);
    expect(JSON.parse(ran.stdout).items).toMatchObject([{ known: false, size_bytes: size }]);
  });
});

describe('an interrupted download', () => {
  it('resumes, also in another run, and is verified', async () => {
    const written = write('back');
    const { items } = JSON.parse((await user.run(['--json', 'upload', 'back.csv'])).stdout);
    const analysis = await user.run(['--json', 'analyze', items[0].doc_id, '--tool', 'clean-my-data']);
    const { downloads } = JSON.parse(analysis.stdout).items[0];
    const cleaned = downloads.find(({ kind }: { kind: string }) => kind.includes('cleaned'));
    expect(cleaned.size_bytes).toBeGreaterThan(written / 2);

    // Killed in the middle, then disconnected repeatedly, then the server is down.
    const part = path.join(user.home, `cleaned.csv.${cleaned.sha256.slice(0, 12)}.part`);
    const size = () => (existsSync(part) ? statSync(part).size : 0);
    proxy.set({ stallDownAfter: 300_000 });
    const killed = user.start(['download', cleaned.download_id, '-o', 'cleaned.csv']);
    await expect.poll(size).toBeGreaterThan(200_000);
    killed.child.kill('SIGKILL');
    await killed.ended;
    const had = size();

    proxy.set({ refuse: true });
    const refused = await user.run(['download', cleaned.download_id, '-o', 'cleaned.csv']);
    expect(refused.code, refused.stderr).toBe(5);
    expect(refused.stderr).toContain('to resume');
    expect(size()).toBe(had);

    proxy.set({ cutDownAfter: 400_000, times: 2 });
    const resumed = await user.run(['download', cleaned.download_id, '-o', 'cleaned.csv']);
    expect(resumed.code, resumed.stderr).toBe(0);
    await proxy.struck(2);
    const bytes = readFileSync(path.join(user.home, 'cleaned.csv'));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(cleaned.sha256);
    expect(size()).toBe(0);

    // A partial file with wrong bytes is detected.
    writeFileSync(part, Buffer.alloc(cleaned.size_bytes));
    const wrong = await user.run(['download', cleaned.download_id, '-o', 'cleaned.csv', '--force']);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('SHA-256 differs');
  });
});

describe('a restarting server', () => {
  it('is waited for, and the import is watched until it finishes', async () => {
    write('anew');
    const stored = await user.run(['--json', 'upload', 'anew.csv']);
    const document = JSON.parse(stored.stdout).items[0].doc_id;
    const env = {
      API_PORT: new URL(api.url).port,
      CHUNK_THRESHOLD_BYTES: String(THRESHOLD),
      S3_PUBLIC_ENDPOINT: proxy.endpoint,
    };
    // The worker is stopped, so that the import is still unfinished when the API is back.
    await worker.stop();
    const { items } = JSON.parse((await user.run(['--json', 'import', document, '--no-wait'])).stdout);
    const watching = user.start(['watch', items[0].job_id]);
    await watching.seen(/pending/);
    await api.stop();
    await watching.seen(/Retrying/);
    api = await startApi({ ...stack, env });
    worker = await startWorker({ ...stack.env, ...env });
    const { code, stdout, stderr } = await watching.ended;
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toContain('completed: 60,000 records');
  });
});

describe('large files', () => {
  const rows = repeats(20_000, 1_000_000);
  it(`imports ${rows} rows`, async () => {
    const lines = Array.from({ length: rows }, (_, row) =>
      row % 1_000 === 7 ? `L-${row},,asset` : `L-${row},name ${row},asset`,
    );
    writeFileSync(path.join(user.home, 'large.csv'), `identifier,name,type\n${lines.join('\n')}\n`);
    const ran = await user.run(['--json', 'import', 'large.csv', '--errors-to', 'large-errors.csv']);
    expect(ran.code, ran.stdout).toBe(3);
    expect(JSON.parse(ran.stdout).items).toMatchObject([
      { status: 'completed', total_rows: rows, failed_rows: rows / 1_000, successful_rows: rows - rows / 1_000 },
    ]);
    const [{ job_id: id }] = JSON.parse(ran.stdout).items;
    const listed = await user.run(['errors', id, '--csv']);
    expect(listed.stdout.trim().split('\r\n')).toHaveLength(rows / 1_000 + 1);
  });
});
