import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createLogger } from '@sluice/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SpoolFolder } from './folder.ts';

const logger = createLogger({ service: 'test', level: 'silent' });
/** As in a container, where process IDs of other containers mean nothing; where the system allows it. */
const IN_NAMESPACE = ['--user', '--map-root-user', '--pid', '--fork', '--kill-child'];
const isolates = spawnSync('unshare', [...IN_NAMESPACE, 'true']).status === 0;

let root = '';
beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'sluice-folder-test-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Another worker, which creates a folder in `root` and lives until it is killed. */
async function otherWorker(): Promise<ChildProcess> {
  const source = new URL('../../dist/spool/folder.js', import.meta.url).href;
  const script = `const { SpoolFolder } = await import(${JSON.stringify(source)});
    await new SpoolFolder(${JSON.stringify(root)}).create('import');
    console.log('ready');
    setInterval(() => {}, 1_000);`;
  const node = [process.execPath, '--input-type=module', '-e', script];
  const [program = '', ...args] = isolates ? ['unshare', ...IN_NAMESPACE, ...node] : node;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child;
}

it('keeps the folder of a worker with its own process IDs while it lives, and removes it afterwards', async () => {
  const child = await otherWorker();
  const spool = new SpoolFolder(root);
  await spool.sweep(logger);
  expect(await readdir(root)).toHaveLength(1);
  child.kill('SIGKILL');
  // Its output also closes when the process in the namespace has ended.
  await once(child, 'close');
  await spool.sweep(logger);
  expect(await readdir(root)).toEqual([]);
});

it('keeps its own folders, also below a path that is too long for a socket', async () => {
  const deep = path.join(root, 'deep'.repeat(30));
  const spool = new SpoolFolder(deep);
  const folder = await spool.create('analysis');
  await spool.sweep(logger);
  expect(await readdir(deep)).toEqual([path.basename(folder.path)]);
  await folder.remove();
  expect(await readdir(deep)).toEqual([]);
});

it('leaves kept files, new folders and young ones of earlier releases alone', async () => {
  const young = ['kept', 'import-new', 'analysis-1234-abc'];
  const old = ['upload-old', 'import-4321-abc'];
  for (const name of [...young, ...old]) await mkdir(path.join(root, name));
  const yesterday = new Date(Date.now() - 2 * 86_400_000);
  for (const name of old) await utimes(path.join(root, name), yesterday, yesterday);
  await new SpoolFolder(root).sweep(logger);
  expect((await readdir(root)).sort()).toEqual(young.sort());
});
