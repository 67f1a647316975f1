import { describe, expect, it } from 'vitest';
import { type Answer, type Api, call, startApi, useSuite } from '../harness/index.ts';

const suite = useSuite({ api: { MEMBERS_MAY_DEFINE: 'true' }, standing: true });

const definitionOf = (name: string): string => `
name: ${name}
title: Assets of a partner
target: { table: assets, manage: existing, account: account_id, stamps: { import: import_job_id } }
schema:
  primaryKey: [identifier]
  fields:
    - { name: identifier, type: string, constraints: { required: true, maxLength: 255 } }
    - { name: name, type: string, constraints: { required: true, maxLength: 40 } }
columns:
  identifier: { aliases: [Teil], transform: [upper] }
  name: { aliases: [Bezeichnung] }
`;

type As = { account?: string; role?: 'viewer' | 'member' | 'operator'; query?: string; type?: string };

const save = (
  text: string,
  { account = 'one', role = 'member', query = '', type = 'application/yaml' }: As = {},
): Promise<Answer> =>
  call(suite, `POST /api/v1/importers${query}`, { account, role, body: text, headers: { 'content-type': type } });
const get = (path: string, { account = 'one', role = 'viewer' }: As = {}): Promise<Answer> =>
  call(suite, `GET /api/v1/importers${path}`, { account, role });

describe('an importer', () => {
  it('says what its table may refuse', async () => {
    const { json } = await save(definitionOf('warned'));
    expect(json.warnings).toContainEqual(expect.objectContaining({ field: 'target.table', code: 'CHECK' }));
  });

  it('is created from YAML, gets a version for every change, and keeps all of them', async () => {
    const first = definitionOf('partner-parts');
    const created = await save(first);
    expect([created.status, created.json]).toEqual([
      201,
      expect.objectContaining({ name: 'partner-parts', version: 1, created: true, scope: 'account' }),
    ]);
    expect(created.headers.get('location')).toBe('/api/v1/importers/partner-parts');
    const again = await save(first);
    expect([again.status, again.json]).toEqual([200, expect.objectContaining({ version: 1, created: false })]);
    const second = JSON.stringify({ ...(await get('/partner-parts')).json.definition, title: 'Parts' });
    expect((await save(second, { type: 'application/json' })).json).toMatchObject({ version: 2, created: true });
    expect((await get('/partner-parts')).json).toMatchObject({
      ...{ title: 'Parts', version: 2, scope: 'account', origin: 'api', archived_at: null },
      ...{ table: 'assets', manage: 'existing' },
      ...{ source: second, format: 'json', definition: { title: 'Parts' } },
    });
    expect((await get('/partner-parts/versions')).json.items).toMatchObject([{ version: 2 }, { version: 1 }]);
    expect((await get('/partner-parts/versions/1')).json).toMatchObject({ source: first, format: 'yaml' });
    expect((await get('/partner-parts/versions/3')).status).toBe(404);
  });

  it('is not changed over a version that was saved since the one that a change is based on', async () => {
    const text = (title: string) => definitionOf('shared-work').replace('Assets of a partner', title);
    const based = (on: number, title: string, more = '') => save(text(title), { query: `?based_on=${on}${more}` });
    expect((await based(1, 'none')).json).toMatchObject({ status: 409, code: 'VERSION_CONFLICT' });
    expect((await based(0, 'first')).json).toMatchObject({ version: 1, created: true });
    expect((await based(1, 'second')).json).toMatchObject({ version: 2, created: true });
    const late = await based(1, 'third');
    expect([late.status, late.json.code, late.json.detail]).toEqual([
      ...[409, 'VERSION_CONFLICT'],
      'Version 2 of the importer shared-work was saved since: this change is based on version 1. Compare both, then save it based on version 2.',
    ]);
    expect((await based(1, 'third', '&dry_run=true')).status).toBe(409);
    expect((await based(0, 'other')).json.detail).toMatch(/^There is an importer named shared-work already\./);
    // What the newest version says already is no conflict.
    expect((await based(1, 'second')).json).toMatchObject({ version: 2, created: false });
    expect((await based(2, 'third')).json).toMatchObject({ version: 3, created: true });
    expect((await save(text('fourth'))).json).toMatchObject({ version: 4, created: true });
  });

  it('is a file in each format, whose text is the given one where it can be', async () => {
    const given = `# Parts, as the partner sends them\n${definitionOf('as-file')}`;
    await save(given);
    await save(given.replace('title: Assets of a partner', 'title: Parts'));
    const file = (query: string) => get(`/as-file/definition${query}`);
    const yaml = await file('?version=1');
    expect(yaml.text).toBe(given);
    expect([yaml.headers.get('content-type'), yaml.headers.get('content-disposition')]).toEqual([
      'application/yaml',
      expect.stringContaining('as-file.yaml'),
    ]);
    const json = await file('?format=json');
    expect(json.headers.get('content-type')).toBe('application/json');
    expect(json.json).toEqual((await get('/as-file')).json.definition);
    const packaged = await file('?format=datapackage');
    expect([packaged.headers.get('content-type'), packaged.headers.get('content-disposition')]).toEqual([
      'application/vnd.datapackage+json',
      expect.stringContaining('datapackage.json'),
    ]);
    expect(packaged.json.resources).toMatchObject([
      { name: 'as-file', title: 'Parts', schema: { primaryKey: ['identifier'] } },
    ]);
    expect(packaged.json.sluice.omitted).toEqual([
      ...['target', 'columns.identifier.aliases', 'columns.identifier.transform', 'columns.name.aliases'],
    ]);
    expect((await get('/as-file/definition?version=3')).status).toBe(404);
    expect((await get('/as-file/definition?format=xml')).status).toBe(422);
    expect((await get('/as-file/definition', { account: 'two' })).status).toBe(404);
  });

  it('imports with the version that was the newest when the import started', async () => {
    await save(definitionOf('pinned'));
    const { imports } = await suite.api.client('one', 'member', 'pinned');
    const run = async (csv: string) => imports.wait((await imports.post(Buffer.from(csv))).job_id);
    const done = await run('Teil;Bezeichnung\nx-1;Pump\nx-2;\n');
    expect(done).toMatchObject({
      ...{ status: 'completed', importer: 'pinned', importer_version: 1, inserted_rows: 1, failed_rows: 1 },
      errors: [{ row: 3, field: 'name', code: 'REQUIRED' }],
    });
    const { json } = await call(suite, 'GET /api/v1/pinned', { account: 'one' });
    expect(json.items).toMatchObject([{ identifier: 'X-1', name: 'Pump' }]);
    await save(definitionOf('pinned').replace('maxLength: 40', 'maxLength: 3'));
    const later = await run('Teil;Bezeichnung\ny-1;Pump\n');
    expect(later).toMatchObject({ importer_version: 2, failed_rows: 1, errors: [{ code: 'TOO_LONG' }] });
    expect((await imports.get(done.job_id)).importer_version).toBe(1);
  });

  it('is only checked with dry_run', async () => {
    const checked = await save(definitionOf('not-stored'), { query: '?dry_run=true' });
    expect([checked.status, checked.json]).toEqual([200, expect.objectContaining({ version: 1, created: false })]);
    expect((await get('/not-stored')).status).toBe(404);
  });

  it('is refused with every problem, its path and its place', async () => {
    const wrong = definitionOf('jobs').replace('type: string', 'type: text');
    const refused = await save(wrong);
    expect([refused.status, refused.json]).toEqual([
      422,
      expect.objectContaining({
        code: 'VALIDATION_FAILED',
        detail: 'The definition has 2 problems; see `fields`.',
        fields: [
          expect.objectContaining({ field: 'name', code: 'NAME_RESERVED', line: 2, column: 1 }),
          expect.objectContaining({ field: 'schema.fields[0].type', code: 'WRONG_VALUE', line: 8 }),
        ],
      }),
    ]);
    expect((await save('a: [', { type: 'application/json' })).json).toMatchObject({ fields: [{ code: 'SYNTAX' }] });
    expect((await save(`# ${'x'.repeat(2 ** 20)}`)).status).toBe(413);
    expect((await save('a', { type: 'text/csv' })).status).toBe(415);
  });

  it('takes no new imports while it is archived, and can be restored', async () => {
    await save(definitionOf('seasonal'));
    const archive = () => call(suite, 'DELETE /api/v1/importers/seasonal', { account: 'one' });
    const archived = await archive();
    expect([archived.status, archived.json.archived_at]).toEqual([200, expect.any(String)]);
    expect((await archive()).json.archived_at).toBe(archived.json.archived_at);
    const start = () =>
      call(suite, 'POST /api/v1/seasonal/bulk/preview', {
        account: 'one',
        body: JSON.stringify({ doc_id: crypto.randomUUID() }),
        headers: { 'content-type': 'application/json' },
      });
    expect((await start()).json).toMatchObject({ code: 'INVALID_STATE', detail: expect.stringContaining('archived') });
    expect((await save(definitionOf('seasonal').replace('40', '41'))).json.code).toBe('INVALID_STATE');
    const names = async (query = '') => (await get(query)).json.items.map(({ name }: { name: string }) => name);
    expect(await names()).not.toContain('seasonal');
    expect(await names('?archived=true')).toContain('seasonal');
    const restored = await call(suite, 'POST /api/v1/importers/seasonal/restore', { account: 'one' });
    expect(restored.json.archived_at).toBeNull();
    expect((await start()).json.code).toBe('NOT_FOUND');
    expect((await save(definitionOf('seasonal').replace('40', '41'))).json).toMatchObject({ version: 2 });
  });
});

describe('a mapping', () => {
  it('is kept under a name for one account, replaced and deleted', async () => {
    await save(definitionOf('mapped'));
    const path = '/api/v1/importers/mapped/mappings';
    const put = (name: string, body: object, account = 'one') =>
      call(suite, `PUT ${path}/${encodeURIComponent(name)}`, { account, body: body as Record<string, unknown> });
    const names = async (account = 'one') => {
      const { json } = await call(suite, `GET ${path}`, { account });
      return json.items.map(({ name, mapping }: { name: string; mapping: object }) => [name, mapping]);
    };
    expect(await names()).toEqual([]);
    expect((await put('Lager / süd', { mapping: { Artikel: 'code', Notiz: null } })).status).toBe(204);
    expect((await put('an old one', { mapping: { a: 'code' } })).status).toBe(204);
    expect((await put('Lager / süd', { mapping: { Artikel: 'code' } })).status).toBe(204);
    expect(await names()).toEqual([
      ['Lager / süd', { Artikel: 'code' }],
      ['an old one', { a: 'code' }],
    ]);
    expect((await put('wrong', { mapping: { a: 1 } })).json).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect((await put('wrong', {})).status).toBe(422);
    await call(suite, `DELETE ${path}/an%20old%20one`, { account: 'one' });
    expect((await call(suite, `DELETE ${path}/an%20old%20one`, { account: 'one' })).status).toBe(404);
    expect((await names()).length).toBe(1);
    expect((await call(suite, `GET ${path}`, { account: 'two' })).status).toBe(404);
    expect((await put('mine', { mapping: {} }, 'two')).status).toBe(404);
  });
});

describe('whose an importer is', () => {
  it('is for every account if an operator makes it, and otherwise for one', async () => {
    expect((await save(definitionOf('everybodys'), { role: 'operator' })).json.scope).toBe('all');
    await save(definitionOf('own'), { account: 'two' });
    expect((await get('/everybodys', { account: 'two' })).json.scope).toBe('all');
    expect((await get('/own', { account: 'two' })).json.scope).toBe('account');
    const foreign = await get('/own', { account: 'three' });
    expect([foreign.status, foreign.json.detail]).toEqual([
      404,
      'No importer is named own. There are: assets, contacts, everybodys.',
    ]);
    for (const request of ['GET /api/v1/own', 'GET /api/v1/own/bulk', 'GET /api/v1/own/bulk/template'])
      expect([request, (await call(suite, request, { account: 'three' })).status]).toEqual([request, 404]);
    // Two accounts may use the same name, but not one that is everybody's.
    expect((await save(definitionOf('own'), { account: 'three' })).status).toBe(201);
    expect((await save(definitionOf('everybodys'), { account: 'three' })).json.code).toBe('INVALID_STATE');
    expect((await save(definitionOf('own'), { role: 'operator' })).json.code).toBe('INVALID_STATE');
    expect((await save(definitionOf('mine'), { role: 'operator', query: '?scope=account' })).json.scope).toBe(
      'account',
    );
  });

  it('decides who may change it', async () => {
    await save(definitionOf('house'), { role: 'operator' });
    const forbidden = [
      () => save(definitionOf('house').replace('40', '41')),
      () => save(definitionOf('new-one'), { query: '?scope=all' }),
      () => save(definitionOf('new-one'), { role: 'viewer' }),
      () => call(suite, 'DELETE /api/v1/importers/house', { account: 'one' }),
    ];
    const codes = [];
    for (const one of forbidden) codes.push((await one()).json.code);
    expect(codes).toEqual(['INVALID_STATE', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
    expect((await save(definitionOf('assets'), { role: 'operator' })).json).toMatchObject({
      code: 'INVALID_STATE',
      detail: expect.stringContaining('shipped'),
    });
  });

  it('lets members define nothing unless the operator allows it', async () => {
    const strict = await startApi(suite.stack);
    try {
      const answer = await call({ api: strict }, 'POST /api/v1/importers', {
        account: 'one',
        body: definitionOf('forbidden'),
        headers: { 'content-type': 'application/yaml' },
      });
      const asPreview = await call({ api: strict }, 'POST /api/v1/importers/preview', {
        account: 'one',
        body: { doc_id: crypto.randomUUID(), definition: definitionOf('forbidden') },
      });
      for (const { json } of [answer, asPreview])
        expect(json).toMatchObject({ code: 'FORBIDDEN', detail: expect.stringContaining('MEMBERS_MAY_DEFINE') });
      const allowed = async (api: Api, role: As['role'] = 'member') =>
        (await call({ api }, 'GET /api/v1/importers?limit=1', { account: 'one', role })).json.may_define;
      expect([await allowed(strict), await allowed(suite.api), await allowed(suite.api, 'viewer')]).toEqual([
        [],
        ['account'],
        [],
      ]);
      expect(await allowed(strict, 'operator')).toEqual(['all', 'account']);
    } finally {
      await strict.stop();
    }
  });

  it('lets only operators import where the definition says so', async () => {
    await save(`${definitionOf('guarded')}access: { import: operator }\n`, { role: 'operator' });
    const body = JSON.stringify({ doc_id: crypto.randomUUID() });
    const start = (role: 'member' | 'operator') =>
      call(suite, 'POST /api/v1/guarded/bulk', {
        account: 'one',
        role,
        body,
        headers: { 'content-type': 'application/json' },
      });
    expect([(await start('member')).json.code, (await start('operator')).json.code]).toEqual([
      'FORBIDDEN',
      'NOT_FOUND',
    ]);
  });
});

it('twenty versions at once get twenty numbers', async () => {
  const texts = Array.from({ length: 20 }, (_, at) => definitionOf('crowded').replace('partner', `partner ${at}`));
  const answers = await Promise.all(texts.map((text) => save(text)));
  expect(answers.map(({ json }) => json.version).toSorted((a, b) => a - b)).toEqual(texts.map((_, at) => at + 1));
});
