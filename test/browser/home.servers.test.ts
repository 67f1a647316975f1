import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { expectAccessible, shoot, useBrowser } from './support/index.ts';

const suite = useBrowser();

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
