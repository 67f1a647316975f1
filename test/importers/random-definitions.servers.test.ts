import { repeats } from '@sluice/core/testing';
import type { Connection } from 'mysql2/promise';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, Random, useSuite } from '../harness/index.ts';
import { listDifferences } from '../import/support/check.ts';
import { expectImport } from '../import/support/shop/oracle.ts';
import type { Row, Shop } from '../import/support/shop/sheet.ts';
import { makeSheet } from '../import/support/shop/sheet-file.ts';
import { connect } from '../import/support/table.ts';
import { plainValue, type RandomDefinition, randomDefinition } from './support/random-definition.ts';

const suite = useSuite({ api: { MEMBERS_MAY_DEFINE: 'true' }, worker: { IMPORT_BATCH_ROWS: '16' }, standing: true });
let connection: Connection;
beforeAll(async () => {
  connection = await connect(suite.stack.databaseUrl);
});
afterAll(() => connection?.end());

const CASES = repeats(4, 200);
const ROWS = 30;
const MODES = { on_new: 'insert', on_invalid: 'skip', on_blank: 'keep' } as const;

async function save(definition: Readonly<Record<string, unknown>> | string): Promise<void> {
  const headers = { 'content-type': typeof definition === 'string' ? 'application/yaml' : 'application/json' };
  const saved = await call(suite, 'POST /api/v1/importers', { account: 'one', headers, body: definition });
  expect([saved.status, saved.json.fields]).toEqual([201, undefined]);
}

async function run(importer: string, bytes: Buffer, options: object) {
  const { imports } = await suite.api.client('one', 'member', importer);
  const done = await imports.wait((await imports.post(bytes, options)).job_id);
  expect(done).toMatchObject({ status: 'completed' });
  return { done, errors: await imports.errors(done.job_id) };
}

const stored = async (select: string): Promise<Row[]> => (await connection.query(select, ['one']))[0] as Row[];
const texts = (rows: readonly Row[]): string[] => rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();

/** Imports two random files into a table that Sluice makes for a random definition. */
async function importInto(random: Random, { definition, sheet }: RandomDefinition) {
  await save(definition);
  let shop: Shop = { [sheet.importer]: new Map() };
  for (const on_duplicate of ['reject', 'update'] as const) {
    const shares = { bad: 0.3, matching: 0.4, repeated: 0.1, blank: 0.02 };
    const file = makeSheet(random, sheet, shop, { rows: ROWS, tag: on_duplicate, ...shares });
    const { done, errors } = await run(sheet.importer, file.bytes, { on_duplicate, delimiter: ',' });
    const expected = expectImport(sheet, file.records, shop, { ...MODES, on_duplicate, jobId: done.job_id });
    const wanted = expected.outcomes.flatMap(({ record, errors: all }) =>
      all.map(({ field, code }) => `row ${record.row}: ${code} ${field}`),
    );
    const found = errors.map(({ row, field, code }) => `row ${row}: ${code} ${field}`);
    expect(listDifferences(found, wanted)).toEqual([]);
    shop = expected.shop;
    expect(
      listDifferences(texts(await stored(sheet.select)), texts([...(shop[sheet.importer]?.values() ?? [])])),
    ).toEqual([]);
    const { inserted, updated, unchanged, failed } = expected;
    expect(done).toMatchObject({
      ...{ inserted_rows: inserted, updated_rows: updated, unchanged_rows: unchanged, failed_rows: failed },
    });
  }
}

/** Imports a file by the definition that is inferred from it: every record is a row, with the values or the texts of its cells. */
async function importInferred(random: Random, { sheet }: RandomDefinition) {
  const none = { bad: 0, matching: 0, repeated: 0, blank: 0 };
  const empty = { [sheet.importer]: new Map() };
  const file = makeSheet(random, sheet, empty, { rows: ROWS, tag: 'inferred', ...none });
  const name = `${sheet.importer}-inferred`;
  const client = await suite.api.client('one');
  const { doc_id: docId } = await client.imports.upload(file.bytes, `${name}.csv`);
  const body = { doc_id: docId, name, delimiter: ',' };
  const inferred = await call(suite, 'POST /api/v1/importers/infer', { account: 'one', body });
  expect([inferred.status, inferred.json.fields]).toEqual([200, undefined]);
  await save(inferred.json.source);
  const { done, errors } = await run(name, file.bytes, {});
  expect([errors, done.inserted_rows]).toEqual([[], ROWS]);
  const { definition } = inferred.json;
  const columns = sheet.columns.map(
    ({ field }) => `\`${definition.columns?.[field]?.column ?? field}\` AS \`${field}\``,
  );
  const table = `data_${definition.target.table}`;
  const [first = ''] = sheet.key;
  const all = await stored(`SELECT ${columns} FROM ${table} WHERE account_id = ?`);
  const rows = new Map(all.map((row) => [row[first], row]));
  const wrong = file.records.flatMap((record, at) =>
    sheet.columns.flatMap(({ field, cell }, index) => {
      const text = record[index]?.trim() ?? '';
      const is = rows.get(record[0] ?? '')?.[field];
      const read = cell.read(text);
      const value = sheet.missing.includes(text) || !('value' in read) ? null : read.value;
      const isSame = [value, text].map(plainValue).includes(plainValue(is));
      return isSame ? [] : [`row ${at + 2}, ${field}: ${is} of "${text}"`];
    }),
  );
  expect([definition.schema.fields, wrong]).toEqual([definition.schema.fields, []]);
}

it('random files become the rows that an oracle expects, by random definitions and by those inferred from files', async () => {
  const random = new Random();
  for (let at = 0; at < CASES; at++) {
    const one = randomDefinition(random, `random-${at}`);
    try {
      await importInto(random, one);
      await importInferred(random, one);
    } catch (error) {
      console.log(`seed ${random.seed}, case ${at}: ${JSON.stringify(one.definition)}`);
      throw error;
    }
  }
  console.log(`seed ${random.seed}; ${CASES} definitions`);
});
