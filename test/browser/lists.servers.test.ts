import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, shoot, useBrowser } from './support/index.ts';

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
    await shoot(page, 'rows', ({ name }) => expectAccessible(page, `rows, ${name}`));

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
    expect(await header.getAttribute('aria-sort')).toBe('descending');
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
});
