import { readFileSync } from 'node:fs';
import { ImportTargets, parseTargetRules } from '@sluice/core';
import { describeTable } from '@sluice/db/targets';
import { createTestDatabase, type TestDatabase } from '@sluice/db/testing';
import type { Definition } from '@sluice/importers/document';
import { checkTarget, type TargetContext } from '@sluice/importers/target';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createShop, definitionOf, type Shop, shopImporters } from '../harness/shop.ts';

const SERVER = process.env.DATABASE_URL ?? '';
let database: TestDatabase;
let shop: Shop;
let context: TargetContext;

const targets = (rules: string) =>
  new ImportTargets({ DATABASE_URL: database.url, IMPORT_TARGETS: parseTargetRules(rules) });

beforeAll(async () => {
  [database, shop] = await Promise.all([createTestDatabase(SERVER), createShop(SERVER)]);
  context = {
    allowed: targets(shop.rules),
    describe: (name) => describeTable(database.db, name),
    importer: (name) => (shopImporters.includes(name) ? shop.definition(name) : undefined),
  };
});
afterAll(() => Promise.all([database.drop(), shop.drop()]));

const shopText = (text: string): string =>
  text.replaceAll(shop.schema, 'shop').replaceAll(context.allowed.own, 'sluice');
/** The problems and warnings of a definition, in terms of the fixture. */
async function check(definition: Definition, more: Partial<TargetContext> = {}) {
  const { problems, warnings } = await checkTarget(definition, { ...context, ...more });
  const plain = ({ path, code, message }: { path: string; code: string; message: string }) => ({
    ...{ path, code, message: shopText(message) },
  });
  return { problems: problems.map(plain), warnings: warnings.map(plain) };
}

describe('the importers of the shop', () => {
  it.each(shopImporters)('%s goes with its table', async (name) => {
    expect((await check(shop.definition(name))).problems).toEqual([]);
  });

  it('come with warnings about what their definitions do not mention, by name', async () => {
    const all = await Promise.all(shopImporters.map((name) => check(shop.definition(name))));
    expect(all.flatMap(({ warnings }) => warnings.map(({ code, message }) => `${code}: ${message}`))).toEqual([
      'SHARED: All accounts share the rows of shop.countries: an import with on_absent=delete deletes them for every account.',
      'TRIGGER: The trigger customer_spelling of shop.customers runs for every row that is inserted.',
      'ROUNDED: shop.order_lines.discount is float, which keeps about 6 digits of a number.',
      'TRIGGER: The trigger line_moves_stock of shop.order_lines runs for every row that is inserted.',
      'ROUNDED: shop.orders.paid_at is datetime: milliseconds are rounded to seconds.',
      'ROUNDED: shop.stock_moves.shelf_time is time: milliseconds are rounded to seconds.',
    ]);
  });

  it.each(['assets', 'contacts'])('%s, which is shipped, goes with its table', async (name) => {
    const text = readFileSync(new URL(`../../importers/${name}.yaml`, import.meta.url), 'utf8');
    expect(await check(definitionOf(text))).toEqual({ problems: [], warnings: [] });
  });
});

interface Wrong {
  readonly importer: string;
  readonly edit: Readonly<Record<string, unknown>>;
  readonly problems: readonly { readonly path: string; readonly code: string; readonly message: string }[];
}

/** The definition with other values by path, such as `schema.fields[2].type`; `(removed)` takes a member out. */
function edited(importer: string, edits: Wrong['edit']): Definition {
  const document = parse(shop.text(importer)) as Record<string, unknown>;
  for (const [path, value] of Object.entries(edits)) {
    const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
    let owner = document;
    for (const step of steps.slice(0, -1)) owner = owner[step] as Record<string, unknown>;
    const last = steps.at(-1) ?? '';
    if (value === '(removed)') delete owner[last];
    else owner[last] = value;
  }
  return definitionOf(JSON.stringify(document).replaceAll('shop.', `${shop.schema}.`));
}

const wrong = parse(readFileSync(new URL('support/wrong-targets.yaml', import.meta.url), 'utf8')) as Wrong[];

describe('definitions that do not go with their tables', () => {
  it.each(wrong)('$importer with $edit', async ({ importer, edit, problems }) => {
    expect((await check(edited(importer, edit))).problems).toEqual(problems);
  });
});
