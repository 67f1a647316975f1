import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { twoSheets } from '../harness/two-sheets.ts';
import {
  choose,
  csv,
  drop,
  expectAccessible,
  goOn,
  goTo,
  hasFocus,
  holdRequests,
  MARKUP,
  shoot,
  startImport,
  useBrowser,
} from './support/index.ts';

const suite = useBrowser();

const things = csv(
  'things.csv',
  [
    'Asset Tag;Label;Kind;Bought',
    'P-001;Pump in hall 3;device;2024-03-01',
    'P-002;;device;2024-03-02',
    'P-003;Fan;spaceship;2024-03-03',
    'P-001;Pump again;device;2024-03-04',
    'P-005;Heater;device;2024-03-05',
  ].join('\n'),
);

describe('an import', () => {
  it('goes from a dropped file to its result file, and imports the corrected one', async () => {
    const page = await suite.open({ account: 'first' });
    await drop(page, page.getByText('Drop CSV or Excel files here'), things);
    await page.getByText('Stored and verified.').waitFor();
    await page.getByRole('link', { name: 'Import things.csv' }).click();

    await page.getByText('Detected: Semicolon').waitFor();
    await shoot(page, 'import-reading', ({ name }) => expectAccessible(page, `how a file is read, ${name}`));
    await goOn(page, 'Columns');
    await page.getByText('3 columns matched by name').waitFor();
    const kind = page.getByRole('row', { name: /^Bought/ });
    await expect.poll(() => kind.getByText('Not matched').count()).toBe(1);
    await kind.getByRole('button', { name: /maps to/ }).click();
    await page.getByRole('option', { name: /^valid_from/ }).click();
    await kind.getByText('Mapped by you').waitFor();
    await shoot(page, 'import-columns', ({ name }) => expectAccessible(page, `columns, ${name}`));
    await goOn(page, 'Review');
    await page.getByText('Errors in 2 of the 5 records of the file.').waitFor();
    await page.getByRole('button', { name: 'Row 4' }).click();
    await page.getByRole('table', { name: 'Cells of row 4' }).getByText('"Kind" is not one of').waitFor();
    await shoot(page, 'import-review', ({ name }) => expectAccessible(page, `review, ${name}`));
    await goOn(page, 'Start');
    await page.getByText('When a row already exists').waitFor();
    await shoot(page, 'import-start', ({ name }) => expectAccessible(page, `start, ${name}`));

    await page.getByRole('button', { name: 'Dry run' }).click();
    await page.getByText('Dry run: most records would fail: 2 rows would be written, 3 records with errors.').waitFor();
    expect(await assets('first')).toEqual([]);
    await page.getByRole('button', { name: 'Import now' }).click();
    await page.getByText('Most records failed: 2 rows written, 3 records with errors.').waitFor();
    const causes = page.getByRole('table', { name: 'Causes of row errors, the most frequent first' });
    await expect.poll(() => causes.getByRole('row').count()).toBe(4);
    expect(await assets('first')).toEqual(['P-001 Pump in hall 3', 'P-005 Heater']);
    await page.getByRole('cell', { name: 'spaceship' }).waitFor();
    await shoot(page, 'import-done', ({ name }) => expectAccessible(page, `import, ${name}`));

    await page.getByRole('searchbox', { name: 'Search' }).fill('spaceship');
    await page.getByRole('cell', { name: 'spaceship' }).waitFor();
    await page.waitForURL(/q=spaceship/);
    await expect
      .poll(() =>
        page
          .getByRole('table', { name: /^Row errors/ })
          .getByRole('row')
          .count(),
      )
      .toBe(2);

    const [result] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV', exact: true }).click(),
    ]);
    const text = readFileSync(await result.path(), 'utf8');
    expect(text).toContain('P-003;Fan;spaceship');

    await page.getByRole('link', { name: 'Upload corrected file' }).click();
    await page.getByText('The column mapping and options of the last import are kept.').waitFor();
    const corrected = text.replace('spaceship', 'other').replace('P-002;;', 'P-002;Valve;');
    await choose(page, page.getByRole('button', { name: 'Choose files' }), csv('corrected.csv', corrected));
    await goTo(page, 'Review');
    await page.getByText('This is a result file').waitFor();
    await goTo(page, 'Columns');
    await page.getByText(/^\d columns of the result file are not imported: /).waitFor();
    await goTo(page, 'Review');
    await startImport(page);
    await page.getByText(/Import completed: 2 rows written/).waitFor();
    expect(await assets('first')).toEqual(['P-001 Pump in hall 3', 'P-002 Valve', 'P-003 Fan', 'P-005 Heater']);

    await page.getByRole('link', { name: 'Imports', exact: true }).click();
    await page.getByRole('link', { name: 'corrected.csv' }).waitFor();
    await shoot(page, 'imports', ({ name }) => expectAccessible(page, `imports, ${name}`));
    await page.getByRole('link', { name: 'Sluice' }).click();
    await page.getByRole('link', { name: 'things.csv' }).first().waitFor();
    await shoot(page, 'home', ({ name }) => expectAccessible(page, `home, ${name}`));
    await page.getByRole('link', { name: 'Documents', exact: true }).click();
    await page.getByRole('button', { name: 'Delete things.csv' }).waitFor();
    await shoot(page, 'documents', ({ name }) => expectAccessible(page, `documents, ${name}`));
  });

  it('generates the result file as a workbook on request', async () => {
    const page = await suite.open({ account: 'workbook', path: '/imports/new' });
    await choose(page, page.getByRole('button', { name: 'Choose files' }), things);
    await startImport(page);
    await page.getByText(/Most records failed: 2 rows written/).waitFor();
    const [result] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Excel', exact: true }).click(),
    ]);
    expect(
      readFileSync(await result.path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    expect(result.suggestedFilename()).toMatch(/\.xlsx$/);
  });

  it('shows that the result file is not delivered or has expired, and delivers it again', async () => {
    const page = await suite.open({ account: 'undelivered', path: '/imports/new' });
    await choose(page, page.getByRole('button', { name: 'Choose files' }), things);
    await startImport(page);
    await page.getByRole('button', { name: 'CSV', exact: true }).waitFor();
    const become = async (set: ReturnType<typeof sql>) => {
      await suite.stack.db.execute(sql`update downloads set ${set} where account_id = 'undelivered'`);
      await page.reload();
    };
    await become(sql`status = 'upload_failed', last_error = 'STORAGE_UNAVAILABLE: no response'`);
    await page.getByText('STORAGE_UNAVAILABLE: The object storage is not available').waitFor();
    await expectAccessible(page, 'a result file that is not delivered');
    await page.getByRole('button', { name: 'Retry delivery' }).click();
    await page.getByRole('button', { name: 'CSV', exact: true }).waitFor();
    await become(sql`status = 'expired'`);
    await page.getByText('The result file has expired.').waitFor();
    await page.getByRole('button', { name: 'Create again' }).click();
    await page.getByRole('button', { name: 'CSV', exact: true }).waitFor();
  });

  it('that failed is retried, and so is a failed conversion of its result file', async () => {
    const account = 'retries';
    const imports = (await suite.api.client(account)).imports;
    const { job_id } = await imports.post(Buffer.from('identifier,name\nR-1,one\n'));
    await imports.wait(job_id);
    const { db } = suite.stack;
    const fail = (code: string) =>
      db.execute(sql`update bulk_import_jobs set status = 'failed', error_code = ${code}, error_message = 'It stopped.'
        where id = ${job_id}`);
    await fail('FILE_CORRUPT');
    const page = await suite.open({ account, path: `/imports/assets/${job_id}` });
    await page.getByText('Fix the file and upload it again.').waitFor();
    expect(await page.getByRole('button', { name: 'Retry' }).count()).toBe(0);
    await fail('STORAGE_UNAVAILABLE');
    await page.reload();
    await page.getByRole('button', { name: 'Retry', exact: true }).click();
    await page.getByText('Import completed: 1 row written').waitFor();

    const stored = sql`job_id = ${job_id} and format = 'csv'`;
    await db.execute(sql`update downloads set s3_path = concat(s3_path, '-away') where ${stored}`);
    await page.getByRole('button', { name: 'Excel', exact: true }).click();
    const retry = page.getByRole('button', { name: 'Retry Excel' });
    await retry.waitFor();
    await expectAccessible(page, 'a failed conversion');
    await db.execute(sql`update downloads set s3_path = replace(s3_path, '-away', '') where ${stored}`);
    const [result] = await Promise.all([page.waitForEvent('download'), retry.click()]);
    expect(result.suggestedFilename()).toMatch(/\.xlsx$/);
  });

  it('shows markup in files as text', async () => {
    const page = await suite.open({ account: 'markup', path: '/imports/new' });
    const file = csv(`${MARKUP.replaceAll('/', '')}.csv`, `name,type,${MARKUP}\n${MARKUP},${MARKUP},${MARKUP}\n`);
    await choose(page, page.getByRole('button', { name: 'Choose files' }), file);
    await page.getByRole('table', { name: 'First rows of the file as they stand' }).getByText(MARKUP).first().waitFor();
    await goTo(page, 'Columns');
    await page.getByRole('rowheader', { name: MARKUP }).waitFor();
    await page.getByRole('button', { name: 'Generate keys' }).click();
    await goTo(page, 'Review');
    await page.getByRole('table', { name: 'First records of the file' }).getByText(MARKUP).first().waitFor();
    await startImport(page);
    await page.getByText('The only record failed. No rows were written.').waitFor();
    await page.getByRole('cell', { name: MARKUP }).first().waitFor();
    for (const at of ['/imports', '/documents', '/']) {
      await page.goto(suite.url + at);
      await page.getByText('<img src=x').first().waitFor();
    }
    expect(await page.locator('img[src="x"], main script').count()).toBe(0);
  });

  it('that is all or nothing writes nothing and shows what to do', async () => {
    const page = await suite.open({ account: 'nothing', path: '/imports/new?on_invalid=abort' });
    await choose(page, page.getByRole('button', { name: 'Choose files' }), things);
    await startImport(page);
    await page.getByText('so nothing was written').waitFor();
    await page.getByText('Fix the records listed below').waitFor();
    expect(await page.getByRole('button', { name: 'Retry' }).count()).toBe(0);
    await page.getByRole('cell', { name: 'spaceship' }).waitFor();
    await shoot(page, 'import-failed', ({ name }) => expectAccessible(page, `a failed import, ${name}`));
    await page.getByRole('link', { name: 'Edit and import again' }).click();
    await goTo(page, 'Start');
    await page.getByText('Import valid records').click();
    await startImport(page);
    await page.getByText(/Most records failed: 2 rows written/).waitFor();
  });

  it('that fails on one field in every record shows which column to map, and skips records already imported', async () => {
    const page = await suite.open({ account: 'all-wrong', path: '/imports/new' });
    const rows = 'Tag;Name;Category\nX-1;Pump;IT\nX-2;Fan;IT\n';
    await choose(page, page.getByRole('button', { name: 'Choose files' }), csv('all-wrong.csv', rows));
    await goTo(page, 'Review');
    await page.getByText('Map "Category" to another column').waitFor();
    await goTo(page, 'Columns');
    await page.getByText('2 columns matched by name').click();
    await page
      .getByRole('row', { name: /^Category/ })
      .getByRole('button')
      .click();
    await page.getByRole('option', { name: 'Do not import' }).click();
    await page
      .getByRole('row', { name: /^Category/ })
      .getByText('Ignored')
      .waitFor();
    await goTo(page, 'Review');
    await page.getByText('No errors in the 2 records of the file.').waitFor();
    const done = `_row;_status;Tag;Name\n2;imported;X-1;Pump\n3;failed;X-2;Fan\n`;
    await goTo(page, 'File');
    await page.getByRole('link', { name: 'Choose another document' }).click();
    await choose(page, page.getByRole('button', { name: 'Choose files' }), csv('all-right.csv', done));
    await goTo(page, 'Review');
    await page.getByText('This is a result file: 1 record').waitFor();
    await goTo(page, 'Columns');
    await page.getByText('the file has no column "Category"').waitFor();
    await page.getByRole('button', { name: 'Re-match columns' }).click();
    await page.getByText('the file has no column "Category"').waitFor({ state: 'detached' });
    // "Tag" is not known, so no record has a key.
    await goTo(page, 'Start');
    await page.getByRole('button', { name: 'Generate keys' }).click();
    await startImport(page);
    await page.getByText('1 record skipped: already imported').waitFor();
    expect(await page.getByText('Row errors').count()).toBe(0);
  });

  it('keeps the chosen mapping and date format through a reload', async () => {
    const page = await suite.open({ account: 'columns', path: '/imports/new' });
    await choose(
      page,
      page.getByRole('button', { name: 'Choose files' }),
      csv('odd.csv', 'what,when\nPump,03/04/2024\n'),
    );
    await goTo(page, 'Start');
    await page.getByText('Map a column to name first.').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Start import' }).isDisabled()).toBe(true);
    await goTo(page, 'Columns');
    await page.getByText('The file has no column "name".').waitFor();
    await page.getByRole('row', { name: /^what/ }).getByRole('button').click();
    await page.getByRole('option', { name: /^name/ }).click();
    await page.getByRole('row', { name: /^when/ }).getByRole('button').click();
    await page.getByRole('option', { name: /^valid_from/ }).click();
    await goTo(page, 'Review');
    await page.getByText('Errors in the only record.').waitFor();
    await goTo(page, 'Reading');
    const release = await holdRequests(page, /\/bulk\/preview/);
    await page.getByRole('button', { name: /Date format/ }).click();
    await page.getByRole('option', { name: /^Day first/ }).click();
    const steps = page.getByRole('navigation', { name: 'Steps of the import' }).getByRole('listitem');
    // What was found with the earlier settings is not passed off as checked.
    await expect
      .poll(() => steps.allInnerTexts())
      .toEqual([expect.stringMatching(/Stored$/), ...Array(4).fill(expect.stringMatching(/Checking…$/))]);
    await goTo(page, 'Review');
    await page.getByText('Checking the records with the new settings…').waitFor();
    await release();
    await page.getByText('No errors in the only record.').waitFor();
    await goTo(page, 'Columns');
    await page.getByRole('button', { name: 'Generate keys' }).click();
    await goTo(page, 'Review');
    await page.reload();
    await page.getByText('No errors in the only record.').waitFor();
    await startImport(page);
    await page.getByText('Import completed: 1 row written').waitFor();
  });
});

describe('a file that can be read in several ways', () => {
  it('is imported with warnings, and again as the user decides', async () => {
    const page = await suite.open({ account: 'sheets', path: '/imports/new' });
    const buffer = await twoSheets();
    const file = { name: 'book.xlsx', mimeType: 'application/octet-stream', buffer };
    await choose(page, page.getByRole('button', { name: 'Choose files' }), file);
    await page.getByText('Only the sheet "Assets" is read').waitFor();
    await page.getByText('More settings').click();
    await page.getByLabel('Refuse doubtful settings').waitFor();
    await expectAccessible(page, 'settings of a file');
    await startImport(page);
    await page.getByText('Import completed: 2 rows written').waitFor();
    const warnings = page.getByRole('table', { name: 'Warnings about the file' });
    await warnings.getByText('OTHER_SHEETS').waitFor();
    await expectAccessible(page, 'an import with warnings');
    await page.getByRole('link', { name: 'Imports', exact: true }).click();
    await page.getByText('1 warning', { exact: true }).waitFor();

    await page.getByRole('link', { name: 'book.xlsx' }).click();
    await page.getByRole('link', { name: 'Edit and import again' }).click();
    await page.getByRole('button', { name: /Sheet/ }).click();
    await page.getByRole('option', { name: 'Notes' }).click();
    await page.getByText('Only the sheet "Assets" is read').waitFor({ state: 'detached' });
    await startImport(page);
    await page.getByText('Import completed: 1 row written').waitFor();
    expect(await warnings.count()).toBe(0);
    expect(await assets('sheets')).toEqual(['N-1 Note', 'S-1 Pump', 'S-2 Fan']);
  });
});

describe('documents', () => {
  it('can be downloaded, and deleted after confirmation', async () => {
    const client = await suite.api.client('files');
    await client.imports.upload(things.buffer, 'things.csv');
    const page = await suite.open({ account: 'files', path: '/documents' });
    await page.getByRole('heading', { name: 'Account usage' }).waitFor();
    await page.getByText('Unfinished imports').waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download things.csv' }).click(),
    ]);
    expect(readFileSync(await file.path())).toEqual(things.buffer);
    await page.getByRole('button', { name: 'Delete things.csv' }).click();
    await page.getByRole('button', { name: 'Delete document' }).click();
    await page.getByText('No documents yet.').waitFor();
    await hasFocus(page, page.locator('#page-title'));
  });

  it('cannot be deleted while an import needs them, and the page shows why', async () => {
    await suite.stopWorker();
    const client = await suite.api.client('needed');
    await client.imports.post(things.buffer);
    const page = await suite.open({ account: 'needed', path: '/documents' });
    await page.getByRole('button', { name: 'Delete import.csv' }).click();
    await page.getByRole('button', { name: 'Delete document' }).click();
    await page.getByRole('alert').getByText('used by an unfinished import').waitFor();
    await suite.startWorker();
    const viewer = await suite.open({ account: 'needed', role: 'viewer', path: '/documents' });
    await viewer.getByRole('button', { name: 'Download import.csv' }).waitFor();
    expect(await viewer.getByRole('button', { name: /Delete/ }).count()).toBe(0);
    expect(await viewer.getByRole('link', { name: /^Import import/ }).count()).toBe(0);
  });
});

async function assets(account: string): Promise<string[]> {
  const [found] = await suite.stack.db.execute(
    sql`select identifier, name from assets where account_id = ${account} order by identifier`,
  );
  return (found as unknown as { identifier: string; name: string }[]).map((row) => `${row.identifier} ${row.name}`);
}
