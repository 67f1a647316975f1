import { beforeAll, describe, expect, it } from 'vitest';
import { call } from '../harness/index.ts';
import { expectAccessible, shoot, useBrowser } from './support/index.ts';

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

const save = async (text: string): Promise<void> => {
  const answer = await call(suite, 'POST /api/v1/importers?scope=account', {
    ...{ account: 'city', role: 'operator', body: text },
    headers: { 'content-type': 'application/yaml' },
  });
  expect(answer.status, answer.text).toBe(201);
};

describe('the importers of an account', () => {
  beforeAll(async () => {
    await save(trees());
    await save(
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
      /schema\.fields\.planted Added/,
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
