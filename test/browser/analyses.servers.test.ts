import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { call } from '../harness/index.ts';
import { rows as rowsOf } from '../harness/rows.ts';
import { choose, csv, expectAccessible, MARKUP, shoot, useBrowser } from './support/index.ts';

const suite = useBrowser();

const fixture = (name: string) =>
  csv(name, readFileSync(new URL(`../fixtures/analyses/${name}`, import.meta.url), 'utf8'));

/** Uploads a file on the new analysis page and waits for the form. */
async function take(page: Page, file: ReturnType<typeof csv>): Promise<void> {
  await choose(page, page.getByRole('button', { name: 'Choose files' }), file);
  await page.getByRole('radiogroup', { name: 'Tool' }).waitFor();
  await page.locator('strong', { hasText: file.name }).waitFor();
}
/** Searches the list of the file's columns for a text, and takes one of them. */
async function chooseColumn(page: Page, list: Locator, text: string, column = text): Promise<void> {
  await list.click();
  await page.getByRole('searchbox', { name: 'Search' }).fill(text);
  await page.getByRole('option', { name: column, exact: true }).click();
}
const tab = (page: Page, name: string | RegExp) => page.getByRole('tab', { name });

describe('an analysis', () => {
  it('goes from a file to its report and a downloaded artifact', async () => {
    const page = await suite.open({ account: 'profiler', path: '/analyses' });
    await page.getByText('No analyses yet.').waitFor();
    await expectAccessible(page, 'no analyses');
    await page.getByRole('link', { name: 'Analyze your first file' }).click();
    await take(page, fixture('sensors.csv'));
    await shoot(page, 'analysis-new', ({ name }) => expectAccessible(page, `new profile, ${name}`));
    await page.getByRole('button', { name: 'Start profile' }).click();

    await page.getByRole('heading', { name: 'Quality' }).waitFor();
    await page.getByText('Grade A').first().waitFor();
    await shoot(page, 'analysis-overview', ({ name }) => expectAccessible(page, `overview, ${name}`));

    await tab(page, 'Columns').click();
    await page.getByRole('searchbox', { name: 'Filter columns' }).fill('temp');
    await page.getByText('1 of 7 columns').waitFor();
    await page.getByRole('link', { name: 'temperature' }).click();
    await page.waitForURL(/column=temperature/);
    await page.getByText('850', { exact: true }).first().waitFor();
    await page.locator('figure svg').first().waitFor();
    await shoot(page, 'analysis-columns', ({ name }) => expectAccessible(page, `columns, ${name}`));

    await tab(page, /^Issues/).click();
    await page.getByRole('searchbox', { name: 'Filter record issues' }).fill('Infinity');
    await page.getByText('1 match').waitFor();
    await shoot(page, 'analysis-issues', ({ name }) => expectAccessible(page, `issues, ${name}`));
    await tab(page, 'Duplicates and relationships').click();
    await page.getByRole('table', { name: 'Correlations of numeric columns' }).waitFor();
    await shoot(page, 'analysis-relations', ({ name }) => expectAccessible(page, `relations, ${name}`));

    await tab(page, /^Output files/).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download sensors-report.json' }).click(),
    ]);
    const report = JSON.parse(readFileSync(await download.path(), 'utf8'));
    expect(report).toMatchObject({ tool: 'profile-my-data', report: { columns: { title: 'Columns' } } });
    await shoot(page, 'analysis-files', ({ name }) => expectAccessible(page, `output files, ${name}`));

    await page.reload();
    await page.getByRole('table', { name: 'Output files of this analysis' }).waitFor();
    await expect.poll(() => tab(page, /^Output files/).getAttribute('aria-selected')).toBe('true');
    await page.getByRole('link', { name: 'Analyses', exact: true }).click();
    await page.getByRole('link', { name: 'sensors.csv' }).waitFor();
    await shoot(page, 'analyses', ({ name }) => expectAccessible(page, `analyses, ${name}`));
    await page.getByRole('searchbox', { name: 'File name or ID' }).fill('nothing-like-it');
    await page.getByText('No analyses match your filters.').waitFor();
    await page.waitForURL(/q=nothing-like-it/);
  });

  it('cleans with the chosen settings and lists every changed cell', async () => {
    const page = await suite.open({ account: 'cleaner', path: '/analyses/new?tool=clean-my-data' });
    await take(page, fixture('customers.csv'));
    await page.getByRole('checkbox', { name: /^Outliers/ }).press('Space');
    await page.getByText('Settings for Missing values').click();
    await page
      .getByRole('button', { name: /^(None )?Strategy|Strategy/ })
      .first()
      .click();
    await page.getByRole('option', { name: 'constant' }).click();
    await page.getByRole('textbox', { name: 'Constant' }).fill('n.a.');
    await page.getByText('Settings for Quarantine').click();
    await chooseColumn(page, page.getByRole('button', { name: 'Required columns: add column' }), 'EMA', 'email');
    await page.getByRole('row', { name: 'email' }).waitFor();
    await page.getByRole('button', { name: 'Change how the file is read' }).click();
    await page.getByRole('button', { name: 'Auto-detect Date format' }).waitFor();
    await page.getByText(/^Header detected in row 1, \d+% sure/).waitFor();
    await page.getByRole('button', { name: 'Show the effect of each step' }).click();
    const effects = page.getByRole('table', { name: 'Effect of each step on this file' });
    await effects
      .getByRole('row', { name: /^Missing values/ })
      .getByText('n.a.')
      .first()
      .waitFor();
    expect(await effects.getByRole('rowheader', { name: 'Outliers' }).count()).toBe(0);
    expect((await call(suite, 'GET /api/v1/analyses', { account: 'cleaner' })).json.items).toEqual([]);
    await shoot(page, 'analysis-new-cleaning', ({ name }) => expectAccessible(page, `new cleaning, ${name}`));
    await page.getByRole('checkbox', { name: /^quarantined.csv/ }).press('Space');
    await page.getByRole('button', { name: 'Start cleaning' }).click();

    await page.getByText('Cells changed', { exact: true }).first().waitFor();
    await shoot(page, 'cleaning-overview', ({ name }) => expectAccessible(page, `cleaning, ${name}`));
    await tab(page, 'Steps').click();
    await page.getByRole('table', { name: 'Missing values: counts before and after' }).waitFor();
    await page.locator('figure svg').first().waitFor();
    const outliers = page.getByRole('region', { name: 'Outliers' });
    await outliers.getByText('Skipped', { exact: true }).waitFor();
    await shoot(page, 'cleaning-steps', ({ name }) => expectAccessible(page, `steps, ${name}`));
    await tab(page, /^Changes/).click();
    await page
      .getByRole('row', { name: /Missing values.*n\.a\./ })
      .first()
      .waitFor();
    await shoot(page, 'cleaning-changes', ({ name }) => expectAccessible(page, `changes, ${name}`));
    await tab(page, /^Output files/).click();
    await page.getByRole('button', { name: 'Download customers-cleaned.csv' }).waitFor();
    expect(await page.getByText('customers-quarantined.csv').count()).toBe(0);

    await tab(page, 'Overview').click();
    await page.getByRole('button', { name: 'Set up profile for the cleaned file' }).click();
    await page.getByText('customers-cleaned.csv').first().waitFor();
    await page.getByRole('button', { name: 'Start profile' }).click();
    await page.getByRole('heading', { name: 'Quality' }).waitFor();
  });

  it('fills in the next analysis as recommended', async () => {
    const page = await suite.open({ account: 'next', path: '/analyses/new' });
    await take(page, fixture('sensors.csv'));
    await page.getByRole('button', { name: 'Start profile' }).click();
    await page.getByRole('link', { name: 'Set up cleaning' }).click();
    await page.getByText('Customized: Columns').waitFor();
    await page.getByRole('button', { name: 'Remove temperature' }).waitFor();
    await page.getByRole('button', { name: 'Start cleaning' }).click();
    await tab(page, 'Steps').click();
    await page.getByRole('table', { name: 'Types: by column' }).waitFor();
  });

  it('offers the columns below the header that is clicked', async () => {
    const page = await suite.open({ account: 'titled', path: '/analyses/new?tool=clean-my-data' });
    // More than a worker reads while the browser waits; only the last record has something to trim.
    const many = Array.from({ length: 90_000 }, (_, at) => `a-${at + 10};Ort ${at}`);
    const lines = ['Stock list of May', '', 'sku;ort', 'a-1;Köln', 'a-2;Bonn', 'sku;ort', ...many, 'b-3; Ulm'];
    await take(page, csv('titled.csv', lines.join('\n')));
    await page.getByText(/^2 columns · header in row 3 · delimiter: Semicolon · encoding: UTF-8/).waitFor();
    await page.getByRole('button', { name: 'Skip repeated headers' }).click();
    await page.getByRole('button', { name: 'Skip repeated headers' }).waitFor({ state: 'detached' });
    await page.getByText('Settings for Quarantine').click();
    const column = page.getByRole('button', { name: 'Required columns: add column' });
    await column.click();
    await expect.poll(() => page.getByRole('option').allTextContents()).toEqual(['sku', 'ort']);
    await page.getByRole('option', { name: 'ort' }).click();
    await page.getByRole('button', { name: 'Change how the file is read' }).click();
    await page.getByRole('radio', { name: 'Header in row 4', exact: true }).click();
    await page.getByText('not in this file').waitFor();
    await column.click();
    await page.getByRole('option', { name: 'Köln' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Auto-detect the header' }).click();
    await page.getByText('not in this file').waitFor({ state: 'detached' });
    await expectAccessible(page, 'reading of a cleaning');
    await page.getByRole('button', { name: 'Show the effect of each step' }).click();
    await page.getByText('Counted in all 90,003 records.').waitFor();
    const effects = page.getByRole('table', { name: 'Effect of each step on this file' });
    await effects.getByRole('row', { name: /^Standardization 1 0 Row 90,007, ort: / }).waitFor();
    expect((await call(suite, 'GET /api/v1/analyses', { account: 'titled' })).json.items).toEqual([]);
    await page.getByRole('button', { name: 'Start cleaning' }).click();
    await page.getByText('Cells changed', { exact: true }).first().waitFor();
    const [analysis] = (await call(suite, 'GET /api/v1/analyses', { account: 'titled' })).json.items;
    expect(analysis).toMatchObject({ total_rows: 90_003, parameters: { skip_repeated_headers: true } });
    expect(analysis.parameters).not.toHaveProperty('header_row');
  });

  it('shows validation errors of the server at the field', async () => {
    const page = await suite.open({ account: 'wrong', path: '/analyses/new?tool=clean-my-data' });
    await take(page, fixture('customers.csv'));
    await page.getByText('Settings for Quarantine').click();
    await page.getByRole('button', { name: 'Add range' }).click();
    await chooseColumn(page, page.getByRole('button', { name: 'Choose a column Column', exact: true }), 'customer_id');
    await page.getByRole('button', { name: 'Start cleaning' }).click();
    await page.getByText('give min, max or both').first().waitFor();
    await expectAccessible(page, 'refused parameters');
  });

  it('compares with another document', async () => {
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
    await page.getByRole('button', { name: /Compare with another document/ }).click();
    await page.getByRole('option', { name: 'before.csv' }).click();
    await page.getByRole('button', { name: 'Start profile' }).click();
    await tab(page, 'Drift').click();
    await page.getByText('major').first().waitFor();
    await shoot(page, 'analysis-drift', ({ name }) => expectAccessible(page, `drift, ${name}`));
  });

  it('is followed through a reload without a worker, then cancelled and deleted', async () => {
    const page = await suite.open({ account: 'patient', path: '/analyses/new' });
    await take(page, fixture('hr.csv'));
    await suite.stopWorker();
    try {
      await page.getByRole('button', { name: 'Start profile' }).click();
      await page.getByText('Waiting for a worker').waitFor();
      await shoot(page, 'analysis-progress', ({ name }) => expectAccessible(page, `progress, ${name}`));
      await page.reload();
      await page.getByText('Waiting for a worker').waitFor();
      await page.getByText('No worker has picked this up yet').waitFor();
    } finally {
      await suite.startWorker();
    }
    await page.getByRole('heading', { name: 'Quality' }).waitFor();

    await page.getByRole('link', { name: 'Edit and run again' }).click();
    const cleaning = await suite.openBeside(page, '/analyses/new?tool=clean-my-data');
    await take(cleaning, csv('long.csv', `name,city\n${'Pump, Berlin \n'.repeat(90_000)}`));
    await suite.stopWorker();
    try {
      const states = async (): Promise<string[]> => {
        const { json } = await call(suite, 'GET /api/v1/analyses?tool=clean-my-data', { account: 'patient' });
        return json.items.map(({ status }: { status: string }) => status);
      };
      const trials = async () => (await states()).length;
      const show = cleaning.getByRole('button', { name: 'Show the effect of each step' });
      await show.click();
      await cleaning.getByRole('progressbar', { name: 'Trying the steps on the whole file' }).waitFor();
      await expect.poll(trials).toBe(1);
      await cleaning.getByRole('button', { name: 'Stop' }).click();
      await show.waitFor();
      expect([await trials(), await cleaning.getByRole('alert').count()], 'nothing is left of it').toEqual([0, 0]);
      await show.click();
      await expect.poll(trials).toBe(1);
      await cleaning.getByRole('link', { name: 'Documents', exact: true }).click();
      await expect.poll(trials, { message: 'and nothing when the page is left' }).toBe(0);
      await cleaning.goBack();
      // Before that, the page does not know which analysis to cancel.
      const isFollowed = cleaning.waitForRequest(/\/analyses\/[^/]+\/events/);
      await show.click();
      await isFollowed;
      await expect.poll(states).toEqual(['queued']);
      await cleaning.close({ runBeforeUnload: true });
      await expect.poll(states, { message: 'cancelled when its tab is closed' }).toEqual(['cancelled']);

      await page.getByRole('button', { name: 'Start profile' }).click();
      await page.getByText('Waiting for a worker').waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByText('This analysis was cancelled').waitFor();
    } finally {
      await suite.startWorker();
    }
    await expectAccessible(page, 'a cancelled analysis');
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').waitFor();
    await expectAccessible(page, 'the confirmation');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL(/\/analyses$/);
    await expect.poll(() => page.getByRole('link', { name: 'hr.csv' }).count()).toBe(1);
  });

  it('retries a failed delivery', async () => {
    const page = await suite.open({ account: 'undelivered', path: '/analyses/new' });
    await take(page, fixture('hr.csv'));
    await page.getByRole('button', { name: 'Start profile' }).click();
    await page.getByRole('heading', { name: 'Quality' }).waitFor();
    // A delivery that succeeds later would start the failed one again.
    const undelivered = sql`select 1 from downloads where account_id = 'undelivered' and status <> 'uploaded'`;
    await expect.poll(() => rowsOf(suite.stack, undelivered)).toEqual([]);
    await suite.stack.db.execute(sql`update downloads set status = 'upload_failed', last_error = 'STORAGE_UNAVAILABLE: no response'
      where account_id = 'undelivered' and format = 'xlsx'`);
    await page.reload();
    await page.getByText('1 of 2 output files could not be delivered.').waitFor();
    await page.getByRole('button', { name: 'View details' }).click();
    await page.getByText('STORAGE_UNAVAILABLE: The object storage is not available').waitFor();
    await expectAccessible(page, 'a failed delivery');
    await page.getByRole('button', { name: 'Retry delivery of hr-report.xlsx' }).click();
    await page.getByRole('button', { name: 'Download hr-report.xlsx' }).waitFor();
  });

  it('that failed is retried, unless its file would fail again', async () => {
    const analyses = (await suite.api.client('retries')).analyses;
    const { analysis_id: id } = await analyses.post(Buffer.from('a,b\n1,2\n'), 'r.csv', { tool: 'profile-my-data' });
    await analyses.wait(id);
    const fail = (code: string) =>
      suite.stack.db.execute(sql`update analysis_reports set status = 'failed', error_code = ${code},
        error_message = 'It stopped.', report = null where analysis_id = ${id}`);
    await fail('FILE_CORRUPT');
    const page = await suite.open({ account: 'retries', path: `/analyses/${id}` });
    await page.getByRole('button', { name: 'Delete' }).waitFor();
    expect(await page.getByRole('button', { name: 'Retry' }).count()).toBe(0);
    await fail('STORAGE_UNAVAILABLE');
    await page.reload();
    await page.getByRole('button', { name: 'Retry', exact: true }).click();
    await page.getByRole('heading', { name: 'Quality' }).waitFor();
  });

  it('shows why it failed and offers the existing sheets', async () => {
    const client = (await suite.api.client('failing')).analyses;
    const workbook = readFileSync(new URL('../fixtures/analyses/orders.xlsx', import.meta.url));
    const { analysis_id: id } = await client.post(workbook, 'orders.xlsx', {
      tool: 'profile-my-data',
      parameters: { sheet: 'No such sheet' },
    });
    const page = await suite.open({ account: 'failing', path: `/analyses/${id}` });
    await page.getByRole('alert').getByText('No such sheet').waitFor();
    await shoot(page, 'analysis-failed', ({ name }) => expectAccessible(page, `failed, ${name}`));
    await page.getByRole('link', { name: 'Edit and run again' }).click();
    await page.getByRole('button', { name: /^(No such sheet )?Sheet/ }).click();
    await page.getByRole('option', { name: 'Auto-detect' }).click();
    await page.getByText(/^\d+ columns · header in row \d+ · sheet /).waitFor();
    await page.getByRole('button', { name: 'Start profile' }).click();
    await page.getByRole('heading', { name: 'Quality' }).waitFor();
  });

  it('is read-only for viewers', async () => {
    const member = await suite.open({ account: 'seen', path: '/analyses/new' });
    await take(member, fixture('hr.csv'));
    await member.getByRole('button', { name: 'Start profile' }).click();
    await member.getByRole('heading', { name: 'Quality' }).waitFor();
    const viewer = await suite.open({ account: 'seen', role: 'viewer', path: new URL(member.url()).pathname });
    await viewer.getByRole('heading', { name: 'Quality' }).waitFor();
    for (const name of ['Delete', 'Edit and run again', 'Set up cleaning']) {
      expect(await viewer.getByText(name, { exact: true }).count(), name).toBe(0);
    }
    await tab(viewer, /^Output files/).click();
    await viewer.getByRole('button', { name: 'Download hr-report.json' }).waitFor();
    await viewer.goto(new URL('/analyses/new', suite.url).href);
    await viewer.getByText('Starting an analysis requires the member role.').waitFor();
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
    for (const name of ['Columns', /^Issues/, 'Duplicates and relationships', /^Output files/, 'Overview'] as const) {
      await tab(page, name).click();
      expect(await page.locator('main img, main script').count()).toBe(0);
    }
    await tab(page, 'Columns').click();
    await page.getByText(MARKUP, { exact: true }).first().waitFor();
    await page.locator('figure svg').first().waitFor();
    await expectAccessible(page, 'columns named by markup');

    await page.getByRole('link', { name: 'Edit and run again' }).click();
    await page.getByText('Cleaning', { exact: true }).click();
    await page.getByText('Settings for Types').click();
    const types = page.getByRole('group', { name: 'Columns' }).first();
    await chooseColumn(page, types.getByRole('button', { name: 'Add column' }), MARKUP);
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
  ['number,group,color', ...Array.from({ length: 200 }, (_, at) => row(at))].join('\n');
