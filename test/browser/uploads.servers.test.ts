import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import {
  bigCsv,
  choose,
  csv,
  expectAccessible,
  holdUploads,
  networkOf,
  shoot,
  signIn,
  useBrowser,
} from './support/index.ts';

const MIB = 1024 * 1024;
const suite = useBrowser();
const large = bigCsv('large.csv', 72 * MIB);
afterAll(large.remove);

const chooseButton = (page: Page) => page.getByRole('button', { name: 'Choose files' });
const percent = async (page: Page): Promise<number> =>
  Number(
    (await page
      .getByRole('progressbar', { name: 'Uploading' })
      .getAttribute('aria-valuenow', { timeout: 500 })
      .catch(() => null)) ?? -1,
  );

/** The paths of the objects that the page uploads from now on. */
function putsOf(page: Page): Set<string> {
  const paths = new Set<string>();
  page.on('request', (request) => {
    if (request.method() === 'PUT') paths.add(new URL(request.url()).pathname);
  });
  return paths;
}

describe('uploads', () => {
  it('of several files continue while the user navigates, and are listed on the home page', async () => {
    const page = await suite.open({ account: 'several' });
    const network = await networkOf(page);
    await network.slow(256 * 1024);
    const files = ['a', 'b', 'c'].map((name) => csv(`${name}.csv`, `name\n${`${name}\n`.repeat(200_000)}`));
    await choose(page, chooseButton(page), files);
    await page.getByRole('link', { name: /^3 uploads/ }).waitFor();
    await page.getByRole('link', { name: 'Imports', exact: true }).click();
    await page.getByRole('heading', { name: 'Imports', level: 1 }).waitFor();
    await page
      .getByRole('link', { name: /upload/ })
      .first()
      .waitFor();
    await network.restore();
    await page.getByRole('link', { name: 'Sluice' }).click();
    for (const name of ['a', 'b', 'c']) await page.getByRole('link', { name: `Import ${name}.csv` }).waitFor();
    await page.getByRole('link', { name: /^\d uploads?/ }).waitFor({ state: 'detached' });
  });

  it('survive a lost connection', async () => {
    const page = await suite.open({ account: 'offline' });
    const network = await networkOf(page);
    await network.slow(256 * 1024);
    await choose(page, chooseButton(page), csv('offline.csv', `name\n${'something\n'.repeat(1_000_000)}`));
    await expect.poll(() => percent(page), { interval: 50 }).toBeGreaterThan(5);
    await shoot(page, 'upload-running', ({ name }) => expectAccessible(page, `a running upload, ${name}`));
    await network.disconnect();
    await page.getByText('You are offline.').waitFor();
    await page.getByText(/Paused, resumes automatically/).waitFor();
    await network.restore();
    await page.getByText('Stored and verified.').waitFor();
    expect(await page.getByText('You are offline.').count()).toBe(0);
  });

  it('of large files resume after a reload and send only the missing chunks', async () => {
    const page = await suite.open({ account: 'reload' });
    const client = await suite.api.client('reload');
    const release = await holdUploads(page, 2);
    await choose(page, chooseButton(page), large.path);
    const stored = async () => {
      const records = await page.evaluate(() => localStorage.getItem('sluice-uploads'));
      const docId = (JSON.parse(records ?? '[]') as { docId?: string }[])[0]?.docId;
      if (!docId) return [];
      const { chunks = [] } = await client.uploads.get(docId);
      return chunks.filter(({ status }) => status === 'completed');
    };
    await expect.poll(async () => (await stored()).length, { timeout: 60_000, interval: 100 }).toBeGreaterThan(0);
    await page.reload();
    await page.getByText('This upload was interrupted.').waitFor();
    await expectAccessible(page, 'an interrupted upload');
    await shoot(page, 'upload-interrupted');
    const before = (await stored()).length;
    expect(before).toBeLessThan(6);

    await release();
    await choose(page, page.getByRole('button', { name: 'Choose large.csv' }), csv('other.csv', 'name\nx\n'));
    await page.getByText('is a different file').waitFor();
    const puts = putsOf(page);
    await choose(page, page.getByRole('button', { name: 'Choose large.csv' }), large.path);
    await page.getByText('Stored and verified.').waitFor({ timeout: 90_000 });
    expect(puts.size).toBe(6 - before);
    expect(await page.evaluate(() => localStorage.getItem('sluice-uploads'))).toBe('[]');

    const again = putsOf(page);
    await page.reload();
    await choose(page, chooseButton(page), large.path);
    await page.getByText('Already stored: the same content was uploaded before.').waitFor({ timeout: 60_000 });
    expect(again.size).toBe(0);
  });

  it('can be cancelled, and report a file that is not a table', async () => {
    const page = await suite.open({ account: 'wrong' });
    const network = await networkOf(page);
    await network.slow(64 * 1024);
    await choose(page, chooseButton(page), csv('long.csv', `name\n${'something\n'.repeat(500_000)}`));
    await page.getByRole('button', { name: 'Cancel long.csv' }).click();
    await page.getByText('long.csv').waitFor({ state: 'detached' });
    await network.restore();
    const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk', 'base64');
    await choose(page, chooseButton(page), { name: 'picture.csv', mimeType: 'text/csv', buffer: picture });
    await page.getByRole('alert').waitFor();
    await expect.poll(() => page.getByRole('alert').innerText()).toMatch(/image|binary|not a table|type/i);
    await expectAccessible(page, 'a refused upload');
  });

  it('end with the session and never continue under another account', async () => {
    const page = await suite.open({ account: 'one' });
    const network = await networkOf(page);
    await network.slow(64 * 1024);
    const files = ['a', 'b', 'c'].map((name) => csv(`${name}.csv`, `name\n${`${name}\n`.repeat(300_000)}`));
    await choose(page, chooseButton(page), files);
    await page.getByRole('progressbar', { name: 'Uploading' }).first().waitFor();
    await page.getByRole('button', { name: /one.*member/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('textbox', { name: 'Account' }).fill('two');
    await network.restore();
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('Nothing here yet.').waitFor();
    expect(await page.getByText('a.csv').count()).toBe(0);
    await choose(page, chooseButton(page), csv('own.csv', 'name\nown\n'));
    await page.getByText('Stored and verified.').waitFor();
    const other = await suite.api.client('two');
    const { items } = (await other.GET('/api/v1/documents')).data;
    expect(items.map(({ doc_name }) => doc_name)).toEqual(['own.csv']);
    await signIn(page, suite.url, 'one');
    await page.goto(suite.url);
    await page.getByRole('button', { name: 'Choose a.csv' }).waitFor();
  });
});
