// @ts-check
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withLock } from './lock.mjs';
import { identityOf } from './process.mjs';

/** @type {string} */
let folder;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sluice-lock-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('withLock', () => {
  it('admits one holder at a time and leaves no files', async () => {
    const file = path.join(folder, 'busy');
    let inside = 0;
    let most = 0;
    const visit = () =>
      withLock(file, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setImmediate(resolve));
        inside -= 1;
      });
    await Promise.all([visit(), visit(), visit(), visit()]);
    expect(most).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is released after a failure', async () => {
    const file = path.join(folder, 'failed');
    await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withLock(file, async () => 'yes')).toBe('yes');
  });

  it('takes over from a dead process, even if its pid has been reused', async () => {
    const { pid = 0 } = spawnSync(process.execPath, ['-e', '']);
    for (const holder of [`${pid} 1`, `${process.pid} 1`, '']) {
      const file = path.join(folder, 'stale');
      await writeFile(file, holder);
      expect(await withLock(file, async () => 'mine')).toBe('mine');
    }
  });

  it('reports the holder and gives up after the given time', async () => {
    const file = path.join(folder, 'held');
    await writeFile(file, identityOf(process.pid));
    /** @type {number[]} */
    const holders = [];
    const attempt = withLock(file, async () => {}, { onWait: (holder) => holders.push(holder), patience: 1 });
    await expect(attempt).rejects.toThrow(`Process ${process.pid} has held`);
    expect(holders).toEqual([process.pid]);
  });
});
