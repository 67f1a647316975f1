import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { analysisClient } from '../harness/index.ts';
import { choose, csv, expectAccessible, MARKUP, shoot, useBrowser } from './support/index.ts';

const suite = useBrowser();

const fixture = (name: string) =>
  csv(name, readFileSync(new URL(`../fixtures/analyses/${name}`, import.meta.url), 'utf8'));

/** Uploads a file on the page of a new analysis and waits for its form. */
async function take(page: Page, file: ReturnType<typeof csv>): Promise<void> {
  await choose(page, page.getByRole('button', { name: 'Choose files' }), file);
  await page.getByRole('radiogroup', { name: 'Tool' }).waitFor();
  await page.locator('strong', { hasText: file.name }).waitFor();
}
const tab = (page: Page, name: string | RegExp) => page.getByRole('tab', { name });

describe('an analysis', () => {
  it('goes from a file to its report and a downloaded artifact', async () => {
    const page = await suite.open({ account: 'profiler', path: '/analyses' });
    await page.getByText('Nothing has been analysed yet.').waitFor();
    await expectAccessible(page, 'no analyses');
    await page.getByRole('link', { name: 'Analyse the first file' }).click();
    await take(page, fixture('sensors.csv'));
    await shoot(page, 'analysis-new', ({ name }) => expectAccessible(page, `new profile, ${name}`));
    await page.getByRole('button', { name: 'Start profile' }).click();

    await page.getByRole('heading', { name: 'Quality' }).waitFor();
    await page.getByText('Grade A').first().waitFor();
    await shoot(page, 'analysis-overview', ({ name }) => expectAccessible(page, `overview, ${name}`));

    await tab(page, 'Columns').click();
    await page.getByRole('searchbox', { name: 'Find a column' }).fill('temp');
    await page.getByText('1 of 7 columns').waitFor();
    await page.getByRole('link', { name: 'temperature' }).click();
    await page.waitForURL(/column=temperature/);
    await page.getByText('850', { exact: true }).first().waitFor();
    await page.locator('figure svg').first().waitFor();
    await shoot(page, 'analysis-columns', ({ name }) => expectAccessible(page, `columns, ${name}`));

    await tab(page, /^Issues/).click();
    await page.getByRole('searchbox', { name: 'Find in these rows' }).fill('Infinity');
    await page.getByText('1 found').waitFor();
    await shoot(page, 'analysis-issues', ({ name }) => expectAccessible(page, `issues, ${name}`));
    await tab(page, 'Duplicates and relations').click();
    await page.getByRole('table', { name: 'Correlations of columns of numbers' }).waitFor();
    await shoot(page, 'analysis-relations', ({ name }) => expectAccessible(page, `relations, ${name}`));

    await tab(page, /^Files/).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download sensors-report.json' }).click(),
    ]);
    const report = JSON.parse(readFileSync(await download.path(), 'utf8'));
    expect(report).toMatchObject({ tool: 'profile-my-data', report: { columns: { title: 'Columns' } } });
    await shoot(page, 'analysis-files', ({ name }) => expectAccessible(page, `files, ${name}`));

    await page.reload();
    await page.getByRole('table', { name: 'Files of this analysis' }).waitFor();
    expect(await tab(page, /^Files/).getAttribute('aria-selected')).toBe('true');
    await page.getByRole('link', { name: 'Analyses', exact: true }).click();
    await page.getByRole('link', { name: 'sensors.csv' }).waitFor();
    await shoot(page, 'analyses', ({ name }) => expectAccessible(page, `analyses, ${name}`));
    await page.getByRole('searchbox', { name: 'File name or id' }).fill('nothing-like-it');
    await page.getByText('No analysis is like that.').waitFor();
    await page.waitForURL(/q=nothing-like-it/);
  });

  it('cleans with what was asked for, and says what became of every cell', async () => {
    const page = await suite.open({ account: 'cleaner', path: '/analyses/new?tool=clean-my-data' });
    await take(page, fixture('customers.csv'));
    await page.getByRole('checkbox', { name: /^Outliers/ }).press('Space');
    await page.getByText('Settings of Nulls').click();
    await page
      .getByRole('button', { name: /^(None )?Strategy|Strategy/ })
      .first()
      .click();
    await page.getByRole('option', { name: 'constant' }).click();
    await page.getByRole('textbox', { name: 'Constant' }).fill('n.a.');
    await page.getByText('Settings of Quarantine').click();
    await page.getByRole('combobox', { name: 'Column to add to required' }).fill('email');
    await page.getByRole('button', { name: 'Add: Column to add to required' }).click();
    await page.getByRole('row', { name: 'email' }).waitFor();
    await shoot(page, 'analysis-new-cleaning', ({ name }) => expectAccessible(page, `new cleaning, ${name}`));
    await page.getByRole('checkbox', { name: /^quarantined.csv/ }).press('Space');
    await page.getByRole('button', { name: 'Start cleaning' }).click();

    await page.getByText('Cells changed', { exact: true }).first().waitFor();
    await shoot(page, 'cleaning-overview', ({ name }) => expectAccessible(page, `cleaning, ${name}`));
    await tab(page, 'Steps').click();
    await page.getByRole('table', { name: 'Missing values: numbers before and after' }).waitFor();
    await page.locator('figure svg').first().waitFor();
    const outliers = page.getByRole('region', { name: 'Outliers' });
    await outliers.getByText('Left out', { exact: true }).waitFor();
    await shoot(page, 'cleaning-steps', ({ name }) => expectAccessible(page, `steps, ${name}`));
    await tab(page, /^Changes/).click();
    await page
      .getByRole('row', { name: /Missing values.*n\.a\./ })
      .first()
      .waitFor();
    await shoot(page, 'cleaning-changes', ({ name }) => expectAccessible(page, `changes, ${name}`));
    await tab(page, /^Files/).click();
    await page.getByRole('button', { name: 'Download customers-cleaned.csv' }).waitFor();
    expect(await page.getByText('customers-quarantined.csv').count()).toBe(0);

    await tab(page, 'Overview').click();
    await page.getByRole('button', { name: 'Set up profile of the cleaned file' }).click();
    await page.getByText('customers-cleaned.csv').first().waitFor();
    await page.getByRole('button', { name: 'Start profile' }).click();
    await page.getByRole('heading', { name: 'Quality' }).waitFor();
  });

  it('fills the next analysis in with what the rules propose', async () => {
    const page = await suite.open({ account: 'next', path: '/analyses/new' });
    await take(page, fixture('sensors.csv'));
    await page.getByRole('button', { name: 'Start profile' }).click();
    await page.getByRole('link', { name: 'Set up cleaning' }).click();
    await page.getByText('Columns set').waitFor();
    await page.getByRole('button', { name: 'Remove temperature' }).waitFor();
    await page.getByRole('button', { name: 'Start cleaning' }).click();
    await tab(page, 'Steps').click();
    await page.getByRole('table', { name: 'Types: by column' }).waitFor();
  });

  it('says at the field what the server does not take', async () => {
    const page = await suite.open({ account: 'wrong', path: '/analyses/new?tool=clean-my-data' });
    await take(page, fixture('customers.csv'));
    await page.getByText('Settings of Quarantine').click();
    await page.getByRole('button', { name: 'Add a range' }).click();
    await page.getByRole('textbox', { name: 'Column', exact: true }).fill('age');
    await page.getByRole('button', { name: 'Start cleaning' }).click();
    await page.getByText('give min, max or both').first().waitFor();
    await expectAccessible(page, 'refused parameters');
  });

  it('compares with a second file', async () => {
    const page = await suite.open({ account: 'drifter', path: '/analyses/new' });
    await take(
      page,
      csv(
        'before.csv',
        rows((at) => `${at},${at % 3},red`),
      ),
    );
    await page.goto(new URL('/analyses/new', suite.url).href);
    await take(
      page,
      csv(
        'after.csv',
        rows((at) => `${at + 500},${at % 2},${at % 2 ? 'red' : ''}`),
      ),
    );
    await page.getByRole('button', { name: /Compare with a second file/ }).click();
    await page.getByRole('option', { name: 'before.csv' }).click();
    await page.getByRole('button', { name: 'Start profile' }).click();
    await tab(page, 'Drift').click();
    await page.getByText('major').first().waitFor();
    await shoot(page, 'analysis-drift', ({ name }) => expectAccessible(page, `drift, ${name}`));
  });

  it('is followed through a reload while no worker is there, cancelled, and deleted', async () => {
    const page = await suite.open({ account: 'patient', path: '/analyses/new' });
    await take(page, fixture('hr.csv'));
    await suite.stopWorker();
    try {
      await page.getByRole('button', { name: 'Start profile' }).click();
      await page.getByText('Waiting for a worker').waitFor();
      await shoot(page, 'analysis-progress', ({ name }) => expectAccessible(page, `progress, ${name}`));
      await page.reload();
      await page.getByText('Waiting for a worker').waitFor();
      await page.getByText('No worker has taken it yet').waitFor();
    } finally {
      await suite.startWorker();
    }
    await page.getByRole('heading', { name: 'Quality' }).waitFor();

    await page.getByRole('link', { name: 'Change and start again' }).click();
    await suite.stopWorker();
    try {
      await page.getByRole('button', { name: 'Start profile' }).click();
      await page.getByText('Waiting for a worker').waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByText('This analysis was cancelled').waitFor();
    } finally {
      await suite.startWorker();
    }
    await expectAccessible(page, 'cancelled');
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').waitFor();
    await expectAccessible(page, 'before deletion');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL(/\/analyses$/);
    await expect.poll(() => page.getByRole('link', { name: 'hr.csv' }).count()).toBe(1);
  });

  it('delivers a file again that was not delivered', async () => {
    const page = await suite.open({ account: 'undelivered', path: '/analyses/new' });
    await take(page, fixture('hr.csv'));
    await page.getByRole('button', { name: 'Start profile' }).click();
    await page.getByRole('heading', { name: 'Quality' }).waitFor();
    await suite.stack.db.execute(sql`update downloads set status = 'upload_failed', last_error = 'STORAGE_UNAVAILABLE: away'
      where account_id = 'undelivered' and format = 'xlsx'`);
    await page.reload();
    await page.getByText('The storage did not take 1 of 2 files.').waitFor();
    await page.getByRole('button', { name: 'See why' }).click();
    await page.getByText('STORAGE_UNAVAILABLE: away').waitFor();
    await expectAccessible(page, 'a file that was not delivered');
    await page.getByRole('button', { name: 'Deliver again: hr-report.xlsx' }).click();
    await page.getByRole('button', { name: 'Download hr-report.xlsx' }).waitFor();
  });

  it('says why it failed, and proposes the sheets that are there', async () => {
    const client = analysisClient(await suite.api.client('failing'));
    const workbook = readFileSync(new URL('../fixtures/analyses/orders.xlsx', import.meta.url));
    const { analysis_id: id } = await client.post(workbook, 'orders.xlsx', {
      tool: 'profile-my-data',
      parameters: { sheet: 'No such sheet' },
    });
    const page = await suite.open({ account: 'failing', path: `/analyses/${id}` });
    await page.getByRole('alert').getByText('No such sheet').waitFor();
    await shoot(page, 'analysis-failed', ({ name }) => expectAccessible(page, `failed, ${name}`));
    await page.getByRole('link', { name: 'Change and start again' }).click();
    await page.getByRole('button', { name: /^(No such sheet )?Sheet/ }).click();
    await page.getByRole('option', { name: 'Not said' }).click();
    await page.getByRole('button', { name: 'Start profile' }).click();
    await page.getByRole('heading', { name: 'Quality' }).waitFor();
  });

  it('is seen by viewers, who change nothing', async () => {
    const member = await suite.open({ account: 'seen', path: '/analyses/new' });
    await take(member, fixture('hr.csv'));
    await member.getByRole('button', { name: 'Start profile' }).click();
    await member.getByRole('heading', { name: 'Quality' }).waitFor();
    const viewer = await suite.open({ account: 'seen', role: 'viewer', path: new URL(member.url()).pathname });
    await viewer.getByRole('heading', { name: 'Quality' }).waitFor();
    for (const name of ['Delete', 'Change and start again', 'Set up cleaning']) {
      expect(await viewer.getByText(name, { exact: true }).count(), name).toBe(0);
    }
    await tab(viewer, /^Files/).click();
    await viewer.getByRole('button', { name: 'Download hr-report.json' }).waitFor();
    await viewer.goto(new URL('/analyses/new', suite.url).href);
    await viewer.getByText('Viewers see analyses').waitFor();
    await expectAccessible(viewer, 'new analysis, viewer');
  });
});

describe('markup in a file', () => {
  it('stays text in headers, cells, names and the summary', async () => {
    const header = `"${MARKUP.replaceAll('"', '""')}"`;
    const cell = `"${MARKUP.replaceAll('"', '""')}"`;
    const lines = Array.from(
      { length: 20 },
      (_, at) => `${at % 7 === 0 ? cell : at},**bold** ${cell.slice(1, -1)}${at % 2}`,
    );
    const text = [`${header},"</script><b>x</b>"`, ...lines.map((line) => line.replace(/,(\*\*.*)$/, ',"$1"'))].join(
      '\n',
    );
    const page = await suite.open({ account: 'markup', path: '/analyses/new' });
    await take(page, csv('<img src=x onerror=alert(1)>.csv', text));
    await page.getByRole('button', { name: 'Start profile' }).click();
    await page.getByRole('heading', { name: 'Quality' }).waitFor();
    for (const name of ['Columns', /^Issues/, 'Duplicates and relations', /^Files/, 'Overview'] as const) {
      await tab(page, name).click();
      expect(await page.locator('main img, main script').count()).toBe(0);
    }
    await tab(page, 'Columns').click();
    await page.getByText(MARKUP, { exact: true }).first().waitFor();
    await page.locator('figure svg').first().waitFor();
    await expectAccessible(page, 'columns named by markup');

    await page.getByRole('link', { name: 'Change and start again' }).click();
    await page.getByText('Cleaning', { exact: true }).click();
    await page.getByText('Settings of Types').click();
    const types = page.getByRole('group', { name: 'Columns' }).first();
    await types.getByRole('combobox', { name: 'Column to add' }).fill(MARKUP);
    await types.getByRole('button', { name: 'Add: Column to add' }).click();
    await page.getByRole('button', { name: `Remove ${MARKUP}` }).waitFor();
    await page.getByRole('button', { name: 'Start cleaning' }).click();
    await tab(page, /^Changes/).click();
    for (const name of ['Steps', /^Issues/, /^Changes/, 'Overview'] as const) {
      await tab(page, name).click();
      expect(await page.locator('main img, main script').count()).toBe(0);
    }
  });
});

const rows = (row: (at: number) => string) =>
  ['number,group,colour', ...Array.from({ length: 200 }, (_, at) => row(at))].join('\n');
