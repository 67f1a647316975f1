import type { FileChooser, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { csv, hasFocus, press, type TestFile, tabThrough, tabTo, useBrowser } from './support/index.ts';

const suite = useBrowser();

/** Chooses a file with the button "Choose files". */
async function chooseByKeys(page: Page, file: TestFile): Promise<void> {
  // Asked for early: a browser that learns it together with the key may open its own dialog.
  const chooser = new Promise<FileChooser>((resolve) => page.once('filechooser', resolve));
  await press(page, 'button', /^Choose files$/);
  await (await chooser).setFiles(file);
}
it('an import works from start to finish without a mouse', async () => {
  const page = await suite.open({ account: 'keys', path: '/imports' });
  await page.getByText('No imports yet.').waitFor();
  await page.keyboard.press('Tab');
  await hasFocus(page, page.getByRole('link', { name: 'Skip to content' }));
  await page.keyboard.press('Enter');
  await press(page, 'link', /^New import$/);
  await page.getByRole('heading', { name: 'New import', level: 1 }).waitFor();
  await hasFocus(page, page.locator('#page-title'));

  await tabThrough(page, 'the choice of a file');
  await chooseByKeys(page, csv('keys.csv', 'number,name,color\nK-1,Key,red\nK-2,,blue\n'));
  await page.getByText('Click the row with the column names.').waitFor();
  await tabThrough(page, 'Reading');

  await tabTo(page, { role: 'radio', name: /^Header in row 1$/ });
  await page.keyboard.press('ArrowDown');
  await page.waitForURL(/header_row=2/);
  await page.keyboard.press('ArrowUp');
  await page.waitForURL(/header_row=1/);
  await press(page, 'link', /^Next: Columns$/);
  await page.getByRole('table', { name: 'Columns that need a decision' }).waitFor();
  await tabThrough(page, 'Columns');

  await press(page, 'button', /^color maps to|Do not import.*color maps to/);
  await page.getByRole('option', { name: /^description/ }).waitFor();
  await page.keyboard.type('desc');
  await page.keyboard.press('Enter');
  await page
    .getByRole('row', { name: /^color/ })
    .getByText('Mapped by you')
    .waitFor();
  await hasFocus(page, page.getByRole('button', { name: /color maps to/ }));

  await press(page, 'link', /^Next: Review$/);
  await page.getByText('Errors in 1 of the 2 records of the file.').waitFor();
  await tabThrough(page, 'Review');
  await press(page, 'button', /^Row 3$/);
  await page.getByRole('region', { name: 'Row 3' }).getByText('name is required').waitFor();
  await press(page, 'link', /^Next: Start$/);

  await tabThrough(page, 'Start');
  await tabTo(page, { role: 'radio', name: /^Report an error/ });
  await page.keyboard.press('ArrowDown');
  await page.waitForURL(/on_duplicate=update/);
  await press(page, 'button', /^Generate keys$/);
  await page.waitForURL(/generate_keys=true/);
  await press(page, 'button', /^Start import$/);
  await page.getByText('Import completed: 1 row written, 1 record with errors.').waitFor();
  await hasFocus(page, page.locator('#page-title'));

  await tabThrough(page, 'an import');
  await tabTo(page, { role: 'button', name: /^CSV$/ });
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
});

it('importers are made, edited and looked at without a mouse, and their rows', async () => {
  const page = await suite.open({ account: 'maker', role: 'operator', path: '/importers' });
  await page.getByRole('link', { name: 'Assets', exact: true }).waitFor();
  await tabThrough(page, 'the importers');
  await press(page, 'link', /^New importer from a file$/);
  await page.getByRole('heading', { name: 'New importer from a file', level: 1 }).waitFor();
  await chooseByKeys(page, csv('trees.csv', 'tree;height\nT-1;2\nT-2;30\nT-3;4\n'));
  await page.getByText('No errors in all 3 records.', { exact: true }).waitFor();
  await press(page, 'button', /^height\b/);
  await tabThrough(page, 'a new importer');
  await tabTo(page, { role: 'textbox', name: /^Greatest value$/ });
  await page.keyboard.type('20');
  await page.keyboard.press('Enter');
  await page.getByText('1 of all 3 records has errors.', { exact: true }).waitFor();
  await press(page, 'button', /^Create table and import$/);
  await press(page, 'button', /^Start import$/);
  await page.getByText('2 rows written, 1 record with errors').waitFor();

  await press(page, 'link', /^View the 2 rows$/);
  const rows = page.getByRole('table', { name: 'Rows of trees' });
  await rows.getByRole('cell', { name: 'T-1' }).waitFor();
  await tabThrough(page, 'rows');
  await press(page, 'button', /^sluice_row_id/);
  await page.waitForURL(/sort=-key/);
  await tabTo(page, { role: 'searchbox', name: /^Search$/ });
  await page.keyboard.type('T-3');
  await page.waitForURL(/q=T-3/);
  await expect.poll(() => rows.getByRole('rowheader').allTextContents()).toEqual(['2']);

  await press(page, 'link', /^Importers$/);
  await tabTo(page, { role: 'searchbox', name: /^Search$/ });
  await page.keyboard.type('tre');
  await page.waitForURL(/q=tre/);
  await press(page, 'link', /^trees$/);
  await page.getByRole('table', { name: 'Fields of the importer' }).waitFor();
  await tabThrough(page, 'an importer');
  await press(page, 'link', /^Edit$/);
  await page.getByRole('region', { name: 'Next step' }).getByText('No problems.').waitFor();
  await tabTo(page, { role: 'tab', name: /^Form$/ });
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const text = page.getByRole('textbox', { name: 'Text of the definition' });
  await text.waitFor();
  await tabThrough(page, 'the text of a definition');
  await tabTo(page, { role: 'textbox', name: /^Text of the definition$/ });
  await page.keyboard.press('Control+End');
  await page.keyboard.type('# Measured in spring.\n');
  await press(page, 'button', /^Save as version 2$/);
  await page.getByText('The two versions are equivalent: only comments').waitFor();
  await tabThrough(page, 'versions');
});

it('files are selected, cleaned and deleted without a mouse', async () => {
  const { imports } = await suite.api.client('cleaner');
  const { doc_id: id } = await imports.upload(Buffer.from('name;price\n Pump ;1\nFan;2\n'), 'cleaner.csv');
  const page = await suite.open({ account: 'cleaner', path: `/analyses/new?doc=${id}&tool=clean-my-data` });
  await page.getByRole('button', { name: /^Start / }).waitFor();
  await tabThrough(page, 'cleaning');

  await press(page, 'link', /^Documents$/);
  await page.getByText('cleaner.csv').first().waitFor();
  await tabTo(page, { role: 'checkbox', name: /^Select all shown$/ });
  await page.keyboard.press('Space');
  await page.getByText('1 document selected').waitFor();
  await tabThrough(page, 'selected documents');
  await press(page, 'button', /^Delete 1 document$/);
  await hasFocus(page, page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }));
  // The focus stays within the question.
  for (const name of ['Delete 1 document', 'Cancel', 'Delete 1 document']) {
    await page.keyboard.press('Tab');
    await hasFocus(page, page.getByRole('alertdialog').getByRole('button', { name }));
  }
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  await hasFocus(page, page.getByRole('button', { name: 'Delete 1 document' }));
  await page.keyboard.press('Enter');
  await hasFocus(page, page.getByRole('button', { name: 'Cancel' }));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('1 document deleted.').waitFor();
});

it('the keyboard goes through every page for operators', async () => {
  const page = await suite.open({ account: 'maker', role: 'operator', path: '/operator/jobs' });
  const pages: [string, string][] = [
    ['/operator/jobs', 'Jobs'],
    ['/operator/jobs?view=statistics', 'Wait and run times'],
    ['/operator/jobs?view=queues', 'Workers'],
    ['/operator/failed-uploads', ''],
    ['/operator/storage', ''],
    ['/operator/traces', 'Traces'],
    ['/operator/errors', ''],
    ['/operator/audit', ''],
  ];
  for (const [path, table] of pages) {
    await page.goto(suite.url + path);
    await (table ? page.getByRole('table', { name: table }) : page.getByRole('heading', { level: 1 }))
      .first()
      .waitFor();
    await tabThrough(page, path);
  }
});
