import { newId } from '@sluice/core';
import { createImport, importWork } from '@sluice/db/imports';
import { sql } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { call, form } from '../harness/index.ts';
import { anImport } from '../harness/rows.ts';
import { expectAccessible, loseApi, shoot, useBrowser } from './support/index.ts';

const suite = useBrowser();

const table = (page: Page, name: RegExp | string) => page.getByRole('table', { name });
/** The row headers of a table, from top to bottom. */
const labels = (page: Page, name: RegExp | string) => table(page, name).getByRole('rowheader').allTextContents();
const inAddress = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

describe('rows', () => {
  const pad = (at: number) => `R-${String(at).padStart(3, '0')}`;
  const all = Array.from({ length: 120 }, (_, at) => pad(at));

  it('are reached from their import, and paged, sorted and filtered in the address', async () => {
    const { imports } = await suite.api.client('rows');
    const other = await imports.post(Buffer.from('identifier,name\nA-1,before\nZ-1,after\n'));
    await imports.wait(other.job_id);
    const text = all.map(
      (key, at) => `${key},${at % 40 === 7 ? 'Pump' : 'Fan'} ${at},${at % 2 ? 'device' : 'other'}\n`,
    );
    const { job_id: id } = await imports.post(Buffer.from(`identifier,name,type\n${text.join('')}`));
    await imports.wait(id);
    const page = await suite.open({ account: 'rows', path: `/imports/assets/${id}` });
    await page.getByRole('link', { name: 'View the 120 rows' }).click();
    const shown = () => labels(page, 'Rows of Assets');
    await expect.poll(shown).toEqual(all.slice(0, 50));
    expect(inAddress(page)).toEqual({ import: id });
    await shoot(page, 'rows', ({ name }) => expectAccessible(page, `rows, ${name}`), 'screen');

    await page.getByRole('link', { name: 'Next page' }).click();
    await expect.poll(shown).toEqual(all.slice(50, 100));
    await page.reload();
    await page.getByRole('link', { name: 'Next page' }).click();
    await expect.poll(shown).toEqual(all.slice(100));
    expect(await page.getByRole('link', { name: 'Next page' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Previous page' }).click();
    await expect.poll(shown).toEqual(all.slice(50, 100));
    await page.getByRole('link', { name: 'First page' }).click();
    await expect.poll(shown).toEqual(all.slice(0, 50));

    await page.getByRole('button', { name: 'identifier' }).click();
    await expect.poll(shown).toEqual([...all].reverse().slice(0, 50));
    const header = table(page, 'Rows of Assets').getByRole('columnheader', { name: 'identifier' });
    await expect.poll(() => header.getAttribute('aria-sort')).toBe('descending');
    await page.getByRole('searchbox', { name: 'Search' }).fill('pump');
    await expect.poll(shown).toEqual(['R-087', 'R-047', 'R-007']);
    expect(inAddress(page)).toEqual({ import: id, sort: '-key', q: 'pump' });

    await page.getByRole('link', { name: 'Show all rows' }).click();
    await expect.poll(async () => (await shown()).slice(0, 2)).toEqual(['A-1', 'R-000']);
    await page.getByRole('button', { name: /Column$/ }).click();
    await page.getByRole('option', { name: /^name/ }).click();
    await page.getByRole('searchbox', { name: 'Value of name' }).fill('after');
    await expect.poll(shown).toEqual(['Z-1']);
    await page.getByRole('searchbox', { name: 'Value of name' }).fill('nothing');
    await page.getByText('No rows match your filters.').waitFor();
    await page.getByRole('link', { name: 'Show all rows' }).click();
    await expect.poll(async () => (await shown()).length).toBe(50);
  });

  it('of a table without a column for the import are not passed off as those of the import', async () => {
    const definition = {
      ...{ name: 'parts', target: { table: 'parts', manage: 'create' } },
      schema: { fields: [{ name: 'no', type: 'string' }] },
    };
    const saved = await call(suite, 'POST /api/v1/importers?scope=account', {
      ...{ account: 'parts', role: 'operator', body: definition },
    });
    expect(saved.status, saved.text).toBe(201);
    // As an older release stored it.
    await suite.stack.db.execute(
      sql`UPDATE importer_versions SET definition = JSON_REMOVE(definition, '$.target.stamps') WHERE name = 'parts'`,
    );
    const { imports } = await suite.api.client('parts', 'member', 'parts');
    const { job_id: id } = await imports.post(Buffer.from('no\n1\n2\n'));
    await imports.wait(id);
    const page = await suite.open({ account: 'parts', path: `/imports/parts/${id}` });
    await page.getByText('the 2 rows of this import cannot be listed separately').waitFor();
    await page.getByRole('link', { name: 'View all rows of parts' }).click();
    await expect.poll(() => labels(page, 'Rows of parts')).toEqual(['1', '2']);
    expect(inAddress(page)).toEqual({});
  });
});

describe('a session that has expired', () => {
  it('is reported, and signing in returns to the same page and filters', async () => {
    const page = await suite.open({ account: 'expired', path: '/documents?status=UPLOAD_COMPLETE' });
    await page.getByText('No documents match your filters.').waitFor();
    await page.context().clearCookies();
    // The list is polled.
    await page.getByText('Your session has expired.').waitFor();
    await shoot(page, 'session-expired', ({ name }) => expectAccessible(page, `expired session, ${name}`));
    await page.getByRole('textbox', { name: 'Account' }).fill('expired');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('No documents match your filters.').waitFor();
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/documents?status=UPLOAD_COMPLETE');
    await page.getByRole('button', { name: /expired/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
    expect(await page.getByText('Your session has expired.').count()).toBe(0);
  });

  it('is also noticed by a button that is pressed', async () => {
    const { analyses } = await suite.api.client('pressed');
    const { analysis_id: id } = await analyses.post(Buffer.from('a\n1\n'), 'a.csv', { tool: 'profile-my-data' });
    await analyses.wait(id);
    const page = await suite.open({ account: 'pressed', path: `/analyses/${id}?tab=columns` });
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Delete analysis' }).click();
    await page.getByText('Your session has expired.').waitFor();
    expect(new URL(page.url()).searchParams.get('next')).toBe(`/analyses/${id}?tab=columns`);
  });
});

describe('what does not exist', () => {
  it('leads to pages that do', async () => {
    const page = await suite.open({ account: 'lost', path: '/nowhere/at/all?x=1' });
    await page.getByRole('heading', { name: 'Page not found' }).waitFor();
    await shoot(page, 'not-found', ({ name }) => expectAccessible(page, `not found, ${name}`));
    const missing = '0193a1b2-0000-7000-8000-000000000000';
    for (const path of ['/imports/assets/x', `/imports/assets/${missing}`, `/analyses/${missing}`, '/rows/none']) {
      await page.goto(new URL(path, suite.url).href);
      await page.getByText('It may have been deleted or have expired').waitFor();
      expect(await page.getByRole('button', { name: 'Try again' }).count(), path).toBe(0);
    }
    await expectAccessible(page);
    await page.getByRole('link', { name: 'All documents' }).click();
    await page.getByText('No documents yet.').waitFor();
  });
});

describe('on a phone and on a small screen', () => {
  it('the header is one line, and its menus are whole', async () => {
    const page = await suite.open({ account: 'an-account-with-a-long-name', role: 'operator', width: 390 });
    await page.getByText('Nothing here yet.').waitFor();
    const inside = async (selector: string) => {
      const box = await page.locator(selector).boundingBox();
      expect(box, selector).not.toBeNull();
      const { x = -1, y = -1, width = 0, height = 0 } = box ?? {};
      expect([x >= 0, y >= 0, x + width <= 390, y + height <= 860], selector).toEqual([true, true, true, true]);
      return height;
    };
    expect(await inside('header:has(nav)')).toBeLessThan(64);
    await page.getByRole('button', { name: 'Menu' }).click();
    for (const name of ['Imports', 'Failed deliveries', 'Queues'])
      await expect
        .poll(() => page.getByRole('navigation').getByRole('link', { name, exact: true }).isVisible())
        .toBe(true);
    await inside('header nav ul');
    await expectAccessible(page, 'the menu on a phone');
    await page.getByRole('link', { name: 'Documents' }).click();
    await page.getByText('No documents yet.').waitFor();
    expect(await page.getByRole('link', { name: 'Imports' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: /an-account/ }).click();
    await page.getByRole('menu').waitFor();
    await inside('[role=menu]');
    await page.keyboard.press('Escape');
    for (const width of [1280, 1200]) {
      await page.setViewportSize({ width, height: 800 });
      expect((await page.locator('header:has(nav)').boundingBox())?.height, `at ${width} px`).toBeLessThan(64);
    }
  });
});

describe('lists', () => {
  it('of documents are sorted, searched, and deleted by selection with the outcome of each', async () => {
    const account = 'listed';
    let docId = '';
    for (const [name, text] of [
      ['b.csv', 'a\n1\n'],
      ['c.csv', 'a\n22222\n'],
      ['d.csv', 'a\n333\n'],
      ['a.csv', 'a\n'],
    ] as const) {
      docId = (await call(suite, 'POST /api/v1/documents', { account, body: form(text, { name }) })).json.doc_id;
    }
    // An unfinished import uses a.csv.
    const id = await createImport(suite.stack.db, {
      ...{ accountId: account, importer: 'assets', docId, options: {}, traceId: newId() },
    });
    await importWork.claim(suite.stack.db, id, 100);
    const page = await suite.open({ account, path: '/documents' });
    const shown = () => labels(page, 'Documents');
    await expect.poll(shown).toEqual(['a.csv', 'd.csv', 'c.csv', 'b.csv']);
    await page.getByRole('button', { name: 'Name' }).click();
    await expect.poll(shown).toEqual(['a.csv', 'b.csv', 'c.csv', 'd.csv']);
    await page.getByRole('button', { name: 'Size' }).click();
    await expect.poll(shown).toEqual(['c.csv', 'd.csv', 'b.csv', 'a.csv']);
    expect(inAddress(page)).toEqual({ sort: '-file_size' });
    const expiries = table(page, 'Documents').getByText(/^in \d days$/);
    await expect.poll(() => expiries.count()).toBe(4);
    await page.getByRole('searchbox', { name: 'Search' }).fill('D.CS');
    await expect.poll(shown).toEqual(['d.csv']);
    await page.getByRole('searchbox', { name: 'Search' }).fill('');
    await expect.poll(shown).toEqual(['c.csv', 'd.csv', 'b.csv', 'a.csv']);

    await page.getByRole('checkbox', { name: 'Select all shown' }).press('Space');
    await page.getByRole('checkbox', { name: 'Select d.csv' }).press('Space');
    await page.getByText('3 documents selected').waitFor();
    await shoot(page, 'documents-selected', ({ name }) => expectAccessible(page, `selected documents, ${name}`));
    await page.getByRole('button', { name: 'Delete 3 documents' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete 3 documents' }).click();
    await page.getByText('2 of 3 documents deleted. The other was not:').waitFor();
    await page.getByText(/^a\.csv: The document is being verified or used/).waitFor();
    await expect.poll(shown).toEqual(['d.csv', 'a.csv']);
    await expectAccessible(page, 'documents after a deletion');
  });

  it('keep what is selected and typed while Sluice is unreachable, and go on when it is back', async () => {
    const { imports } = await suite.api.client('cut-off');
    await imports.upload(Buffer.from('a\n1\n'), 'a.csv');
    const { job_id } = await imports.post(Buffer.from('identifier,name\nC-1,Pump\nC-2,Fan\n'));
    await imports.wait(job_id);
    const page = await suite.open({ account: 'cut-off', path: '/documents' });
    await page.getByRole('checkbox', { name: 'Select all shown' }).press('Space');
    await page.getByText('2 documents selected').waitFor();
    const rows = await suite.openBeside(page, '/rows/assets');
    await expect.poll(() => labels(rows, 'Rows of Assets')).toEqual(['C-1', 'C-2']);

    const bringBack = await loseApi(page);
    await rows.getByRole('searchbox', { name: 'Search' }).fill('pump');
    await rows.getByText('This part of the page will load when Sluice is reachable again.').waitFor();
    const remove = page.getByRole('button', { name: 'Delete 2 documents' });
    await remove.click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete 2 documents' }).click();
    await page.getByText('The request did not reach Sluice. Try again when the connection is back.').waitFor();
    await page.getByText('2 documents selected').waitFor();
    for (const one of [page, rows]) {
      await one.getByRole('region', { name: 'Service status' }).getByText('Sluice is unreachable.').waitFor();
      expect(await one.getByText(/Failed to fetch|No rows match|No documents/).count()).toBe(0);
    }

    bringBack();
    await expect.poll(() => labels(rows, 'Rows of Assets')).toEqual(['C-1']);
    await expect.poll(() => rows.getByRole('searchbox', { name: 'Search' }).inputValue()).toBe('pump');
    await page.getByText('The request did not reach Sluice. Sluice is reachable: try again.').waitFor();
    await remove.click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete 2 documents' }).click();
    await page.getByText('2 documents deleted.').waitFor();
  });

  it('of imports are sorted, cancelled by selection where that is possible, and deleted', async () => {
    const ids = [];
    for (const status of ['pending', 'completed']) ids.push(await anImport(suite.stack, { accountId: 'bulk', status }));
    const page = await suite.open({ account: 'bulk', path: '/imports' });
    await page.getByRole('button', { name: 'Created' }).click();
    await page.waitForURL(/sort=created_at/);
    await page.getByRole('checkbox', { name: 'Select all shown' }).press('Space');
    await page.getByText('2 imports selected').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Retry', exact: true }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Cancel 1 import' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel 1 import' }).click();
    await page.getByText('1 import cancelled.').waitFor();
    await table(page, 'Imports').getByText('Cancelled', { exact: true }).waitFor();
    const { json } = await call(suite, `GET /api/v1/assets/bulk/${ids[0]}`, { account: 'bulk' });
    expect(json.status).toBe('cancelled');
    await page.getByRole('checkbox', { name: 'Select all shown' }).press('Space');
    await page.getByRole('button', { name: 'Delete 2 imports' }).click();
    await page.getByRole('alertdialog').getByText('The rows that they wrote stay in their tables').waitFor();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete 2 imports' }).click();
    await page.getByText('2 imports deleted.').waitFor();
    await page.getByText('No imports yet.').waitFor();
    await anImport(suite.stack, { accountId: 'bulk', status: 'failed' });
    await page.getByRole('link', { name: 'Jobs', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Select all shown' }).press('Space');
    await page.getByRole('button', { name: 'Delete 1 job' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete 1 job' }).click();
    await page.getByText('1 job deleted.').waitFor();
  });
});
