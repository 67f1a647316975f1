import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { whileWritten } from './while-written.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sluice-written-'));
const file = path.join(folder, 'lines');
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('yields what is written as soon as it is, throws what the writer throws, and removes the file', async () => {
  const failure = new Error('the disk is full');
  let goOn = (): void => {};
  const lines = whileWritten(file, async () => {
    await appendFile(file, 'first');
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
    await appendFile(file, 'second');
    throw failure;
  });
  const next = async () => Buffer.from((await lines.next()).value ?? '').toString();
  expect(await next()).toBe('first');
  goOn();
  expect(await next()).toBe('second');
  await expect(next()).rejects.toBe(failure);
  expect(existsSync(file)).toBe(false);
});
