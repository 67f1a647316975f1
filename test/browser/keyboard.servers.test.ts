import type { FileChooser, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { csv, useBrowser } from './support/index.ts';

const suite = useBrowser();
const STOPS = 160;

interface Focus {
  readonly role: string;
  readonly name: RegExp;
}

/** Presses Tab until the element has focus; fails if the keyboard cannot reach it. */
async function tabTo(page: Page, { role, name }: Focus): Promise<void> {
  const wanted = page.getByRole(role as 'button', { name });
  for (let stop = 0; stop < STOPS; stop++) {
    await page.keyboard.press('Tab');
    for (const candidate of await wanted.all()) {
      if (await candidate.evaluate((element) => element === document.activeElement)) return;
    }
  }
  throw new Error(`the keyboard cannot reach the ${role} ${name}`);
}

it('an import works from start to finish without a mouse', async () => {
  const page = await suite.open({ account: 'keys', path: '/imports' });
  await page.getByText('No imports yet.').waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
  await page.keyboard.press('Enter');
  await tabTo(page, { role: 'link', name: /^New import$/ });
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'New import', level: 1 }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.id), 'the title has the focus').toBe('page-title');

  // Asked for early: a browser that learns it together with the key may open its own dialog.
  const chooser = new Promise<FileChooser>((resolve) => page.once('filechooser', resolve));
  await tabTo(page, { role: 'button', name: /^Choose files$/ });
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(csv('keys.csv', 'number,name,color\nK-1,Key,red\nK-2,,blue\n'));
  await page.getByText('Click the row with the column names.').waitFor();

  await tabTo(page, { role: 'radio', name: /^Header in row 1$/ });
  await page.keyboard.press('ArrowDown');
  await page.waitForURL(/header_row=2/);
  await page.keyboard.press('ArrowUp');
  await page.waitForURL(/header_row=1/);
  await tabTo(page, { role: 'link', name: /^Next: Columns$/ });
  await page.keyboard.press('Enter');
  await page.getByRole('table', { name: 'Columns that need a decision' }).waitFor();

  await tabTo(page, { role: 'button', name: /^color maps to|Do not import.*color maps to/ });
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: /^description/ }).waitFor();
  await page.keyboard.type('desc');
  await page.keyboard.press('Enter');
  await page
    .getByRole('row', { name: /^color/ })
    .getByText('Mapped by you')
    .waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName), 'the choice keeps the focus').toBe('BUTTON');

  await tabTo(page, { role: 'link', name: /^Next: Review$/ });
  await page.keyboard.press('Enter');
  await page.getByText('Errors in 1 of the 2 records of the file.').waitFor();
  await tabTo(page, { role: 'button', name: /^Row 3$/ });
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Row 3' }).getByText('name is required').waitFor();
  await tabTo(page, { role: 'link', name: /^Next: Start$/ });
  await page.keyboard.press('Enter');

  await tabTo(page, { role: 'radio', name: /^Report an error/ });
  await page.keyboard.press('ArrowDown');
  await page.waitForURL(/on_duplicate=update/);
  await tabTo(page, { role: 'button', name: /^Generate keys$/ });
  await page.keyboard.press('Enter');
  await page.waitForURL(/generate_keys=true/);
  await tabTo(page, { role: 'button', name: /^Start import$/ });
  await page.keyboard.press('Enter');
  await page.getByText('Import completed: 1 row written, 1 record with errors.').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id), 'the title has the focus').toBe('page-title');

  await tabTo(page, { role: 'button', name: /^CSV$/ });
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
});
