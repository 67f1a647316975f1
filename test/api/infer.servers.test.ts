import { ImportTargets, parseTargetRules, type QualifiedTable } from '@sluice/core';
import { describeTable } from '@sluice/db/targets';
import { checkTarget } from '@sluice/importers/target';
import mysql from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeDocument } from '../harness/documents.ts';
import { type Api, type Call, call, startApi, useSuite } from '../harness/index.ts';
import { createShop, definitionOf, type Shop } from '../harness/shop.ts';

const suite = useSuite({ api: { MEMBERS_MAY_DEFINE: 'true' }, standing: true });

/** Another API, whose tables are those of a shop. */
let shop: Shop;
let withShop: Api;
beforeAll(async () => {
  shop = await createShop(suite.stack.databaseUrl);
  withShop = await startApi({ ...suite.stack, env: { IMPORT_TARGETS: shop.rules, MEMBERS_MAY_DEFINE: 'true' } });
});
afterAll(async () => {
  await withShop?.stop();
  await shop?.drop();
});

type As = Pick<Call, 'account' | 'role'>;
const codesOf = ({ warnings }: { warnings: { code: string }[] }): string[] => warnings.map(({ code }) => code);
const infer = (body: object, as: As = {}, api: Api = suite.api) =>
  call({ api }, 'POST /api/v1/importers/infer', { account: 'one', ...as, body: { ...body } });
const save = (source: string, { query = '', ...as }: As & { query?: string } = {}, api: Api = suite.api) =>
  call({ api }, `POST /api/v1/importers${query}`, {
    ...{ account: 'one', ...as, body: source },
    headers: { 'content-type': 'application/yaml' },
  });

const csv = Buffer.from(
  [
    'Order No;line;ordered;price;status;note',
    ...Array.from({ length: 60 }, (_, at) =>
      [
        `AB${String(Math.floor(at / 3)).padStart(4, '0')}`,
        (at % 3) + 1,
        `${String((at % 28) + 1).padStart(2, '0')}.03.2024`,
        at % 7 === 0 ? 'n/a' : `1.2${at + 10},50 EUR`,
        at % 2 ? 'open' : 'paid',
        at % 5 ? '' : `Zeile ${at}`,
      ].join(';'),
    ),
  ].join('\r\n'),
);

describe('from a document', () => {
  it('infers a definition with which the same file imports without an error', async () => {
    const { docId } = await storeDocument(suite.stack, 'one', csv, 'Order Lines.csv');
    const { status, json } = await infer({ doc_id: docId });
    expect([status, json]).toEqual([
      200,
      expect.objectContaining({
        definition: expect.objectContaining({
          name: 'order-lines',
          target: { table: 'order_lines', manage: 'create' },
          schema: expect.objectContaining({
            primaryKey: ['Order No', 'line'],
            fields: [
              { name: 'Order No', type: 'string', constraints: { required: true, maxLength: 10 } },
              { name: 'line', type: 'integer', constraints: { required: true } },
              { name: 'ordered', type: 'date', format: '%d.%m.%Y', constraints: { required: true } },
              { name: 'price', type: 'number', decimalChar: ',', groupChar: '.', bareNumber: false },
              { name: 'status', type: 'string', constraints: { required: true, enum: ['open', 'paid'] } },
              { name: 'note', type: 'string', constraints: { maxLength: 20 } },
            ],
          }),
        }),
        source: expect.stringMatching(/^# yaml-language-server: \$schema=/),
        decisions: expect.arrayContaining([expect.objectContaining({ topic: 'delimiter', value: ';' })]),
        key_candidates: expect.arrayContaining([expect.objectContaining({ fields: ['Order No', 'line'] })]),
        warnings: [],
      }),
    ]);
    expect((await save(json.source)).status).toBe(201);
    const { imports } = await suite.api.client('one', 'member', 'order-lines');
    const done = await imports.wait((await imports.post(csv)).job_id);
    expect(done).toMatchObject({ status: 'completed', inserted_rows: 60, failed_rows: 0, skipped_rows: 0 });
  });

  it('stores nothing', async () => {
    const { docId } = await storeDocument(suite.stack, 'one', csv, 'not-stored.csv');
    expect((await infer({ doc_id: docId })).status).toBe(200);
    expect((await call(suite, 'GET /api/v1/importers/not-stored', { account: 'one' })).status).toBe(404);
  });

  it('reads the file as the request says, and keeps that in the definition', async () => {
    const text = Buffer.from('Liste\na,b\n03/04/2024,1\n');
    const { docId } = await storeDocument(suite.stack, 'one', text);
    const { json } = await infer({ doc_id: docId, name: 'mine', header_row: 2, date_order: 'MDY' });
    expect(json.definition).toMatchObject({
      ...{ name: 'mine', file: { headerRow: 2, dateOrder: 'MDY' } },
      schema: {
        fields: [
          { name: 'a', format: '%m/%d/%Y' },
          { name: 'b', type: 'integer' },
        ],
      },
    });
  });

  it('looks only at the start of a large file, and says so', async () => {
    const large = Buffer.from(
      `id,text\n${Array.from({ length: 120_000 }, (_, at) => `${at},${'x'.repeat(80)}`).join('\n')}\n`,
    );
    const { docId } = await storeDocument(suite.stack, 'one', large);
    const { json } = await infer({ doc_id: docId });
    expect(json.warnings).toContainEqual(expect.objectContaining({ code: 'SAMPLED' }));
    expect(json.definition.schema.primaryKey).toEqual(['id']);
  });

  it.each<[string, object, As, number, object]>([
    ['a document of another account', {}, { account: 'two' }, 404, { code: 'NOT_FOUND' }],
    ['a viewer', {}, { role: 'viewer' }, 403, { code: 'FORBIDDEN' }],
    ['an unknown option', { headerRow: 2 }, {}, 422, { code: 'VALIDATION_FAILED' }],
    ['a name that no importer can have', { name: 'No Name' }, {}, 422, { fields: [{ field: 'name' }] }],
    ['a document and a table', { table: 'assets' }, {}, 422, { code: 'VALIDATION_FAILED' }],
  ])('refuses %s', async (_, body, as, status, problem) => {
    const { docId } = await storeDocument(suite.stack, 'one', csv);
    const answer = await infer({ doc_id: docId, ...body }, as);
    expect([answer.status, answer.json]).toMatchObject([status, problem]);
  });

  it('refuses a file that is no table with its reason', async () => {
    const { docId } = await storeDocument(suite.stack, 'one', Buffer.from('%PDF-1.7\n\u0000\u0001'));
    expect((await infer({ doc_id: docId })).json).toMatchObject({ status: 422, code: 'FILE_NOT_A_TABLE' });
  });
});

describe('a preview with a definition that is not stored', () => {
  const preview = (body: object, as: As = {}, api: Api = suite.api) =>
    call({ api }, 'POST /api/v1/importers/preview', { account: 'one', ...as, body: { ...body } });
  const trees = (more = '') => `name: preview-trees
target: { table: preview_trees, manage: create }
schema:
  primaryKey: [no]
  fields:
    - { name: no, type: string, constraints: { required: true, maxLength: 10 } }
    - { name: height, type: number, decimalChar: "," }
${more}`;
  const file = Buffer.from('no;height;place\nT-1;12,5;A\nT-2;high;B\n');
  const stored = async (account = 'one') => (await storeDocument(suite.stack, account, file, 'trees.csv')).docId;

  it('shows the first records as an import would read them, makes no table and stores nothing', async () => {
    const { status, json } = await preview({ doc_id: await stored(), definition: trees() });
    expect([status, json]).toMatchObject([
      200,
      {
        mapping: [{ column: 'no' }, { column: 'height' }, { header: 'place', column: null, how: 'unknown' }],
        rows: [
          { values: { no: 'T-1' }, errors: [] },
          { row: 3, errors: [{ field: 'height', code: 'NOT_NUMBER', value: 'high' }] },
        ],
        refusal: null,
      },
    ]);
    expect((await call(suite, 'GET /api/v1/importers/preview-trees', { account: 'one' })).status).toBe(404);
    const connection = await mysql.createConnection(suite.stack.databaseUrl);
    expect((await connection.query("SHOW TABLES LIKE '%preview_trees'"))[0]).toEqual([]);
    await connection.end();
  });

  it('reads the file as the request says, and otherwise as the definition does', async () => {
    const doc_id = await stored();
    const named = trees('file: { skipFooter: 1 }\n');
    expect((await preview({ doc_id, definition: named })).json.rows).toHaveLength(1);
    const asked = await preview({
      doc_id,
      definition: named,
      skip_footer: 0,
      mapping: { place: 'height', height: null },
    });
    expect(asked.json.rows.map(({ errors }: { errors: { value: string }[] }) => errors[0]?.value)).toEqual(['A', 'B']);
  });

  it('reports values that a table cannot hold', async () => {
    const definition = `name: long-names
target: { table: assets, manage: existing, account: account_id }
schema:
  primaryKey: [identifier]
  fields:
    - { name: identifier, type: string }
    - { name: name, type: string, constraints: { required: true } }
`;
    const long = Buffer.from(`identifier,name\nX-1,${'n'.repeat(256)}\n`);
    const { docId: doc_id } = await storeDocument(suite.stack, 'one', long);
    const { json } = await preview({ doc_id, definition });
    expect(json.rows[0].errors).toMatchObject([{ field: 'name', code: 'TOO_LONG' }]);
  });

  it('is refused by a worker that may not use the table, whatever the API allows', async () => {
    const definition = shop.text('products');
    const doc_id = await stored();
    const answer = await preview({ doc_id, definition }, { role: 'operator' }, withShop);
    expect(answer.json.code).toBe('TARGET_CHANGED');
    expect(answer.json.fields).toContainEqual(expect.objectContaining({ code: 'TABLE_NOT_ALLOWED' }));
  });

  it.each<[string, (text: string) => string, string, string]>([
    [
      'a table that is not listed',
      (text) => text.replace('preview_trees, manage: create', 'mysql.user, manage: existing'),
      'target.table',
      'TABLE_NOT_ALLOWED',
    ],
    [
      "one of Sluice's own tables",
      (text) => text.replace('preview_trees, manage: create', 'documents, manage: existing'),
      'target.table',
      'TABLE_NOT_ALLOWED',
    ],
    [
      'a look-up in a table that is not listed',
      (text) => `${text}lookups:\n  - { fields: [no], table: mysql.user, by: [User], value: Host, store: host }\n`,
      'lookups[0].table',
      'TABLE_NOT_ALLOWED',
    ],
    [
      'a table that was made for another account',
      (text) => text.replace('preview_trees', 'of_two'),
      'target.table',
      'TABLE_EXISTS',
    ],
    [
      'what is no definition',
      (text) => text.replace('type: number', 'type: decimal'),
      'schema.fields[1].type',
      'WRONG_VALUE',
    ],
  ])('refuses %s, as when it is stored', async (_, change, field, code) => {
    await save(trees().replace('name: preview-trees', 'name: of-two').replace('preview_trees', 'of_two'), {
      account: 'two',
    });
    const definition = change(trees());
    const answer = await preview({ doc_id: await stored(), definition });
    expect([answer.status, answer.json.fields]).toMatchObject([422, [{ field, code }]]);
    expect(answer.json.fields).toEqual((await save(definition)).json.fields);
  });

  it.each<[string, object, As, number]>([
    ['a document of another account', {}, { account: 'two' }, 404],
    ['a member, for every account', { scope: 'all' }, {}, 403],
    ['an unknown option', { headerRow: 2 }, {}, 422],
    ['no definition', { definition: undefined }, {}, 422],
  ])('refuses %s', async (_, body, as, status) => {
    const answer = await preview({ doc_id: await stored(), definition: trees(), ...body }, as);
    expect(answer.status).toBe(status);
  });
});

describe('from a table', () => {
  const operator = { role: 'operator' } as const;
  const ofShop = (table: string, as: As = operator) => infer({ table: `${shop.schema}.${table}` }, as, withShop);

  it.each(['countries', 'customers', 'products', 'orders', 'order_lines', 'stock_moves'])(
    'infers a definition of %s that fits the table',
    async (table) => {
      const { status, json } = await ofShop(table);
      expect([status, codesOf(json)]).not.toContain('DEFINITION_INVALID');
      const allowed = new ImportTargets({
        DATABASE_URL: suite.stack.databaseUrl,
        IMPORT_TARGETS: parseTargetRules(shop.rules),
      });
      const describe = (name: QualifiedTable) => describeTable(suite.stack.db, name);
      const { problems } = await checkTarget(definitionOf(json.source), { allowed, describe });
      expect(problems).toEqual([]);
    },
  );

  it('says what the database says: types, limits, keys, the account and the stamps', async () => {
    const { json } = await ofShop('products');
    expect(json.definition).toMatchObject({
      name: 'products',
      target: {
        ...{ table: `${shop.schema}.products`, manage: 'existing', account: 'account_id' },
        stamps: { import: 'imported_by', updated: 'updated_at' },
      },
      schema: { primaryKey: ['sku'], uniqueKeys: [['ean']] },
      columns: { price: { sqlType: 'decimal(10,2)' } },
    });
    expect(json.definition.schema.fields).toEqual([
      { name: 'sku', type: 'string', constraints: { required: true, maxLength: 20 } },
      { name: 'ean', type: 'string', constraints: { maxLength: 13 } },
      { name: 'title', type: 'string', constraints: { required: true, maxLength: 120 } },
      { name: 'price', type: 'number', constraints: { required: true } },
      { name: 'weight_g', type: 'integer', constraints: { minimum: 0, maximum: 16_777_215 } },
      { name: 'stock', type: 'integer', constraints: { required: true, minimum: -32_768, maximum: 32_767 } },
      expect.objectContaining({ name: 'size', constraints: { enum: ['S', 'M', 'L', 'one size'] } }),
      { name: 'note', type: 'string', constraints: { maxLength: 63 } },
      { name: 'since', type: 'year', constraints: { minimum: 1901, maximum: 2155 } },
    ]);
    expect(json.warnings).toMatchObject([{ code: 'COLUMN_LEFT_OUT', column: 'labels' }]);
  });

  it('makes foreign keys of those to tables of other importers, and warns of the others', async () => {
    const before = await ofShop('order_lines');
    expect(before.json.definition.schema.foreignKeys).toBeUndefined();
    expect(codesOf(before.json)).toEqual(['FOREIGN_KEY', 'FOREIGN_KEY', 'TRIGGER']);
    const orders = await ofShop('orders');
    expect((await save(orders.json.source, operator, withShop)).status).toBe(201);
    expect((await ofShop('order_lines')).json.definition.schema.foreignKeys).toEqual([
      { fields: ['order_no'], reference: { resource: 'orders', fields: ['order_no'] } },
    ]);
  });

  it('shows no row, of any account', async () => {
    const connection = await mysql.createConnection(shop.url);
    await connection.query(
      "INSERT INTO customers (account_id, email, name) VALUES ('one', 'own@secret.test', 'Own'), ('two', 'other@secret.test', 'Other')",
    );
    await connection.end();
    const { text, json } = await ofShop('customers', { role: 'member' });
    expect(json.columns.flatMap(({ examples }: { examples: string[] }) => examples)).toEqual([]);
    expect(text).not.toMatch(/secret\.test|Own|Other/);
  });

  it.each<[string, string, As, number, string]>([
    ['a table that is not listed', 'mysql.user', operator, 422, 'VALIDATION_FAILED'],
    ["Sluice's own tables", 'documents', operator, 422, 'VALIDATION_FAILED'],
    ['a listed table that does not exist', 'SHOP.order_lines', operator, 422, 'VALIDATION_FAILED'],
    ['a table that is shared, to members', 'shop.countries', { role: 'member' }, 403, 'FORBIDDEN'],
    ['viewers', 'shop.orders', { role: 'viewer' }, 403, 'FORBIDDEN'],
    ['a table that does not exist', 'data_missing', operator, 404, 'NOT_FOUND'],
  ])('refuses %s', async (_, table, as, status, code) => {
    const answer = await infer({ table: table.replace(/^shop\./, `${shop.schema}.`) }, as, withShop);
    expect([answer.status, answer.json.code]).toEqual([status, code]);
    expect(answer.json.definition).toBeUndefined();
  });

  it('refuses members where they may not define importers', async () => {
    const strict = await startApi({ ...suite.stack, env: { IMPORT_TARGETS: shop.rules } });
    try {
      const answer = await infer({ table: `${shop.schema}.orders` }, { role: 'member' }, strict);
      expect(answer.json).toMatchObject({ code: 'FORBIDDEN', detail: expect.stringContaining('MEMBERS_MAY_DEFINE') });
      expect((await infer({ table: `${shop.schema}.orders` }, operator, strict)).status).toBe(200);
    } finally {
      await strict.stop();
    }
  });

  it('knows tables that Sluice made only for accounts that have an importer of them', async () => {
    const text =
      'name: made\ntarget: { table: made, manage: create }\nschema:\n  primaryKey: [a]\n  fields: [{ name: a, type: string, constraints: { maxLength: 20 } }]\n';
    expect((await save(text)).status).toBe(201);
    expect((await infer({ table: 'data_made' })).status).toBe(200);
    const other = await infer({ table: 'data_made' }, { account: 'two' });
    const missing = await infer({ table: 'data_missing' }, { account: 'two' });
    expect([other.status, other.json.detail]).toEqual([404, missing.json.detail.replace('missing', 'made')]);
  });
});
