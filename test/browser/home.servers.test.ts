import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, FaultProxy, form, type Proxies } from '../harness/index.ts';
import { choose, csv, expectAccessible, goTo, loseApi, shoot, useBrowser } from './support/index.ts';

const suite = useBrowser({
  proxied: true,
  apiEnv: { STATUS_CHECK_MS: '1000' },
  workerEnv: { S3_MAX_ATTEMPTS: '2', S3_RETRY_BASE_MS: '10', S3_RETRY_CAP_MS: '50' },
});

describe('signing in', () => {
  it('redirects to the requested page', async () => {
    const page = await suite.open({ path: '/documents?status=UPLOAD_COMPLETE' });
    await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
    await shoot(page, 'sign-in', ({ name }) => expectAccessible(page, `sign-in, ${name}`));
    await page.getByRole('textbox', { name: 'Account' }).fill('acme');
    await page.getByRole('button', { name: /Role/ }).click();
    await page.getByRole('option', { name: 'Viewer' }).click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: /acme.*viewer/ }).waitFor();
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/documents?status=UPLOAD_COMPLETE');
  });

  it('accepts a valid token, rejects an invalid one, and hides it from scripts', async () => {
    const page = await suite.open({ path: '/sign-in?next=https://evil.example/' });
    await page.getByRole('textbox', { name: 'Token' }).fill('nonsense');
    await page.getByRole('button', { name: 'Sign in with token' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('textbox', { name: 'Token' }).fill(await suite.api.token('acme', 'operator'));
    await page.getByRole('button', { name: 'Sign in with token' }).click();
    await page.getByRole('button', { name: /acme.*operator/ }).waitFor();
    expect(new URL(page.url()).href).toBe(`${suite.url}/`);
    expect(await page.evaluate(() => [document.cookie, JSON.stringify(localStorage)])).toEqual(['', '{}']);
  });
});

describe('the home page', () => {
  it('explains the first steps to a new account', async () => {
    const page = await suite.open({ account: 'newcomer' });
    await page.getByText('Nothing here yet.').waitFor();
    await shoot(page, 'home-empty', ({ name }) => expectAccessible(page, `home, empty, ${name}`));
  });

  it('offers viewers no uploads and explains why', async () => {
    const page = await suite.open({ account: 'newcomer', role: 'viewer' });
    await page.getByText('Uploading and importing require the member role.').waitFor();
    expect(await page.getByRole('button', { name: 'Choose files' }).count()).toBe(0);
    await expectAccessible(page);
  });

  it('loads with less than 300 kB', async () => {
    const page = await suite.open({ account: 'newcomer', path: '/docs' });
    const sizes: Promise<number>[] = [];
    page.on('response', (response) => {
      const isOfPage = /\.(?:js|css)$/.test(new URL(response.url()).pathname);
      if (isOfPage) sizes.push(response.body().then((body) => gzipSync(body).byteLength));
    });
    await page.goto(suite.url);
    await page.getByText('Nothing here yet.').waitFor();
    await page.waitForLoadState('networkidle');
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(sizes.length).toBeGreaterThan(2);
    expect(total).toBeLessThan(300_000);
  });
});

const banner = (page: Page) => page.getByRole('region', { name: 'Service status' });
/** What the banner says. Coming back to the page makes it look at once. */
const says = (page: Page) =>
  expect.poll(async () => {
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
    return banner(page).textContent();
  });
const gone = (page: Page) => says(page).toBe('');

describe('while a server is down', () => {
  it.each<[keyof Proxies, RegExp, RegExp]>([
    ['s3', /^The object storage is unavailable\. Since .*Uploads, downloads and previews fail/, /storage/],
    ['redis', /^The job queue is unavailable\. Since .*accepted but not started/, /queue/],
    ['mysql', /^The database is unavailable\. Since .*Nothing is lost/, /database/],
  ])('every page says that %s is down, until it is back', async (server, text) => {
    const page = await suite.open({ account: 'outage', path: '/imports' });
    await page.getByText('No imports yet.').waitFor();
    await gone(page);
    await suite.proxies[server].down();
    try {
      await says(page).toMatch(text);
      expect(await banner(page).textContent()).not.toMatch(/127\.0\.0\.1|bucket|ECONN/);
      if (server === 's3') await shoot(page, 'banner', ({ name }) => expectAccessible(page, `banner, ${name}`));
      // Also on a page that is opened meanwhile; what cannot be loaded is not shown as empty.
      await page.getByRole('link', { name: 'Documents' }).click();
      await page.getByRole('heading', { name: 'Documents', level: 1 }).waitFor();
      await says(page).toMatch(text);
      if (server === 'mysql') {
        await page.getByRole('alert').first().waitFor();
        expect(await page.getByText(/No documents|Nothing here/).count()).toBe(0);
      } else await page.getByText('No documents yet.').waitFor();
    } finally {
      await suite.proxies[server].up();
    }
    await gone(page);
    await page.getByText('No documents yet.').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('the counts of the queues are unknown while Redis is down', async () => {
    const page = await suite.open({ account: 'outage', role: 'operator', path: '/operator/jobs?view=queues' });
    const table = page.getByRole('table', { name: 'Queues' });
    await table.getByText('imports', { exact: true }).waitFor();
    await suite.proxies.redis.down();
    try {
      await page.getByText(/the state of the queues is unknown/).waitFor();
      expect(await table.count()).toBe(0);
      expect(await page.getByText('No workers are connected.').count()).toBe(0);
    } finally {
      await suite.proxies.redis.up();
    }
    await table.getByText('imports', { exact: true }).waitFor();
  });

  it('an analysis says what it is waiting for, and not that no worker is running', async () => {
    const account = 'storage-away';
    const { analyses } = await suite.api.client(account);
    const { doc_id } = (await call(suite, 'POST /api/v1/documents', { account, body: form('a\n1\n') })).json;
    await suite.proxies.s3.down();
    const page = await suite.open({ account });
    try {
      const { analysis_id: id } = await analyses.postDocument(doc_id, { tool: 'profile-my-data' });
      // On a busy machine its last attempt could fail before the page has loaded.
      await suite.holdBack('analyses', id);
      await page.goto(new URL(`/analyses/${id}`, suite.url).href);
      await page.getByText('The next one starts automatically.').waitFor();
      await page
        .getByRole('main')
        .getByText(/object storage is not available/)
        .waitFor();
      expect(await page.getByText('No worker').count()).toBe(0);
      await page.goto(new URL(`/imports/new?doc=${doc_id}`, suite.url).href);
      await page
        .getByRole('main')
        .getByText(/object storage is (unavailable|not available)/)
        .first()
        .waitFor();
      expect(await page.getByText('No worker').count()).toBe(0);
    } finally {
      await suite.proxies.s3.up();
    }
    await gone(page);
    await page.getByText('First rows of the file').first().waitFor();
  });
});

describe('a new import', () => {
  it('keeps what was chosen while storage, workers or the API are lost, and goes on when they are back', async () => {
    const page = await suite.open({ account: 'lost', role: 'operator', path: '/imports/new' });
    const file = csv('lost.csv', 'asset tag;label\nL-1;2\nL-2;30\nL-3;4\n');
    await choose(page, page.getByRole('button', { name: 'Choose files' }), file);
    await page.getByText('Click the row with the column names.').waitFor();
    const doc = new URL(page.url()).searchParams.get('doc');
    const draft = await suite.openBeside(page, `/new-importer?doc=${doc}`);
    await draft.getByText('No errors in all 3 records.', { exact: true }).waitFor();

    await suite.proxies.s3.down();
    try {
      await page.getByRole('radio', { name: 'Header in row 2' }).check();
      await page
        .getByRole('main')
        .getByText(/object storage is not available/)
        .waitFor();
      await says(page).toMatch(/^The object storage is unavailable\./);
      expect(await page.getByText('Could not be detected').count()).toBe(0);
      await expectAccessible(page, 'a new import without storage');
    } finally {
      await suite.proxies.s3.up();
    }
    const second = page.getByRole('radio', { name: 'Header in row 2' });
    await expect.poll(() => second.isChecked()).toBe(true);

    await suite.stopWorker();
    try {
      await page.getByRole('radio', { name: 'Header in row 1' }).check();
      await draft.getByRole('button', { name: /^label / }).click();
      await draft.getByRole('textbox', { name: 'Greatest value' }).fill('20');
      await draft.keyboard.press('Enter');
      await says(page).toMatch(/^No worker is running\./);
      await says(draft).toMatch(/^No worker is running\./);
    } finally {
      await suite.startWorker();
    }
    await draft.getByText('1 of all 3 records has errors.', { exact: true }).waitFor();
    await expect.poll(() => draft.getByRole('textbox', { name: 'Greatest value' }).inputValue()).toBe('20');
    await goTo(page, 'Start');
    const start = page.getByRole('button', { name: 'Start import' });

    const bringBack = await loseApi(page);
    await start.click();
    await page.getByText('The request did not reach Sluice. Try again when the connection is back.').waitFor();
    await page.getByText('Update the row').click();
    await page.getByText('This part of the page will load when Sluice is reachable again.').waitFor();
    bringBack();
    await page.getByText('The request did not reach Sluice. Sluice is reachable: try again.').waitFor();
    await expect.poll(() => page.getByRole('radio', { name: /^Update the row/ }).isChecked()).toBe(true);
    await start.click();
    await page.getByText('Import completed: 3 rows written').waitFor();
  });
});

describe('while the API is down', () => {
  let front: FaultProxy;
  beforeAll(async () => {
    front = await FaultProxy.start(suite.url);
  });
  afterAll(() => front?.close());

  it('every page shows one banner, no raw error and no empty state, and loads when it is back', async () => {
    const pages: [string, RegExp][] = [
      ['/', /Nothing here yet/],
      ['/imports', /No imports yet/],
      ['/analyses', /No analyses yet/],
      ['/documents', /No documents yet/],
      ['/importers', /No importers/],
      ['/importers/assets', /No versions/],
      ['/new-importer', /Only operators/],
      ['/rows/assets', /No rows/],
      ['/operator/jobs', /No jobs yet/],
      ['/operator/traces', /No traces yet/],
      ['/operator/errors', /No errors yet/],
      ['/operator/failed-uploads', /All artifacts have been delivered|No re-processing runs/],
      ['/operator/storage', /No storage servers yet/],
    ];
    const first = await suite.open({ account: 'away', role: 'operator', path: '/docs' });
    const bringBack = await loseApi(first);
    const unloaded = (page: Page) => page.getByText('will load when Sluice is reachable again');
    const open = await Promise.all(
      pages.map(async ([path, empty]) => {
        const page = await suite.openBeside(first, path);
        await unloaded(page).first().waitFor();
        await expect.poll(() => banner(page).textContent(), { message: path }).toMatch(/^Sluice is unreachable\./);
        expect(await page.getByText(empty).count(), path).toBe(0);
        expect(await page.getByText(/Failed to fetch|NETWORK|TypeError|is unreachable \(/).count(), path).toBe(0);
        expect(await page.getByRole('alert').count(), path).toBe(0);
        return { page, path };
      }),
    );
    bringBack();
    for (const { page, path } of open) {
      await gone(page);
      await expect.poll(() => unloaded(page).count(), { message: path }).toBe(0);
    }
  });

  it('an open page keeps what it shows, holds back navigation, and continues automatically', async () => {
    const { imports } = await suite.api.client('away');
    const { job_id } = await imports.post(Buffer.from('identifier,name\nAW-1,one\n'));
    await imports.wait(job_id);
    const page = await suite.open({ account: 'away', path: '/imports', url: front.endpoint });
    await page.getByRole('link', { name: 'import.csv' }).waitFor();
    await front.down();
    try {
      await says(page).toMatch(/^Sluice is unreachable\. Last reached .*refreshes/);
      await shoot(page, 'unreachable', ({ name }) => expectAccessible(page, `unreachable, ${name}`));
      await page.getByRole('link', { name: 'import.csv' }).waitFor();
      // Its code has not been loaded yet.
      await page.getByRole('link', { name: 'Analyses' }).click();
      await expect.poll(() => banner(page).count()).toBe(1);
      expect(await page.getByText(/Failed to fetch|dynamically imported|Something went wrong/).count()).toBe(0);
      expect(await page.getByRole('alert').count()).toBe(0);
    } finally {
      await front.up();
    }
    await gone(page);
    await page.getByRole('heading', { name: 'Analyses', level: 1 }).waitFor();
    await page.getByText('No analyses yet.').waitFor();
  });
});
