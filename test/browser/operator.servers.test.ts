import { newId } from '@sluice/core';
import { runWork } from '@sluice/db/reprocess-runs';
import { type AnswerProxy, startAnswerProxy } from '@sluice/storage/testing';
import { sql } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type AnalysisCalls, required } from '../harness/index.ts';
import { aDownload, anAnalysis, anImport, aRun } from '../harness/rows.ts';
import { holdKey } from '../import/support/hold-key.ts';
import { expectAccessible, inEveryLook, MARKUP, shoot, useBrowser } from './support/index.ts';

/** The proxy between the worker and S3. It answers immediately, so that a delivery fails within seconds. */
let proxy: AnswerProxy;
const workerEnv: Record<string, string> = {
  ...{ S3_MAX_ATTEMPTS: '2', S3_RETRY_BASE_MS: '10', S3_RETRY_CAP_MS: '50' },
};
beforeAll(async () => {
  proxy = await startAnswerProxy(required('S3_ENDPOINT'));
  workerEnv.S3_ENDPOINT = proxy.endpoint;
});
afterAll(() => proxy?.close());
const suite = useBrowser({ workerEnv });

const UNAVAILABLE = { status: 503, body: '<Error><Code>ServiceUnavailable</Code></Error>' };
const storing = (works: boolean) => {
  proxy.judge = (operation) => (works || !/^(PUT|POST)/.test(operation) ? 'pass' : UNAVAILABLE);
};

const people = (seed: string): Buffer =>
  Buffer.from(`name,age\n${Array.from({ length: 40 }, (_, at) => `${seed} ${at},${at}\n`).join('')}`);

const uploads = () => suite.stack.queues.queue('artifact-uploads');
const waiting = () => uploads().getJobCountByTypes('waiting', 'prioritized', 'delayed');

/** An analysis whose artifacts were not delivered and are not retried by the queue. */
async function failedAnalysis(analyses: AnalysisCalls, name: string): Promise<string> {
  storing(false);
  await uploads().pause();
  onTestFinished(() => uploads().resume());
  const { analysis_id: id } = await analyses.post(people(name), name, { tool: 'profile-my-data' });
  const ended = await analyses.wait(id);
  expect(ended.status).toBe('completed');
  expect(ended.downloads.map(({ status }) => status)).toEqual(ended.downloads.map(() => 'upload_failed'));
  await expect.poll(waiting).toBe(ended.downloads.length);
  await uploads().drain(true);
  await uploads().resume();
  storing(true);
  return id;
}

const buttons = (page: Page) => page.getByRole('main').getByRole('button').allTextContents();

describe('failed deliveries', () => {
  it('are counted, re-processed in one run, and listed with the run', async () => {
    const analyses = (await suite.api.client('fails')).analyses;
    const id = await failedAnalysis(analyses, 'people.csv');
    const count = (await analyses.downloads(id)).length;
    const page = await suite.open({ account: 'ops', role: 'operator', path: '/operator/failed-uploads' });
    const table = page.getByRole('table', { name: /^Failed deliveries/ });
    await expect.poll(() => table.getByRole('row').count()).toBe(count + 1);
    await table.getByText('ServiceUnavailable').first().waitFor();
    await shoot(page, 'failed-deliveries', ({ name }) => expectAccessible(page, `failed deliveries, ${name}`));

    await page.getByRole('button', { name: /Tool/ }).click();
    await page.getByRole('option', { name: 'Cleaning' }).click();
    await page.getByText('No failed deliveries match your filters.').waitFor();
    expect(new URL(page.url()).searchParams.get('tool')).toBe('clean-my-data');
    await page.getByRole('link', { name: 'Show all failed deliveries' }).click();

    await page.getByRole('button', { name: `Re-process ${count} artifacts` }).click();
    await page.getByText(`${count} of ${count} artifacts delivered.`).waitFor();
    expect((await analyses.downloads(id)).map(({ status }) => status)).toEqual(Array(count).fill('uploaded'));
    await page.getByText('All artifacts have been delivered.').waitFor();
    await shoot(page, 'reprocess-run', ({ name }) => expectAccessible(page, `run, ${name}`));

    const run = new URL(page.url()).searchParams.get('run');
    const again = await suite.openBeside(page, `/operator/failed-uploads?run=${run}`);
    await again.getByText(`${count} of ${count} artifacts delivered.`).waitFor();
    await again.getByRole('button', { name: 'Close' }).click();
    await again
      .getByRole('table', { name: /^Re-processing runs/ })
      .getByRole('link')
      .first()
      .click();
    await again.getByText(`${count} of ${count} artifacts delivered.`).waitFor();
  });

  it('are retried one by one, and show when a retry fails', async () => {
    const analyses = (await suite.api.client('single')).analyses;
    await failedAnalysis(analyses, 'single.csv');
    const page = await suite.open({ account: 'single', path: '/operator/failed-uploads' });
    const row = page
      .getByRole('table', { name: /^Failed deliveries/ })
      .getByRole('row')
      .nth(1);
    storing(false);
    await row.getByRole('button').click();
    await row.getByText(/^Failed again/).waitFor();
    await expect.poll(waiting).toBe(1);
    await uploads().drain(true);
    storing(true);
    await row.getByRole('button').click();
    await row.getByRole('link', { name: 'Download' }).waitFor();
    await expectAccessible(page);
  });

  it('are retried by selection, with the outcome of each', async () => {
    const analyses = (await suite.api.client('several')).analyses;
    const id = await failedAnalysis(analyses, 'several.csv');
    const failed = (await analyses.downloads(id)).length;
    const page = await suite.open({ account: 'several', path: '/operator/failed-uploads' });
    const boxes = page.getByRole('table', { name: /^Failed deliveries/ }).getByRole('checkbox');
    await expect.poll(() => boxes.count()).toBe(failed + 1);
    await page.getByRole('checkbox', { name: 'Select all shown' }).press('Space');
    await page.getByText(`${failed} artifacts selected`).waitFor();
    await inEveryLook(page, 'deliveries', ({ name }) => expectAccessible(page, `selected deliveries, ${name}`));
    await page.getByRole('button', { name: `Retry delivery of ${failed} artifacts` }).click();
    await page.getByText(`${failed} artifacts queued for delivery.`).waitFor();
    // Queued ones are pending, and the next test pauses the queue.
    const statuses = async () => (await analyses.downloads(id)).map(({ status }) => status);
    await expect.poll(statuses).toEqual(Array(failed).fill('uploaded'));
  });

  it('are read-only for viewers', async () => {
    const analyses = (await suite.api.client('seen')).analyses;
    await failedAnalysis(analyses, 'seen.csv');
    const page = await suite.open({ account: 'seen', role: 'viewer', path: '/operator/failed-uploads' });
    await page.getByText('Re-processing requires the member role.').waitFor();
    await page.getByRole('table', { name: /^Failed deliveries/ }).waitFor();
    expect((await buttons(page)).filter((name) => /process|retry/i.test(name))).toEqual([]);
    await expectAccessible(page);
  });

  it('are delivered by runs that can be retried after they failed', async () => {
    const columns = { status: 'failed', error_code: 'JOB_STALLED', error_message: 'Its workers died.' };
    const runId = await aRun(suite.stack, { accountId: 'rerun', columns });
    const page = await suite.open({ account: 'rerun', path: `/operator/failed-uploads?run=${runId}` });
    await page.getByText('Its workers died.').waitFor();
    await page.getByRole('button', { name: 'Retry', exact: true }).click();
    await expect.poll(async () => (await runWork.get(suite.stack.db, runId))?.status).toBe('completed');
    await page.getByText('Its workers died.').waitFor({ state: 'detached' });
  });

  it('have runs that can be cancelled while waiting for a worker', async () => {
    const analysisId = await anAnalysis(suite.stack, { accountId: 'stopped' });
    await aDownload(suite.stack, { accountId: 'stopped', status: 'upload_failed', analysisId });
    await suite.stopWorker();
    onTestFinished(() => suite.startWorker());
    const page = await suite.open({ account: 'stopped', path: '/operator/failed-uploads' });
    await page.getByRole('button', { name: 'Re-process 1 artifact' }).click();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByText('Run cancelled. 0 delivered; the rest are unchanged.').waitFor();
  });
});

describe('jobs', () => {
  it('are filtered by type, status, file name and id, and the filters are in the URL', async () => {
    const client = await suite.api.client('found');
    const good = await client.imports.post(Buffer.from('identifier,name\nF-1,one\n'));
    await client.imports.wait(good.job_id);
    const bad = await client.imports.post(Buffer.from('identifier,name\n'));
    await client.imports.wait(bad.job_id);
    const analyses = client.analyses;
    const { analysis_id: id } = await analyses.post(people('found'), 'people of found.csv', {
      tool: 'profile-my-data',
    });
    await analyses.wait(id);

    const page = await suite.open({ account: 'ops', role: 'operator', path: '/operator/jobs?account=found' });
    const table = page.getByRole('table', { name: /^Jobs/ });
    const files = () => table.getByRole('rowheader').allTextContents();
    await expect.poll(files).toEqual(['people of found.csv', 'import.csv', 'import.csv']);
    // Operators see jobs of other accounts, and cannot change them.
    expect(await table.getByRole('checkbox').count()).toBe(0);
    await shoot(page, 'jobs', ({ name }) => expectAccessible(page, `jobs, ${name}`));

    await page.getByRole('searchbox', { name: 'File name or ID' }).fill('of found');
    await expect.poll(files).toEqual(['people of found.csv']);
    await page.waitForURL(/q=of\+found/);
    await page.getByRole('searchbox', { name: 'File name or ID' }).fill(bad.job_id);
    await expect.poll(files).toEqual(['import.csv']);
    await table.getByText('FILE_NO_ROWS').waitFor();
    await page.getByRole('searchbox', { name: 'File name or ID' }).fill('');
    await page.getByRole('button', { name: /Status/ }).click();
    await page.getByRole('option', { name: 'Failed' }).click();
    await expect.poll(files).toEqual(['import.csv']);
    await page.reload();
    await expect.poll(files).toEqual(['import.csv']);
    expect(new URL(page.url()).searchParams.get('state')).toBe('failed');
  });

  it('have statistics over time, and queues and workers are listed', async () => {
    const client = await suite.api.client('counted');
    const { job_id } = await client.imports.post(Buffer.from('identifier,name\nC-1,one\nC-2,two\n'));
    await client.imports.wait(job_id);
    const page = await suite.open({ account: 'counted', role: 'operator', path: '/operator/jobs?account=counted' });
    await page.getByRole('tab', { name: 'Throughput and latency' }).click();
    await page.getByText('2 rows written.').waitFor();
    await page.locator('.recharts-bar-rectangle').first().waitFor();
    await page.getByRole('table', { name: 'Wait and run times' }).waitFor();
    await page.getByRole('button', { name: /Time range/ }).click();
    await page.getByRole('option', { name: '7 days' }).click();
    await page.getByText('the last 7 days').first().waitFor();
    await page.getByText('Show data for Rows imported').click();
    await page
      .getByRole('table', { name: 'Rows imported in the last 7 days' })
      .getByText('2', { exact: true })
      .waitFor();
    await shoot(page, 'jobs-statistics', ({ name }) => expectAccessible(page, `statistics, ${name}`));
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toMatchObject({ view: 'statistics', range: '7d' });
    const release = await holdKey(suite.stack.databaseUrl, 'counted', 'HELD-1');
    const running = await client.imports.post(Buffer.from('identifier,name\nHELD-1,one\n'));
    await page.getByRole('tab', { name: 'Queues and workers' }).click();
    const queues = page.getByRole('table', { name: 'Queues' });
    await queues.getByRole('rowheader', { name: 'imports', exact: true }).waitFor();
    const current = page.getByRole('table', { name: 'Workers' }).getByRole('cell', { name: /of counted, started/ });
    await current.waitFor();
    await shoot(page, 'queues', ({ name }) => expectAccessible(page, `queues, ${name}`));
    await current.getByRole('link', { name: 'import-file' }).click();
    await page.waitForURL(new RegExp(`q=${running.job_id}`));
    await page.getByRole('table', { name: /^Jobs/ }).getByText('Running').waitFor();
    await release();
    await client.imports.wait(running.job_id);
  });

  it('lead from the storage that each account uses', async () => {
    const { imports } = await suite.api.client('filled');
    await imports.upload(Buffer.alloc(2 * 1024 * 1024, 'name\n'), 'filled.csv');
    const page = await suite.open({ account: 'ops', role: 'operator', path: '/operator/storage' });
    const accounts = page.getByRole('table', { name: /^Storage by account/ });
    expect((await accounts.getByRole('row').nth(1).innerText()).split(/\s*\t\s*/)).toEqual([
      ...['filled', '1', '2.0 MiB', 'None'],
    ]);
    await accounts.getByRole('link', { name: 'filled' }).click();
    await page.getByText('No jobs match your filters.').waitFor();
    expect(new URL(page.url()).searchParams.get('account')).toBe('filled');
  });

  it('that are new are only counted until the list is refreshed, and shown rows do not move', async () => {
    const first = await anImport(suite.stack, { accountId: 'calm' });
    const page = await suite.open({ account: 'calm', path: '/operator/jobs' });
    const table = page.getByRole('table', { name: /^Jobs/ });
    await expect.poll(() => table.getByRole('rowheader').count()).toBe(1);
    const top = async () => (await table.getByRole('rowheader').boundingBox())?.y;
    const place = await top();
    await anImport(suite.stack, { accountId: 'calm' });
    await suite.stack.db.execute(sql`update bulk_import_jobs set status = 'completed', total_rows = 1, processed_rows = 1, succeeded_rows = 1,
        inserted_rows = 1 where id = ${first}`);
    await page.getByRole('button', { name: 'Refresh (1 new job)' }).waitFor();
    await table.getByText('Completed').waitFor();
    expect(await top()).toBe(place);
    await page.getByRole('button', { name: 'Refresh (1 new job)' }).click();
    await expect.poll(() => table.getByRole('rowheader').count()).toBe(2);
    await page.getByRole('button', { name: 'Refresh', exact: true }).first().waitFor();

    await page.getByRole('checkbox', { name: 'Select all shown' }).press('Space');
    await page.getByText('2 jobs selected').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Retry', exact: true }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Cancel 1 job' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel 1 job' }).click();
    await page.getByText('1 job cancelled.').waitFor();
    await table.getByText('Cancelled').waitFor();
    await expectAccessible(page, 'jobs after a selection was cancelled');
  });

  it('are limited to the own account for non-operators, who see no queues', async () => {
    const page = await suite.open({ account: 'empty', role: 'viewer', path: '/operator/jobs' });
    await page.getByText('No jobs yet.').waitFor();
    expect(await page.getByText('Queues and workers').count()).toBe(0);
    expect(await page.getByRole('searchbox', { name: 'Account' }).count()).toBe(0);
    await expectAccessible(page);
  });
});

describe('traces', () => {
  it('lead from a request to its job and its errors', async () => {
    const client = await suite.api.client('traced');
    const { job_id, trace_id } = await client.imports.post(Buffer.from('identifier,name\n'));
    await client.imports.wait(job_id);
    const page = await suite.open({ account: 'ops', role: 'operator', path: '/operator/traces' });
    await page.getByRole('searchbox', { name: 'ID' }).fill('nonsense');
    await page.getByText(/^An ID looks like/).waitFor();
    await expectAccessible(page, 'traces, an invalid ID');
    await page.getByRole('searchbox', { name: 'ID' }).fill(trace_id);
    const table = page.getByRole('table', { name: /^Traces/ });
    await expect.poll(() => table.getByRole('row').count()).toBe(3);
    await table.getByRole('rowheader', { name: 'import-file' }).waitFor();
    await shoot(page, 'traces', ({ name }) => expectAccessible(page, `traces, ${name}`));

    await table.getByRole('row', { name: /POST/ }).getByRole('link').last().click();
    await page.getByRole('heading', { level: 1, name: 'POST /api/v1/:importer/bulk' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/operator/traces/${trace_id}`);
    await page.getByRole('article', { name: 'FILE_NO_ROWS in import-file' }).waitFor();
    await page.getByText('Stack trace', { exact: true }).click();
    await page.getByRole('region', { name: 'Stack trace of FILE_NO_ROWS' }).getByText('AppError').waitFor();
    await expectAccessible(page, 'trace, stack trace open');
    // Collapsed for the screenshot, because its paths differ on every machine.
    await page.getByText('Stack trace', { exact: true }).click();
    await shoot(page, 'trace', ({ name }) => expectAccessible(page, `trace, ${name}`));
    await page.getByRole('link', { name: 'import-file' }).click();
    await page.getByRole('heading', { level: 1, name: 'import-file' }).waitFor();
    await page.getByRole('definition').getByRole('link').first().click();
    await page.getByRole('table', { name: /^Jobs/ }).getByText('FILE_NO_ROWS').waitFor();

    const member = await suite.open({ account: 'traced', path: `/operator/traces/${trace_id}` });
    await member.getByRole('article', { name: 'FILE_NO_ROWS in import-file' }).waitFor();
    expect(await member.getByText('Stack trace', { exact: true }).count()).toBe(0);
    const stranger = await suite.open({ account: 'stranger', path: `/operator/traces/${trace_id}` });
    await stranger.getByText('Trace not found.').waitFor();
    await expectAccessible(stranger, 'a missing trace');
  });

  it('of errors are found by error code', async () => {
    const client = await suite.api.client('errors');
    const { job_id } = await client.imports.post(Buffer.from('identifier,name\n'));
    await client.imports.wait(job_id);
    const page = await suite.open({ account: 'errors', role: 'operator', path: '/operator/errors?account=errors' });
    const groups = page.getByRole('table', { name: /^Errors by code/ });
    await expect.poll(() => groups.getByRole('row').nth(1).getByRole('cell').first().textContent()).toBe('1');
    await groups.getByRole('link', { name: 'FILE_NO_ROWS' }).click();
    await page.waitForURL(/code=FILE_NO_ROWS/);
    await shoot(page, 'errors', ({ name }) => expectAccessible(page, `errors, ${name}`));
    await page.getByRole('searchbox', { name: 'Code' }).fill('FILE_CORRUPT');
    await page.getByText('No errors match your filters.').waitFor();
    for (const path of ['/operator/errors', '/operator/audit', '/operator/storage']) {
      const viewer = await suite.open({ account: 'errors', role: 'viewer', path });
      await viewer.getByText('This page requires the operator role.').waitFor();
      expect(await buttons(viewer)).toEqual([]);
      await expectAccessible(viewer);
    }
  });
});

describe('the audit', () => {
  it('shows who did what, and leads to more of the same person, action and resource', async () => {
    const client = await suite.api.client('audited');
    const { job_id } = await client.imports.post(Buffer.from('identifier,name\nA-1,one\n'), { on_invalid: 'abort' });
    await client.imports.wait(job_id);
    const page = await suite.open({ account: 'ops', role: 'operator', path: '/operator/audit?account=audited' });
    const event = page.getByRole('article', { name: /^Started an import/ });
    await event.getByText('Done', { exact: true }).waitFor();
    await event.getByText('Details', { exact: true }).click();
    await event.getByText('member of audited', { exact: true }).waitFor();
    await event.getByRole('region', { name: 'After' }).getByText('"on_invalid": "abort"').waitFor();
    await expectAccessible(page, 'audit, details open');
    await event.getByText('Details', { exact: true }).click();
    await shoot(page, 'audit', ({ name }) => expectAccessible(page, `audit, ${name}`));

    await event.getByRole('link', { name: 'Started an import' }).click();
    await page.waitForURL(/action=import\.create/);
    await expect.poll(() => page.getByRole('article').count()).toBe(1);
    await event.getByRole('link', { name: job_id }).click();
    await page.waitForURL(new RegExp(`id=${job_id}`));
    await page.getByRole('searchbox', { name: 'Person' }).fill('nobody');
    await page.getByText('No events match your filters.').waitFor();
    expect(new URL(page.url()).searchParams.get('actor')).toBe('nobody');
    await page.reload();
    await page.getByText('No events match your filters.').waitFor();
  });
});

describe('the queue board', () => {
  it('offers a retry of failed jobs and no other change', async () => {
    const client = await suite.api.client('board');
    const { job_id } = await client.imports.post(Buffer.from('identifier,name\n'));
    await client.imports.wait(job_id);
    const page = await suite.open({ account: 'ops', role: 'operator', path: '/operator/jobs' });
    const board = await suite.openBeside(page, '/admin/queues/queue/imports?status=failed');
    await board.getByText(job_id).first().waitFor();
    // bull-board has more; what the API refuses is hidden.
    const actions = board.locator('[class*="jobActions-"] > li');
    await expect.poll(() => actions.count()).toBeGreaterThan(1);
    const jobs = await board.locator('[class*="jobActions-"]').count();
    await expect.poll(() => actions.filter({ visible: true }).count()).toBe(jobs);
    const menus = board.locator('button:has(> .lucide-ellipsis-vertical), [class*="queueActions-"]');
    expect(await menus.filter({ visible: true }).count()).toBe(0);
  });
});

describe('markup', () => {
  it('in names stays text in the job list and on the queue board', async () => {
    // A file name is cut to the part after its last slash, so it cannot contain end tags.
    const name = '<img src=x onerror=window.injected=1><script>window.injected=1.csv';
    const client = await suite.api.client('markup');
    const csv = Buffer.from(`identifier,name,${MARKUP.replaceAll('"', '')}\nM-1,${MARKUP.replaceAll('"', '')},x\n`);
    const { doc_id } = await client.imports.upload(csv, name);
    const { job_id } = await client.imports.postDocument(doc_id);
    await client.imports.wait(job_id);
    const analyses = client.analyses;
    await analyses.wait((await analyses.postDocument(doc_id, { tool: 'profile-my-data' })).analysis_id);
    const page = await suite.open({ account: 'ops', role: 'operator', path: '/operator/jobs?account=markup' });
    await page.getByRole('rowheader').getByText('onerror=').first().waitFor();
    const board = await suite.openBeside(page, '/admin/queues/queue/imports?status=completed');
    await board.getByText(job_id).first().waitFor();
    expect(await board.locator('img[src=x]').count()).toBe(0);
    // The board shows job data as text, no matter what it contains.
    const queue = suite.stack.queues.queue('maintenance');
    await queue.add(MARKUP, { file_name: MARKUP }, { delay: 3_600_000, jobId: newId() });
    await board.goto(`${suite.url}/admin/queues/queue/maintenance?status=delayed`);
    await board.getByText('onerror=').first().waitFor();
    expect(await board.locator('img[src=x]').count()).toBe(0);
  });
});
