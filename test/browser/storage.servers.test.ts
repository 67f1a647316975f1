import { randomUUID } from 'node:crypto';
import { holdSweep, listHolds } from '@sluice/db/retention';
import { bytesOf } from '@sluice/storage/testing';
import type { Page } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import { required } from '../harness/index.ts';
import { removeBucket, ServerFarm } from '../harness/server-farm.ts';
import { storeDocument } from '../harness/stored-document.ts';
import { expectAccessible, hasFocus, shoot, useBrowser } from './support/index.ts';

const suite = useBrowser({
  workerEnv: { S3_MAX_ATTEMPTS: '2', S3_RETRY_BASE_MS: '10', S3_RETRY_CAP_MS: '50', STORAGE_PROBE_MS: '200' },
});
const buckets: string[] = [];
afterAll(() => Promise.all(buckets.map(removeBucket)));

const open = () => suite.open({ account: 'ops', role: 'operator', path: '/operator/storage' });
const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

it('a server is added, with validation errors shown at their fields', async () => {
  const bucket = `sluice-test-${randomUUID()}`;
  buckets.push(bucket);
  const page = await open();
  await card(page, 'default').getByText('Reachable', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Add storage server' }).click();
  await shoot(page, 'storage-add', ({ name }) => expectAccessible(page, `add a server, ${name}`));
  await page.getByLabel('Name').fill('North 1');
  await page.getByLabel('Endpoint', { exact: true }).fill('http://127.0.0.1:9');
  await page.getByLabel('Bucket').fill(bucket);
  await page.getByLabel('Capacity (GiB)').fill('much');
  await page.getByRole('button', { name: 'Add server' }).click();
  await page.getByText('Enter a number, such as 500.').waitFor();
  await page.getByLabel('Capacity (GiB)').fill('2');
  await page.getByRole('button', { name: 'Add server' }).click();
  await page.getByText('expected 1 to 63 lowercase letters, digits and hyphens').waitFor();
  await expect.poll(() => page.getByLabel('Name').getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('Name').fill('north-1');
  await page.getByRole('button', { name: 'Add server' }).click();
  await expect.poll(() => page.getByLabel('Endpoint', { exact: true }).getAttribute('aria-invalid')).toBe('true');
  await expectAccessible(page, 'add a server, refused');
  await page.getByLabel('Endpoint', { exact: true }).fill(required('S3_ENDPOINT').replace(/\/$/, ''));
  await page.getByRole('button', { name: 'Add server' }).click();

  const added = card(page, 'north-1');
  await added.getByText('0 B of 2.0 GiB used, 2.0 GiB free').waitFor();
  await hasFocus(page, page.getByRole('button', { name: 'Add storage server' }));
  await added.getByRole('button', { name: 'Deactivate north-1', exact: true }).click();
  await added.getByText('Inactive', { exact: true }).waitFor();
  await added.getByRole('button', { name: 'Activate north-1', exact: true }).click();
  await added.getByText('Active', { exact: true }).waitFor();
  await added.getByRole('button', { name: 'Deactivate north-1', exact: true }).click();
  await added.getByRole('button', { name: 'Remove north-1', exact: true }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Remove north-1?' });
  await dialog.getByText(bucket).waitFor();
  await expectAccessible(page, 'remove a server');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await added.getByRole('button', { name: 'Remove north-1', exact: true }).click();
  await dialog.getByRole('button', { name: 'Remove server' }).click();
  await added.waitFor({ state: 'detached' });
  await hasFocus(page, page.getByRole('heading', { name: 'Storage servers' }));
});

it('a sweep on hold is shown, and continues when an operator confirms it', async () => {
  const { db } = suite.stack;
  const hold = { sweep: 'lost_documents', place: '', bucket: 'sluice', affected: 1_200, total: 1_300 };
  await holdSweep(db, { ...hold, reason: 'The sweep would mark 1,200 of 1,300 documents as lost.' });
  const page = await open();
  const note = page.getByRole('alert').filter({ hasText: 'Retention on hold: 1,200 lost documents on sluice' });
  await note.getByText('would mark 1,200 of 1,300').waitFor();
  await shoot(page, 'storage-hold', ({ name }) => expectAccessible(page, `a held sweep, ${name}`));
  await note.getByRole('button', { name: 'Continue the sweep' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Continue' }).click();
  // The job that it starts finds nothing unusual, so the hold ends.
  await note.waitFor({ state: 'detached', timeout: 60_000 });
  expect(await listHolds(db)).toEqual([]);
});

it('a server is drained with live progress, and shown as unreachable when it is down', async () => {
  const operator = await suite.api.client('ops', 'operator');
  const farm = await ServerFarm.start(suite.stack, operator, 2);
  try {
    const [from, to] = farm.servers as [(typeof farm.servers)[0], (typeof farm.servers)[0]];
    const seed = Date.now() % 1_000_000;
    console.log(`seed ${seed}`);
    const bytes = bytesOf(3 << 20, seed);
    await storeDocument(suite.stack, { bytes, accountId: 'drained', on: () => from });
    const page = await open();
    const drained = card(page, from.name);
    const chunks = drained.getByRole('definition').nth(1);
    await expect.poll(() => chunks.textContent()).toMatch(/^[1-9]/);
    const count = await chunks.textContent();
    await shoot(page, 'storage', ({ name }) => expectAccessible(page, `storage, ${name}`));

    // The other server is down, so nothing can be moved yet, and the page shows it.
    await to.proxy.down();
    await card(page, to.name).getByText('Unreachable').waitFor({ timeout: 90_000 });
    await drained.getByRole('button', { name: 'Drain' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Drain server' }).click();
    await drained
      .getByRole('alert')
      .getByText(/^No other storage server is active/)
      .waitFor();
    await to.proxy.up();
    await card(page, to.name).getByText('Reachable', { exact: true }).waitFor({ timeout: 60_000 });

    await drained.getByRole('button', { name: 'Drain' }).click();
    const dialog = page.getByRole('alertdialog', { name: `Drain ${from.name}?` });
    await dialog.getByText(`All of its chunks (${count},`).waitFor();
    await dialog.getByRole('button', { name: 'Drain server' }).click();
    await drained.getByText('Drained. You can now remove this server.').waitFor({ timeout: 60_000 });
    await expect.poll(() => chunks.textContent()).toBe('0');
    await expect.poll(() => card(page, to.name).getByRole('definition').nth(1).textContent()).toBe(count);
    await expectAccessible(page, 'storage, drained');
  } finally {
    await farm.close();
  }
});
