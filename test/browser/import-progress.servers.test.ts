import { sql } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { bigCsv, expectAccessible, inEveryLook, shoot, useBrowser } from './support/index.ts';

const suite = useBrowser();
const big = bigCsv('big.csv', 60 * 1024 * 1024);
afterAll(big.remove);

const started = async (account: string, options = {}) => {
  const client = await suite.api.client(account);
  const { job_id: id } = await client.imports.post(big.path, options);
  return { client, id, path: `/imports/assets/${id}` };
};

it('an import is followed through a reload and a restart of the worker', async () => {
  await suite.stopWorker();
  const { client, id, path } = await started('follow');
  const page = await suite.open({ account: 'follow', path });
  await page.getByRole('progressbar', { name: 'Waiting for a worker' }).waitFor();
  await suite.startWorker();
  const bar = page.getByRole('progressbar', { name: /^Importing/ });
  await bar.waitFor();
  await expect.poll(() => bar.getAttribute('aria-valuenow'), { interval: 30 }).not.toBe('0');
  await suite.stopWorker();
  const { processed_rows: done, status } = await client.imports.get(id);
  expect([status, done > 0, done < big.rows]).toEqual(['processing', true, true]);

  await page.reload();
  await page.getByText(`of ${big.rows.toLocaleString('en')} records`).waitFor();
  expect(Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(0);
  await inEveryLook(page, 'a waiting import', ({ name }) => expectAccessible(page, `a waiting import, ${name}`));
  await suite.startWorker();
  await page.getByText(`Import completed: ${big.rows.toLocaleString('en')} rows written`).waitFor({ timeout: 90_000 });
  const [found] = await suite.stack.db.execute(sql`select count(*) as n from assets where account_id = 'follow'`);
  expect(Number((found as unknown as { n: number }[])[0]?.n)).toBe(big.rows);
});

it('an import is cancelled after confirmation', async () => {
  // Ten minutes, which pictures and checks on a busy machine do not take.
  const { path } = await started('cancel', { max_rows_per_second: 500 });
  const page = await suite.open({ account: 'cancel', path });
  const bar = page.getByRole('progressbar', { name: /^Importing/ });
  await expect.poll(() => bar.getAttribute('aria-valuenow')).toMatch(/^[1-9]/);
  await shoot(page, 'import-running', ({ name }) => expectAccessible(page, `a running import, ${name}`));
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Cancel this import?' });
  await dialog.waitFor();
  await expectAccessible(page, 'the confirmation');
  await dialog.getByRole('button', { name: 'Keep running' }).click();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await dialog.getByRole('button', { name: 'Cancel import' }).click();
  await page.getByText('The import was cancelled.').waitFor();
});
