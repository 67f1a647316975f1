import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { call } from '../harness/index.ts';
import { twoSheets } from '../harness/two-sheets.ts';
import {
  choose,
  csv,
  expectAccessible,
  goTo,
  inEveryLook,
  loseApi,
  shoot,
  startImport,
  useBrowser,
} from './support/index.ts';

const suite = useBrowser();

const trees = (change: (text: string) => string = (text) => text): string =>
  change(`# Trees of the city
name: city-trees
title: City trees
target: { table: city_trees, manage: create }
schema:
  primaryKey: [tree_no]
  fields:
    - { name: tree_no, type: string, constraints: { required: true, pattern: "T-[0-9]{5}" } }
    - { name: species, type: string, constraints: { maxLength: 80 } }
    - { name: height_m, type: number, decimalChar: ",", constraints: { minimum: 0, maximum: 120 } }
columns:
  tree_no: { aliases: [no, tree number], transform: [trim, upper] }
`);

const saveTrees = async (text: string): Promise<void> => {
  const answer = await call(suite, 'POST /api/v1/importers?scope=account', {
    ...{ account: 'city', role: 'operator', body: text },
    headers: { 'content-type': 'application/yaml' },
  });
  expect(answer.status, answer.text).toBe(201);
};

describe('the importers of an account', () => {
  beforeAll(async () => {
    await saveTrees(trees());
    await saveTrees(
      trees((text) =>
        text
          .replace('maximum: 120', 'maximum: 130')
          .replace('aliases: [no, tree number]', 'aliases: [no]')
          .replace('    - { name: height_m', '    - { name: planted, type: date }\n    - { name: height_m'),
      ),
    );
  });

  it('are listed and found, each with its fields, and the versions with their differences', async () => {
    const page = await suite.open({ account: 'city', role: 'operator' });
    await page.getByRole('link', { name: 'Importers', exact: true }).click();
    const list = page.getByRole('table', { name: 'Importers' });
    await list.getByRole('link', { name: 'City trees', exact: true }).waitFor();
    await list.getByText('data_city_trees').waitFor();
    await shoot(page, 'importers', ({ name }) => expectAccessible(page, `importers, ${name}`));
    await page.getByRole('searchbox', { name: 'Search' }).fill('tree city');
    await expect.poll(() => list.getByRole('row').count()).toBe(2);
    expect(new URL(page.url()).search).toBe('?q=tree+city');

    await list.getByRole('link', { name: 'City trees', exact: true }).click();
    const fields = page.getByRole('table', { name: 'Fields of the importer' });
    await fields.getByRole('row', { name: /tree_no.*string.*Key.*Required.*matches T-\[0-9\]\{5\}/ }).waitFor();
    await fields.getByRole('row', { name: /height_m.*decimal mark ,.*at least 0.*at most 130/ }).waitFor();
    await shoot(page, 'importer', ({ name }) => expectAccessible(page, `an importer, ${name}`));

    await page.getByRole('tab', { name: 'Versions' }).click();
    const differences = page.getByRole('table', { name: 'Differences between version 1 and version 2' });
    for (const row of [
      /schema\.fields\.planted Added name: planted type: date/,
      /schema\.fields\.height_m\.constraints\.maximum Changed 120 130/,
      /columns\.tree_no\.aliases Removed tree number/,
    ])
      await differences.getByRole('row', { name: row }).waitFor();
    await shoot(page, 'importer-versions', ({ name }) => expectAccessible(page, `versions, ${name}`));
    await page.reload();
    await differences.waitFor();
    await page.getByRole('tab', { name: 'Definition' }).click();
    await page.getByText('# Trees of the city').waitFor();
    await expectAccessible(page, 'the text of a definition');
  });

  it('are edited as a form and as text, with problems beside the field, and tried on a file before they are saved', async () => {
    const page = await suite.open({ account: 'city', role: 'operator', path: '/importers/city-trees' });
    await page.getByRole('link', { name: 'Edit' }).click();
    const field = (name: string) => page.getByRole('button', { name: new RegExp(`^${name} `) });
    const status = page.getByRole('region', { name: 'Next step' });
    const save = page.getByRole('button', { name: 'Save as version 3' });
    await status.getByText('No problems.').waitFor();
    await expect.poll(() => save.isDisabled()).toBe(true);

    await field('species').click();
    const synonyms = page.getByRole('textbox', { name: 'Values read differently' });
    await synonyms.fill('Eiche');
    await synonyms.blur();
    await page.getByText('"Eiche" is not a text, an equals sign and a value.').waitFor();
    await synonyms.fill('Eiche = Quercus');
    const together = page.getByRole('textbox', { name: 'Unique together' });
    await together.fill('species + hight_m');
    await together.blur();
    await page.getByText('The schema has no field "hight_m".').first().waitFor();
    await together.fill('');
    await together.blur();
    await status.getByText('No problems.').waitFor();
    await field('species').click();

    await page.getByRole('button', { name: 'Add order of two fields' }).click();
    const check = page.getByRole('group', { name: 'Check 1' });
    await check.getByRole('button', { name: /Field with the lower value$/ }).click();
    await page.getByRole('option', { name: 'species', exact: true }).click();
    // Under both: the first two fields stand in a new check where none can be compared.
    await expect.poll(() => check.getByText('"species" has the type string, which has no order.').count()).toBe(2);
    await check.getByRole('button', { name: 'Remove check 1' }).click();
    await page.getByRole('button', { name: 'Add expression' }).click();
    const expression = check.getByRole('textbox', { name: 'Expression' });
    await expression.fill('hight_m < 200.0');
    await expression.press('Enter');
    await check.getByText('The schema has no field "hight_m".').waitFor();
    await expression.fill('height_m == null || height_m < 200.0');
    await expression.press('Enter');
    await page.getByRole('button', { name: 'Add look-up' }).click();
    const lookup = page.getByRole('group', { name: 'Look-up 1' });
    await lookup.getByRole('textbox', { name: 'Table', exact: true }).fill('shop.owners');
    await page.keyboard.press('Enter');
    await lookup.getByText('Write a name that MySQL can have').first().waitFor();
    await page.getByText('How files are read', { exact: true }).click();
    await page.getByRole('button', { name: /Delimiter$/ }).click();
    await page.getByRole('option', { name: 'Semicolon' }).click();
    const footer = page.getByRole('textbox', { name: 'Rows to skip at the end' });
    await footer.fill('two');
    await footer.press('Enter');
    await page.getByText('The options for reading files have problems: see below.').waitFor();
    await shoot(page, 'importer-rules', ({ name }) => expectAccessible(page, `checks, look-ups and files, ${name}`));
    await footer.fill('');
    await footer.press('Enter');
    await lookup.getByRole('button', { name: 'Remove look-up 1' }).click();
    await status.getByText('No problems.').waitFor();

    await field('height_m').click();
    await page.getByRole('textbox', { name: 'Least value' }).fill('200');
    await page.keyboard.press('Enter');
    await status.getByText('1 problem').waitFor();
    await page.getByRole('button', { name: /^height_m .*1 problem/ }).waitFor();
    const wrong = page.getByRole('textbox', { name: 'Least value' });
    await page.getByText('minimum is 200 and maximum is 130').first().waitFor();
    await expectAccessible(page, 'a definition with a problem');
    await page.getByRole('tab', { name: 'Text' }).click();
    const text = page.getByRole('textbox', { name: 'Text of the definition' });
    await expect
      .poll(() => text.inputValue())
      .toMatch(/^# Trees of the city\nname: city-trees\n[\s\S]*minimum: 200, maximum: 130/);
    await inEveryLook(page, 'text', ({ name }) => expectAccessible(page, `the text of a definition, ${name}`));
    await page.getByRole('button', { name: /^Line / }).click();
    expect(
      await text.evaluate((element: HTMLTextAreaElement) =>
        element.value.slice(element.selectionStart, element.selectionEnd),
      ),
    ).toContain('200');
    await text.fill((await text.inputValue()).replace('minimum: 200', 'minimum: ['));
    await page.getByRole('tab', { name: 'Form' }).click();
    await page.getByText('The text cannot be read').first().waitFor();
    await page.getByRole('tab', { name: 'Text' }).click();
    await text.fill((await text.inputValue()).replace('minimum: [', 'minimum: 1'));
    await page.getByRole('tab', { name: 'Form' }).click();
    await field('height_m').click();
    await expect.poll(() => wrong.inputValue()).toBe('1');

    await choose(
      page,
      page.getByRole('button', { name: 'Choose files' }),
      csv('few.csv', 'no;height_m\nT-00001;12,5\nT-00002;0,5\nT-3;2\n'),
    );
    await page.getByText('2 of all 3 records have errors.', { exact: true }).waitFor();
    await page.evaluate(() => window.scrollTo(0, 0));
    await shoot(page, 'importer-edit', ({ name }) => expectAccessible(page, `an editor, ${name}`), 'screen');
    await page.getByRole('link', { name: 'Importers', exact: true }).click();
    await page.getByRole('button', { name: 'Stay' }).click();

    // Somebody else saves a version meanwhile, which is not overwritten unseen.
    await saveTrees(trees((before) => before.replace('maximum: 120', 'maximum: 140')));
    await save.click();
    await page.getByText('Version 3 was saved while you were editing.').waitFor();
    const theirs = page.getByRole('table', { name: 'Differences between version 2 and version 3' });
    await theirs.getByRole('row', { name: /height_m\.constraints\.maximum Changed 130 140/ }).waitFor();
    await expect.poll(() => save.isDisabled()).toBe(true);
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await shoot(page, 'importer-conflict', ({ name }) => expectAccessible(page, `a version of others, ${name}`));
    await page.getByRole('button', { name: 'Continue from version 3' }).click();
    await page.getByRole('button', { name: 'Save as version 4' }).click();
    const differences = page.getByRole('table', { name: 'Differences between version 3 and version 4' });
    await differences.getByRole('row', { name: /height_m\.constraints\.minimum Changed 0 1/ }).waitFor();
    await differences.getByRole('row', { name: /columns\.species.* Added .*Eiche: Quercus/ }).waitFor();
    await differences.getByRole('row', { name: /^file/ }).getByText(';').waitFor();
    await differences
      .getByRole('row', { name: /^checks/ })
      .getByText('height_m < 200.0')
      .waitFor();
  });

  it('keep what was typed while Sluice is unreachable, and are checked when it is back', async () => {
    const page = await suite.open({ account: 'city', role: 'operator', path: '/importers/city-trees/edit?view=text' });
    const state = page.getByRole('region', { name: 'Next step' });
    await state.getByText('No problems.').waitFor();
    const text = page.getByRole('textbox', { name: 'Text of the definition' });
    let refused = 0;
    page.on('requestfailed', (request) => {
      if (request.url().endsWith('/importers/city-trees')) refused++;
    });
    const bringBack = await loseApi(page);
    await text.fill(`${await text.inputValue()}# Typed in vain?\n`);
    await state.getByText('The definition could not be checked.').waitFor();
    // Whoever returns to the page has it loaded again; the client tries five times.
    await expect
      .poll(async () => {
        // What has just been loaded is not loaded again.
        await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
        return refused;
      })
      .toBeGreaterThan(0);
    await expect.poll(() => refused, { timeout: 60_000 }).toBe(5);
    bringBack();
    await state.getByText('No problems.').waitFor();
    await expect.poll(() => text.inputValue()).toMatch(/# Typed in vain\?\n$/);
    expect(await page.getByText(/did not reach Sluice/).count()).toBe(0);
  });

  it('are archived after confirmation, and restored', async () => {
    const page = await suite.open({ account: 'city', role: 'operator', path: '/importers/city-trees' });
    await page.getByRole('button', { name: 'Archive' }).click();
    await expectAccessible(page, 'archiving');
    await page.getByRole('button', { name: 'Archive importer' }).click();
    await page.getByText('This importer is archived').waitFor();
    expect(await page.getByRole('link', { name: 'Import a file' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Importers', exact: true }).click();
    await page.getByRole('link', { name: 'Assets', exact: true }).waitFor();
    expect(await page.getByRole('link', { name: 'City trees', exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: /Show$/ }).click();
    await page.getByRole('option', { name: 'Archived' }).click();
    await page.getByRole('link', { name: 'City trees', exact: true }).click();
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('link', { name: 'Import a file' }).waitFor();
  });

  it('offer nothing to members that they may not do', async () => {
    const page = await suite.open({ account: 'city', path: '/importers/city-trees' });
    await page.getByRole('link', { name: 'Import a file' }).waitFor();
    expect(await page.getByRole('button', { name: 'Archive' }).count()).toBe(0);
  });
});

describe('an unknown file', () => {
  /** 400 orders as a German spreadsheet exports them, with a column whose first value looks like a number. */
  const orders = csv(
    'Bestellungen 2024.csv',
    [
      'Bestell-Nr;Position;Datum;Kunde;Betrag;Status;Bemerkung',
      ...Array.from({ length: 400 }, (_, at) =>
        [
          `B-${String(10_000 + Math.floor(at / 2))}`,
          (at % 2) + 1,
          `${String((at % 28) + 1).padStart(2, '0')}.03.2024`,
          `kunde${at % 50}@example.org`,
          `1.${String(at).padStart(3, '0')},50`,
          ['offen', 'bezahlt', 'storniert'][at % 3],
          at % 5 === 0 ? 'bitte klingeln' : '',
        ].join(';'),
      ),
    ].join('\r\n'),
  );

  it('becomes rows of a typed table', async () => {
    const page = await suite.open({ account: 'newcomer', role: 'operator', path: '/importers' });
    const started = performance.now();
    // Time that goes into checks and pictures is not a person's.
    let apart = 0;
    const look: typeof shoot = async (...given) => {
      const before = performance.now();
      await shoot(...given);
      apart += performance.now() - before;
    };
    await page.getByRole('link', { name: 'New importer from a file' }).click();
    await choose(page, page.getByRole('button', { name: 'Choose files' }), orders);

    const fields = page.getByRole('list', { name: 'Fields' });
    const row = (name: string) => fields.getByRole('button', { name: new RegExp(`^${name} `) });
    await row('Betrag').filter({ hasText: 'Decimal number' }).filter({ hasText: '1.000,50' }).waitFor();
    await row('Datum').filter({ hasText: '%d.%m.%Y' }).waitFor();
    await row('Kunde').filter({ hasText: 'email' }).waitFor();
    await row('Position').filter({ hasText: 'Key' }).waitFor();
    await page.getByText('No errors in all 400 records.', { exact: true }).waitFor();
    await look(page, 'new-importer', ({ name }) => expectAccessible(page, `new importer, ${name}`), 'screen');

    // A person renames a field and forbids a status.
    await row('Status').click();
    await page.getByRole('list', { name: 'What the file shows about Status' }).waitFor();
    const allowed = page.getByRole('textbox', { name: 'Allowed values' });
    await allowed.fill('offen\nbezahlt');
    await fields.getByRole('textbox', { name: 'Name', exact: true }).fill('state');
    await page.keyboard.press('Enter');
    await page.getByText('133 of all 400 records have errors.', { exact: true }).waitFor();
    await page.getByRole('table', { name: 'Records with errors' }).waitFor();
    const summary = page.getByRole('button', { name: /^state / });
    await look(
      page,
      'new-importer-field',
      async ({ name }) => {
        await expectAccessible(page, `a field, ${name}`);
        await summary.evaluate((element) => element.scrollIntoView({ block: 'start' }));
      },
      'screen',
    );
    await page
      .getByRole('heading', { name: 'With this file' })
      .evaluate((element) => element.scrollIntoView({ block: 'start' }));
    await look(page, 'new-importer-errors', undefined, 'screen');
    await allowed.fill('offen\nbezahlt\nstorniert');
    await allowed.blur();
    await page.getByText('No errors in all 400 records.', { exact: true }).waitFor();

    await page.getByRole('button', { name: 'Create table and import' }).click();
    await startImport(page);
    await page.getByText('Import completed: 400 rows written').waitFor();
    const seconds = (performance.now() - started - apart) / 1_000;
    process.stderr.write(`from an unknown CSV to a typed table in ${seconds.toFixed(1)} s\n`);

    const [columns] = (await suite.stack.db.execute(
      sql`select column_name as name, column_type as type from information_schema.columns
        where table_schema = database() and table_name = 'data_bestellungen_2024' order by ordinal_position`,
    )) as unknown as [{ name: string; type: string }[]];
    expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      ...['sluice_row_id bigint unsigned', 'account_id varchar(64)', 'Bestell-Nr varchar(20)', 'Position bigint'],
      ...['Datum date', 'Kunde varchar(254)', 'Betrag decimal(38,18)', 'state varchar(255)', 'Bemerkung varchar(40)'],
      'import_job_id char(36)',
    ]);
    const [[sum]] = (await suite.stack.db.execute(
      sql`select count(*) as n, sum(Betrag) as total, min(Datum) as first from data_bestellungen_2024`,
    )) as unknown as [[{ n: number; total: string }]];
    expect([Number(sum.n), Number(sum.total)]).toEqual([400, 400 * 1_000.5 + (399 * 400) / 2]);

    // Another file has a status that the importer does not know: what it means becomes part of the importer.
    const importer = new URL(page.url()).pathname.split('/')[2];
    await page.goto(new URL(`/imports/new?importer=${importer}`, suite.url).href);
    const next = csv(
      'next.csv',
      'Bestell-Nr;Position;Datum;Kunde;Betrag;Status\nB-9;1;01.04.2024;a@example.org;1,50;bezalt\n',
    );
    await choose(page, page.getByRole('button', { name: 'Choose files' }), next);
    await startImport(page);
    await page
      .getByRole('row', { name: /Status → state .*"Status" is not one of/ })
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Say what values mean: Status' }).click();
    await page.getByText('Errors in the only record.').waitFor();
    await page.getByRole('button', { name: /In Status, read "bezalt" as/ }).click();
    await page.getByRole('option', { name: 'bezahlt', exact: true }).click();
    await shoot(page, 'import-meanings', ({ name }) => expectAccessible(page, `what values mean, ${name}`));
    await page.getByRole('button', { name: /^In the importer, read bezalt so/ }).click();
    await page.getByText('No errors in the only record.').waitFor();
    expect(new URL(page.url()).searchParams.has('synonyms')).toBe(false);
    await startImport(page);
    await page.getByText('Import completed: 1 row written').waitFor();
    const { json } = await call(suite, `GET /api/v1/importers/${importer}`, { account: 'newcomer' });
    expect([json.version, json.definition.columns.state.synonyms]).toEqual([2, { bezalt: 'bezahlt' }]);
  });

  it('is read as a person says, with another sheet or header row, and may have 300 columns', async () => {
    const page = await suite.open({ account: 'sheets', role: 'operator', path: '/new-importer' });
    await page.getByRole('button', { name: 'Choose files' }).waitFor();
    await inEveryLook(page, 'new-importer', ({ name }) => expectAccessible(page, `a new importer, no file, ${name}`));
    const file = { name: 'book.xlsx', mimeType: 'application/octet-stream', buffer: await twoSheets() };
    await choose(page, page.getByRole('button', { name: 'Choose files' }), file);
    const records = page.getByRole('table', { name: 'First records of the file' });
    await records.getByText('Pump').waitFor();
    await page.getByText('Only the sheet "Assets" is read').first().waitFor();
    await page.getByRole('button', { name: 'Change how the file is read' }).click();
    await page.getByRole('table', { name: 'First rows of the file as they stand' }).waitFor();
    await page.getByRole('button', { name: /Sheet$/ }).click();
    await page.getByRole('option', { name: 'Notes' }).click();
    await records.getByText('Note', { exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('sheet')).toBe('Notes');
    await page.getByRole('tab', { name: 'Text' }).click();
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Text of the definition' }).inputValue())
      .toContain('sheet: Notes');

    await page.getByRole('link', { name: 'Choose another file' }).click();
    const names = Array.from({ length: 300 }, (_, at) => `c${at}`);
    const wide = csv('wide.csv', `${[names, names.map((_, at) => at)].map((line) => line.join(',')).join('\n')}\n`);
    await choose(page, page.getByRole('button', { name: 'Choose files' }), wide);
    await page.getByRole('heading', { name: '300 fields' }).waitFor();
    await page.getByRole('button', { name: /^c299 / }).click();
    await page.getByText('Unique', { exact: true }).click();
    await page.getByRole('button', { name: /^c299 .*Unique/ }).waitFor();
    await page.getByText('No errors in the only record.', { exact: true }).waitFor();
    const phone = async (what: string) => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth), what).toBeLessThanOrEqual(390);
      await expectAccessible(page, `${what}, 300 columns on a phone`);
    };
    await page.setViewportSize({ width: 390, height: 860 });
    await phone('a new importer');
    await page.getByRole('button', { name: 'Only create' }).click();
    await expect
      .poll(() => page.getByRole('table', { name: 'Fields of the importer' }).getByRole('row').count())
      .toBe(301);
    await phone('an importer');
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByRole('button', { name: /^c299 .*Unique/ }).waitFor();
    await phone('an editor');
    const { imports } = await suite.api.client('sheets', 'operator', 'wide');
    await imports.wait((await imports.post(wide.buffer)).job_id);
    await page.goto(`${suite.url}/rows/wide`);
    const rows = page.getByRole('table', { name: /^Rows of/ });
    await rows.getByRole('cell', { name: '299', exact: true }).scrollIntoViewIfNeeded();
    await phone('rows');
  });

  it('may be for an importer that is a Data Package, which learns a value and is edited as the definition that it became', async () => {
    const fields = [
      { name: 'no', type: 'string', constraints: { required: true } },
      { name: 'state', type: 'string', constraints: { enum: ['open', 'paid'] } },
    ];
    const saved = await call(suite, 'POST /api/v1/importers?scope=account', {
      ...{ account: 'packaged', role: 'operator' },
      body: { name: 'shop', resources: [{ name: 'bills', path: 'bills.csv', schema: { primaryKey: ['no'], fields } }] },
    });
    expect(saved.status, saved.text).toBe(201);
    const page = await suite.open({ account: 'packaged', role: 'operator', path: '/imports/new?importer=bills' });
    await choose(page, page.getByRole('button', { name: 'Choose files' }), csv('bills.csv', 'no,state\n1,bezahlt\n'));
    await goTo(page, 'Review');
    await page.getByRole('button', { name: /In state, read "bezahlt" as/ }).click();
    await page.getByRole('option', { name: 'paid', exact: true }).click();
    await page.getByRole('button', { name: /^In the importer, read bezahlt so/ }).click();
    await page.getByText('No errors in the only record.').waitFor();
    const { json } = await call(suite, 'GET /api/v1/importers/bills', { account: 'packaged' });
    expect([json.version, json.definition]).toMatchObject([
      2,
      { target: { table: 'bills', manage: 'create' }, columns: { state: { synonyms: { bezahlt: 'paid' } } } },
    ]);
    await page.goto(`${suite.url}/importers/bills/edit?version=1`);
    await page.getByText('You edit the definition that it became.').waitFor();
    await page.getByRole('button', { name: /^state / }).waitFor();
    await page.getByText('No problems.', { exact: false }).first().waitFor();
  });

  it('is no importer of a member where only operators define them', async () => {
    const page = await suite.open({ account: 'newcomer', path: '/new-importer' });
    await page.getByText('Only operators may define importers here.').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Importers', exact: true }).click();
    await page.getByRole('link', { name: 'Assets', exact: true }).waitFor();
    expect(await page.getByRole('link', { name: 'New importer from a file' }).count()).toBe(0);
  });
});
