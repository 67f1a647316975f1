import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { call } from '../harness/index.ts';
import { messyImporter, messySheet } from '../harness/messy-sheet.ts';
import {
  choose,
  csv,
  expectAccessible,
  goOn,
  goTo,
  inEveryLook,
  looks,
  shoot,
  startImport,
  useBrowser,
} from './support/index.ts';

const suite = useBrowser();

it('a spreadsheet with a title, a header of two rows, German values and a total is imported, repaired and imported again', async () => {
  const saved = await call(suite, 'POST /api/v1/importers', {
    ...{ account: 'messy', role: 'operator', body: messyImporter },
  });
  expect(saved.status, saved.text).toBe(201);
  const page = await suite.open({ account: 'messy', path: `/imports/new?importer=${messyImporter.name}` });
  const file = { name: 'bestand.xlsx', mimeType: 'application/octet-stream', buffer: await messySheet() };
  await choose(page, page.getByRole('button', { name: 'Choose files' }), file);

  const first = page.getByRole('table', { name: 'First rows of the file as they stand' });
  await first.getByText('Bestand am 31.12.2024').waitFor();
  await first.getByRole('cell', { name: 'Artikel' }).click();
  await page.waitForURL(/header_row=3/);
  await page.getByRole('button', { name: /Rows in the header/ }).click();
  await page.getByRole('option', { name: '2 rows, joined' }).click();
  await page.getByRole('button', { name: 'Skip totals' }).click();
  await page.getByRole('button', { name: 'Skip totals' }).waitFor({ state: 'detached' });

  await goOn(page, 'Columns');
  await page.getByText('3 columns matched by name').waitFor();
  await page
    .getByRole('row', { name: /^Preis nettto/ })
    .getByRole('button', { name: 'Use net (' })
    .waitFor();
  await page.getByRole('button', { name: 'Accept all likely suggestions' }).click();
  await page
    .getByRole('row', { name: /^Preis nettto/ })
    .getByText('Mapped by you')
    .waitFor();

  await goOn(page, 'Review');
  await page.getByText('Errors in 2 of the 4 records of the file.').waitFor();
  const grid = page.getByRole('table', { name: 'First records of the file' });
  await grid.getByRole('cell', { name: '1.234,50 stored as 1234.5', exact: false }).waitFor();
  await grid.getByRole('cell', { name: '03.04.2024 stored as 2024-04-03' }).waitFor();
  await grid.getByRole('cell', { name: /^auf Anfrage "Preis brutto"/ }).waitFor();
  await page.getByText('Only records with errors').click();
  const wrong = page.getByRole('table', { name: 'First records with errors' });
  await expect
    .poll(() => wrong.getByRole('rowheader').allInnerTexts())
    .toEqual([expect.stringContaining('6'), expect.stringContaining('7')]);
  await page.reload();
  await wrong.getByRole('cell', { name: /^31\.02\.2024 "Gekauft am"/ }).waitFor();

  await goOn(page, 'Start');
  await page.getByRole('button', { name: 'Start import' }).click();
  await page.getByText('2 rows written, 2 records with errors.').waitFor();
  const [result] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV', exact: true }).click(),
  ]);
  const text = readFileSync(await result.path(), 'utf8');
  const corrected = text.replace('auf Anfrage', '"118,88"').replace('31.02.2024', '29.02.2024');
  expect(corrected).not.toBe(text);
  await page.getByRole('link', { name: 'Upload corrected file' }).click();
  await choose(page, page.getByRole('button', { name: 'Choose files' }), csv('bestand-2.csv', corrected));
  await goTo(page, 'Review');
  await page.getByText('This is a result file: 2 records').waitFor();
  await startImport(page);
  await page.getByText('Import completed: 2 rows written').waitFor();
  const { json } = await call(suite, `GET /api/v1/${messyImporter.name}`, { account: 'messy' });
  expect(json.items.map((row: Record<string, string>) => [row.number, row.net, row.gross, row.bought])).toEqual([
    ['A-1', '1234.5', '1469.06', '2024-04-03'],
    ['A-2', '99.9', '118.88', '2024-01-31'],
    ['A-3', '10', '11.9', '2024-02-29'],
    ['A-4', '7.5', '8.93', '2023-12-01'],
  ]);

  await page.goto(new URL(`/imports/new?importer=${messyImporter.name}&header_row=3&header_rows=2`, suite.url).href);
  await choose(page, page.getByRole('button', { name: 'Choose files' }), file);
  await goTo(page, 'Columns');
  await page.getByText('You have mapped these columns before.').waitFor();
  await page.getByRole('button', { name: 'Use that mapping' }).click();
  await page
    .getByRole('row', { name: /^Preis nettto/ })
    .getByText('Mapped by you')
    .waitFor();
  await page.getByText('Kept mappings (0)').click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Bestand');
  await page.getByRole('button', { name: 'Keep this mapping' }).click();
  await page.getByText('Kept mappings (1)').waitFor();
  await expectAccessible(page, 'kept mappings');
  await page.goto(page.url().replace(/mapping=[^&]*/, ''));
  await page.getByText('Kept mappings (1)').click();
  await page.getByRole('button', { name: /Use a kept mapping/ }).click();
  await page.getByRole('option', { name: 'Bestand' }).click();
  await page.waitForURL(/mapping=.*nettto/);
  await page.getByRole('button', { name: 'Delete kept mapping' }).click();
  await page.getByText('Kept mappings (0)').waitFor();
});

it('a file with 300 columns is mapped and reviewed, also on a phone', async () => {
  const names = Array.from(
    { length: 300 },
    (_, at) => ['Asset Tag', 'Label'][at] ?? (at === 299 ? 'Kinde' : `Spare ${at}`),
  );
  const line = (row: number) =>
    names.map((_, at) => (at === 299 ? (row === 40 ? 'spaceship' : 'device') : `${row}-${at}`));
  const text = [names, ...Array.from({ length: 60 }, (_, row) => line(row + 2))].map((cells) => cells.join(';'));
  const page = await suite.open({ account: 'wide', path: '/imports/new', width: looks[2]?.width ?? 390 });
  await choose(page, page.getByRole('button', { name: 'Choose files' }), csv('wide.csv', text.join('\n')));
  await page.getByText('Click the row with the column names.').waitFor();
  await goOn(page, 'Columns');
  const open = page.getByRole('table', { name: 'Columns that need a decision' });
  // Of the 298 unknown columns, the one with a suggestion comes first.
  await expect.poll(() => open.getByRole('rowheader').first().innerText()).toMatch(/^Kinde/);
  await page.getByRole('button', { name: 'Show all 298 columns' }).waitFor();
  await open.getByRole('button', { name: 'Use type (80% similar)' }).click();
  await open.getByText('Mapped by you').waitFor();
  await goOn(page, 'Review');
  await page.getByText('Errors in 1 of the 60 records of the file.').waitFor();

  const grid = page.getByRole('region', { name: 'First records of the file' });
  const table = grid.getByRole('table');
  expect([await table.getAttribute('aria-colcount'), await table.getAttribute('aria-rowcount')]).toEqual(['301', '61']);
  await expect.poll(() => table.getByRole('columnheader').count()).toBeLessThan(20);
  await table.getByRole('cell', { name: '2-2', exact: true }).waitFor();
  await grid.evaluate((element) => element.scrollTo(element.scrollWidth, 38 * 68));
  await table.getByRole('cell', { name: /^spaceship "Kinde" is not one of/ }).waitFor();
  expect(await table.getByRole('cell', { name: '2-2', exact: true }).count()).toBe(0);
  await shoot(page, 'import-wide', ({ name }) => expectAccessible(page, `a review of 300 columns, ${name}`));
  await page.getByText('Only records with errors').click();
  await page
    .getByRole('table', { name: 'First records with errors' })
    .getByRole('columnheader', { name: 'Kinde' })
    .waitFor();
  await page.getByRole('button', { name: /In Kinde, read "spaceship" as/ }).click();
  await page.getByRole('option', { name: 'device', exact: true }).click();
  // Assets are shipped, and not changed from here.
  expect(await page.getByRole('button', { name: /^In the importer/ }).count()).toBe(0);
  await page.getByRole('button', { name: 'In this import, read spaceship so' }).click();
  await page.getByText('No errors in the 60 records of the file.').waitFor();
  expect(new URL(page.url()).searchParams.get('synonyms')).toBe('{"type":{"spaceship":"device"}}');
  await expectAccessible(page, 'what values mean');
  await page.getByRole('button', { name: 'Remove: spaceship read as device' }).click();
  await page.getByText('Errors in 1 of the 60 records of the file.').waitFor();
});

it('30,000 records with errors of five causes are repaired by five decisions', async () => {
  const account = 'causes';
  const each = 6_000;
  const key = (at: number) => `N-${String(at).padStart(5, '0')}`;
  /** In turn: too few cells, a date that may be of either order, an unknown value, a text that is not JSON, a key that exists. */
  const rest = ['', ';;03/04/2024;', ';Möbel;;', ';;;floor 3', ';;;'];
  const lines = Array.from({ length: 5 * each }, (_, at) => `${key(at)};Thing ${at}${rest[at % 5]}\n`);
  const { imports } = await suite.api.client(account);
  const existing = lines.filter((_, at) => at % 5 === 4).map((line) => line.replace('Thing', 'Old'));
  await imports.wait(
    (await imports.post(Buffer.from(`tag;name;x;y;z\n${existing.join('')}`), { mapping: { tag: 'identifier' } }))
      .job_id,
  );
  const { job_id } = await imports.post(Buffer.from(`Asset Tag;Label;Kind;Start date;Extra\n${lines.join('')}`));
  await imports.wait(job_id);

  const page = await suite.open({ account, path: `/imports/assets/${job_id}` });
  await page.getByText('All 30,000 records failed. No rows were written.').waitFor();
  const causes = page.getByRole('table', { name: 'Causes of row errors, the most frequent first' });
  await causes.getByRole('row', { name: /valid_from/ }).waitFor();
  expect((await causes.getByRole('row').allInnerTexts()).slice(1).map((text) => /\b6,000\b/.test(text))).toEqual(
    Array(5).fill(true),
  );
  // Each cause says which decision repairs it; they are made in one go.
  for (const remedy of [
    ...['Fill missing cells', 'Choose the date format: Start date', 'Say what values mean: Kind'],
    ...['Map another column: Extra', 'Update or skip existing rows: Asset Tag'],
  ])
    await causes.getByRole('link', { name: remedy, exact: true }).waitFor();
  await causes.getByRole('link', { name: /^Choose the date format/ }).click();

  await page.getByRole('button', { name: /Date format/ }).click();
  await page.getByRole('option', { name: /^Day first/ }).click();
  await page.getByText('More settings').click();
  await page.getByText('Fill missing cells').click();
  await goOn(page, 'Columns');
  await page.getByText('5 columns matched by name', { exact: true }).click();
  const extra = page.getByRole('row', { name: /^Extra/ });
  await extra.getByRole('button', { name: /maps to/ }).click();
  await page.getByRole('option', { name: /^description/ }).click();
  await extra.getByText('Mapped by you').waitFor();
  await goOn(page, 'Review');
  await page.getByRole('button', { name: /In Kind, read "Möbel" as/ }).click();
  await page.getByRole('option', { name: 'inventory', exact: true }).click();
  await page.getByRole('button', { name: 'In this import, read Möbel so' }).click();
  await page
    .getByText(/^No errors in the (first )?[\d,]+ records/)
    .first()
    .waitFor();
  await goOn(page, 'Start');
  await page.getByText('Update the row').click();
  await page.getByRole('button', { name: 'Start import' }).click();
  await page.getByText('Import completed: 30,000 rows written').waitFor();

  const [[found]] = (await suite.stack.db.execute(sql`
    select count(*) as n, sum(name = concat('Thing ', cast(substr(identifier, 3) as unsigned))) as named,
      sum(valid_from = '2024-04-03') as dated, sum(type = 'inventory') as typed, sum(description = 'floor 3') as described
    from assets where account_id = ${account}`)) as unknown as [[Record<string, unknown>]];
  expect(Object.values(found).map(Number)).toEqual([5 * each, 5 * each, each, each, each]);
});

it('a header that cannot be used is chosen again', async () => {
  const page = await suite.open({ account: 'no-header', path: '/imports/new?header_row=9' });
  await page.getByRole('button', { name: 'Choose files' }).waitFor();
  await inEveryLook(page, 'the choice of a file', ({ name }) =>
    expectAccessible(page, `the choice of a file, ${name}`),
  );
  await choose(page, page.getByRole('button', { name: 'Choose files' }), csv('short.csv', 'Tools\n\nname\nPump\n'));
  await page.getByRole('alert').getByText('Nothing is left below').waitFor();
  await goTo(page, 'Review');
  await page.getByText('The records are not checked yet.').waitFor();
  await goTo(page, 'File');
  await page.getByText('short.csv').waitFor();
  await inEveryLook(page, 'the chosen file', ({ name }) => expectAccessible(page, `the chosen file, ${name}`));
  await goTo(page, 'Reading');
  await page.getByRole('radio', { name: 'Header in row 3' }).check();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await goTo(page, 'Review');
  await page.getByText('No errors in the only record.').waitFor();
});
