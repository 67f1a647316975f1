import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { call, useSuite } from '../harness/index.ts';
import { rows } from '../harness/rows.ts';

const suite = useSuite({ api: { MEMBERS_MAY_DEFINE: 'true' }, standing: true });

const definition = (changes: object = {}, fields: readonly object[] = []) => ({
  name: 'city-trees',
  target: { table: 'city_trees', manage: 'create', stamps: { import: 'import_id' } },
  schema: {
    primaryKey: ['tree_no'],
    fields: [
      { name: 'tree_no', type: 'string', constraints: { required: true, pattern: 'T-[0-9]{5}' } },
      { name: 'species', type: 'string', constraints: { maxLength: 80 } },
      { name: 'height_m', type: 'number', decimalChar: ',', constraints: { minimum: 0, maximum: 120 } },
      { name: 'planted', type: 'date', format: '%d.%m.%Y' },
      ...fields,
    ],
  },
  columns: { tree_no: { aliases: ['no'], transform: ['upper'] }, height_m: { sqlType: 'decimal(5,2)' } },
  ...changes,
});
const save = (body: object, account = 'one', query = '') =>
  call(suite, `POST /api/v1/importers${query}`, { account, body: body as Record<string, unknown> });

async function run(
  csv: string,
  importer = 'city-trees',
  on_duplicate: 'update' | 'reject' | 'skip' = 'update',
  more = {},
) {
  const { imports } = await suite.api.client('one', 'member', importer);
  return imports.wait((await imports.post(Buffer.from(csv), { on_duplicate, ...more })).job_id);
}
const list = async (account = 'one') => (await call(suite, 'GET /api/v1/city-trees', { account })).json.items;
const tables = async () =>
  (
    await rows<{ name: string }>(
      suite.stack,
      sql`SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = DATABASE() AND table_name LIKE 'data\\_%'`,
    )
  ).map(({ name }) => name);

it('is made with its first version, takes imports, and gets the columns of later versions', async () => {
  expect((await save(definition(), 'one', '?dry_run=true')).json).toMatchObject({ version: 1, created: false });
  expect(await tables()).toEqual([]);
  expect(await save(definition())).toMatchObject({ status: 201, json: { version: 1 } });
  expect(await tables()).toEqual(['data_city_trees']);
  const first = await run('no;species;height_m;planted\nt-00001;Ginkgo;12,5;01.03.1998\nT-00002;;7;\nT-3;;;\n');
  expect(first).toMatchObject({ status: 'completed', inserted_rows: 2, failed_rows: 1 });
  expect(await list()).toMatchObject([
    { tree_no: 'T-00001', species: 'Ginkgo', height_m: '12.5', planted: '1998-03-01', import_id: first.job_id },
    { tree_no: 'T-00002', species: null, height_m: '7', planted: null },
  ]);
  const more = definition({}, [{ name: 'felled', type: 'date', format: '%d.%m.%Y' }]);
  expect(await save(more)).toMatchObject({ status: 201, json: { version: 2 } });
  expect(await run('tree_no;felled\nT-00002;24.12.2024\n')).toMatchObject({ updated_rows: 1, importer_version: 2 });
  expect((await list())[1]).toMatchObject({ tree_no: 'T-00002', height_m: '7', felled: '2024-12-24' });
});

it('is not changed in any other way: the ALTER that a person would have to run is in the refusal', async () => {
  await save(definition());
  const changed = definition({ columns: { height_m: { sqlType: 'decimal(9,4)' } } });
  const refused = await save(changed);
  expect([refused.status, refused.json.fields]).toEqual([
    422,
    [
      expect.objectContaining({
        ...{ field: 'schema.fields[2]', code: 'TABLE_DIFFERS' },
        message: expect.stringMatching(/ALTER TABLE .*`data_city_trees` MODIFY `height_m` decimal\(9,4\)/),
      }),
    ],
  ]);
});

it('belongs to the importer that it was made for, and its rows to accounts', async () => {
  await save(definition());
  const other = await save(definition(), 'two');
  expect(other.json.fields).toEqual([expect.objectContaining({ field: 'target.table', code: 'TABLE_EXISTS' })]);
  const own = { target: { table: 'trees_of_two', manage: 'create' } };
  expect((await save(definition(own), 'two')).status).toBe(201);
  expect(await list('two')).toEqual([]);
});

it('that is gone or was changed makes imports fail at their start, until the definition is stored again', async () => {
  await save(definition());
  await suite.stack.db.execute(sql`ALTER TABLE data_city_trees DROP COLUMN planted`);
  const csv = 'no;planted\nT-00007;01.01.2020\n';
  const failed = await run(csv);
  expect(failed).toMatchObject({ status: 'failed', error_code: 'TARGET_CHANGED' });
  expect(failed.error_message).toMatch(/Store the definition again/);
  await save(definition());
  const { imports } = await suite.api.client('one', 'member', 'city-trees');
  await imports.retry(failed.job_id);
  expect(await imports.wait(failed.job_id)).toMatchObject({ status: 'completed', inserted_rows: 1 });
});

it('records the import of each row without being asked, in tables of an older release from the next save on', async () => {
  const unnamed = definition({ name: 'park-trees', target: { table: 'park_trees', manage: 'create' } });
  const of = async (id: string) => {
    const { status, json } = await call(suite, `GET /api/v1/park-trees?import_id=${id}`, { account: 'one' });
    return status === 200 ? json.items.map((row: { tree_no: string }) => row.tree_no) : [status, json.fields[0].field];
  };
  await save(unnamed);
  await suite.stack.db.execute(sql`ALTER TABLE data_park_trees DROP COLUMN import_job_id`);
  await suite.stack.db.execute(
    sql`UPDATE importer_versions SET definition = JSON_REMOVE(definition, '$.target.stamps') WHERE name = 'park-trees'`,
  );
  const old = await run('no;species\nT-00001;\nT-00002;Ginkgo\n', 'park-trees');
  expect(old).toMatchObject({ status: 'completed', inserted_rows: 2, importer_version: 1 });
  expect(await of(old.job_id)).toEqual([422, 'import_id']);

  expect(await save(unnamed)).toMatchObject({ status: 201, json: { version: 2 } });
  expect(await save(unnamed)).toMatchObject({ status: 200, json: { version: 2 } });
  const next = await run('no;species\nT-00001;Elm\nT-00002;Ginkgo\nT-00003;Oak\n', 'park-trees');
  expect(next).toMatchObject({ inserted_rows: 1, updated_rows: 1, unchanged_rows: 1, importer_version: 2 });
  expect(await of(next.job_id)).toEqual(['T-00001', 'T-00003']);
  expect((await call(suite, 'GET /api/v1/park-trees', { account: 'one' })).json.items[1]).toMatchObject({
    ...{ tree_no: 'T-00002', import_job_id: null },
  });
});

it('finds errors of repeated keys and values, which show the cells as they stand in the file', async () => {
  const { schema } = definition();
  const unique = { ...schema, uniqueKeys: [['height_m', 'planted']] };
  expect(
    (await save(definition({ name: 'rare-trees', target: { table: 'rare_trees', manage: 'create' }, schema: unique })))
      .status,
  ).toBe(201);
  const header = 'no;species;height_m;planted\n';
  await run(`${header}T-00001;Ginkgo;12,50;01.03.1998\n`, 'rare-trees');
  const csv = `${header} t-00001 ;Elm;7;\nt-00002;"Oak; old";1;\nT-00002;Ash;2;\nT-00003;Fir;012,5;01.03.1998\n`;
  const failed = await run(csv, 'rare-trees', 'reject');
  const shown = ['t-00001', 'T-00002', '012,5, 01.03.1998'];
  expect(failed.errors.map(({ code, value }) => [code, value])).toEqual([
    ['ALREADY_EXISTS', shown[0]],
    ['DUPLICATE_IN_FILE', shown[1]],
    ['DUPLICATE_VALUE', shown[2]],
  ]);
  const of = async (rest: string) =>
    (await call(suite, `GET /api/v1/rare-trees/bulk/${failed.job_id}/${rest}`, { account: 'one' })).json;
  const valuesOf = (items: { value: string }[]) => items.map(({ value }) => value);
  expect(valuesOf((await of('errors')).items)).toEqual(shown);
  expect(valuesOf((await of('errors/groups')).groups).sort()).toEqual(shown.toSorted());

  // Rows that are skipped by an import of all or nothing are listed as well.
  const skipped = await run(`${header}t-00001;Elm;7;\n`, 'rare-trees', 'skip', { on_invalid: 'abort' });
  expect(skipped).toMatchObject({ status: 'completed', skipped_rows: 1 });
  const [row] = await rows(suite.stack, sql`SELECT value FROM bulk_import_rejects WHERE job_id = ${skipped.job_id}`);
  expect(row).toEqual({ value: 't-00001' });
});
