import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Api, call, form, sha256, startApi, useSuite } from '../harness/index.ts';
import { aDocument } from '../harness/rows.ts';

const LIMITS = {
  ...{ MAX_UPLOADS_PER_ACCOUNT: '3', MAX_BYTES_PER_ACCOUNT: '10000' },
  ...{
    MAX_IMPORTERS_PER_ACCOUNT: '3',
    MAX_TABLES_PER_ACCOUNT: '2',
    MAX_VERSIONS_PER_IMPORTER: '3',
    MEMBERS_MAY_DEFINE: 'true',
  },
};
const suite = useSuite({ api: LIMITS });
let second: Api;
beforeAll(async () => {
  second = await startApi({ ...suite.stack, env: LIMITS });
});
afterAll(() => second.stop());

const announce = (api: Api, account: string, bytes: number, hash = sha256(randomBytes(16))): Promise<Answer> =>
  call({ api }, 'POST /api/v1/upload/request', {
    account,
    body: { doc_name: 'a.csv', doc_hash_256: hash, file_size: bytes, content_type: 'text/csv' },
  });

const used = async (account: string, name: string): Promise<{ used: number; limit: number | null }> => {
  const { json } = await call(suite, 'GET /api/v1/account/usage', { account, role: 'viewer' });
  return json.limits.find((item: { name: string }) => item.name === name);
};

/** The statuses, and the one code of all refusals. */
const outcome = (answers: readonly Answer[]) => ({
  statuses: answers.map(({ status }) => status).sort(),
  codes: [...new Set(answers.filter(({ status }) => status >= 400).map(({ json }) => json.code))],
});

describe('uploads in progress', () => {
  it('are admitted up to the limit, even by two processes at the same time', async () => {
    const account = 'crowd';
    const asked = Array.from({ length: 12 }, (_, at) => announce(at % 2 === 0 ? suite.api : second, account, 10));
    const answers = await Promise.all(asked);
    const statuses = [...Array(3).fill(201), ...Array(9).fill(429)];
    expect(outcome(answers)).toEqual({ statuses, codes: ['TOO_MANY_UPLOADS'] });
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.json.quota).toEqual({ name: 'uploads', limit: 3, used: 3 });
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await used(account, 'uploads')).toMatchObject({ used: 3, limit: 3 });
  });

  it('include files that are sent through the API, to any route', async () => {
    const account = 'forms';
    for (let at = 0; at < 3; at++) expect((await announce(suite.api, account, 10)).status).toBe(201);
    const routes = ['documents', 'assets/bulk', 'assets/bulk/preview'];
    for (const path of routes) {
      const answer = await call(suite, `POST /api/v1/${path}`, { account, body: form('identifier,name\na,b\n') });
      expect([path, answer.status, answer.json.code]).toEqual([path, 429, 'TOO_MANY_UPLOADS']);
    }
    // Another account may still upload.
    expect((await call(suite, 'POST /api/v1/documents', { account: 'free', body: form('a\n1\n') })).status).toBe(201);
  });

  it('free their place when they fail or are deleted, and need one again for a retry', async () => {
    const account = 'room';
    const hashes = [1, 2, 3, 4].map((at) => sha256(`room ${at}`));
    for (const hash of hashes.slice(0, 3)) expect((await announce(suite.api, account, 10, hash)).status).toBe(201);
    // Requesting one of them again is not another upload.
    expect((await announce(suite.api, account, 10, hashes[0])).status).toBe(200);
    await suite.stack.db.execute(sql`update documents set upload_status = 'UPLOAD_FAILED'
      where account_id = ${account} and doc_hash_256 = ${hashes[0]}`);
    expect((await announce(suite.api, account, 10, hashes[3])).status).toBe(201);
    expect((await announce(second, account, 10, hashes[0])).json.code).toBe('TOO_MANY_UPLOADS');
    await suite.stack.db.execute(
      sql`delete from documents where account_id = ${account} and doc_hash_256 = ${hashes[3]}`,
    );
    expect((await announce(second, account, 10, hashes[0])).status).toBe(200);
    expect(await used(account, 'uploads')).toMatchObject({ used: 3 });
  });
});

describe('the bytes of an account', () => {
  it('are stored and announced up to the limit, even through two processes at the same time', async () => {
    const account = 'bytes';
    const asked = [2_500, 2_500, 2_500].map((bytes, at) => announce(at % 2 === 0 ? suite.api : second, account, bytes));
    expect(outcome(await Promise.all(asked)).statuses).toEqual([201, 201, 201]);
    await suite.stack.db.execute(
      sql`update documents set upload_status = 'UPLOAD_COMPLETE' where account_id = ${account}`,
    );
    const more = await Promise.all([announce(suite.api, account, 2_000), announce(second, account, 2_000)]);
    expect(outcome(more)).toEqual({ statuses: [201, 413], codes: ['ACCOUNT_STORAGE_FULL'] });
    const refused = more.find(({ status }) => status === 413);
    expect(refused?.json.quota).toEqual({ name: 'stored_bytes', limit: 10_000, used: 9_500 });
    expect(refused?.json.detail).toContain('2,000 more do not fit');
    expect(await used(account, 'stored_bytes')).toEqual({ name: 'stored_bytes', used: 9_500, limit: 10_000 });
    const sent = await call(suite, 'POST /api/v1/documents', { account, body: form(randomBytes(600)) });
    expect([sent.status, sent.json.code]).toEqual([413, 'ACCOUNT_STORAGE_FULL']);
    expect((await announce(suite.api, account, 500)).status).toBe(201);
  });

  it('count a file that has arrived through the API with its real size', async () => {
    const account = 'real';
    const stored = await call(suite, 'POST /api/v1/documents', { account, body: form('a,b\n1,2\n') });
    expect(stored.status).toBe(201);
    expect(await used(account, 'stored_bytes')).toMatchObject({ used: 8 });
  });
});

describe('the importers of an account', () => {
  const account = 'definers';
  const save = (
    api: Api,
    name: string,
    table: string,
    { query = '', role = 'member' as 'member' | 'operator', title = name } = {},
  ) =>
    call({ api }, `POST /api/v1/importers${query}`, {
      ...{ account, role },
      body: { name, title, target: { table, manage: 'create' }, schema: { fields: [{ name: 'a', type: 'integer' }] } },
    });

  it('are stored, and have tables made, up to the limits, even by two processes at the same time', async () => {
    const names = ['one', 'two', 'three', 'four', 'five'];
    const saved = await Promise.all(
      names.map((name, at) => save(at % 2 === 0 ? suite.api : second, `limit-${name}`, `limit_${name}`)),
    );
    expect(outcome(saved)).toEqual({ statuses: [201, 201, 409, 409, 409], codes: ['TOO_MANY_TABLES'] });
    const refused = saved.find(({ status }) => status === 409);
    expect(refused?.json.quota).toEqual({ name: 'tables', limit: 2, used: 2 });
    expect(await used(account, 'tables')).toEqual({ name: 'tables', used: 2, limit: 2 });
    const [name = '', table = ''] = names.flatMap((one, at) =>
      saved[at]?.status === 201 ? [`limit-${one}`, `limit_${one}`] : [],
    );
    // Its table is one of them, and a version with another table would be one more.
    expect((await save(suite.api, name, table)).status).toBe(200);
    expect((await save(suite.api, name, 'limit_more')).json.code).toBe('TOO_MANY_TABLES');
    // The dry run says so too, and what an operator defines for all accounts does not count.
    expect((await save(suite.api, 'limit-dry', 'limit_dry', { query: '?dry_run=true' })).json.code).toBe(
      'TOO_MANY_TABLES',
    );
    expect((await save(suite.api, 'limit-all', 'limit_all', { role: 'operator' })).status).toBe(201);
  });

  it('and those of all accounts have versions up to a limit of their own', async () => {
    const next = (title: string, query = '') =>
      save(suite.api, 'limit-versions', 'limit_versions', { role: 'operator', title, query });
    const saved = [await next('First'), await next('Second'), await next('Third')];
    expect(saved.map(({ json }) => json.version)).toEqual([1, 2, 3]);
    for (const refused of [await next('Fourth'), await next('Fourth', '?dry_run=true')]) {
      expect([refused.status, refused.json.code]).toEqual([409, 'TOO_MANY_VERSIONS']);
      expect(refused.json.quota).toEqual({ name: 'versions', limit: 3, used: 3 });
      expect(refused.json.detail).toContain('3 versions. Make a new importer');
    }
    expect((await next('Third')).status).toBe(200);
  });

  it('count archived ones, which keep their names', async () => {
    expect(await used(account, 'importers')).toEqual({ name: 'importers', used: 2, limit: 3 });
    await suite.stack.db.execute(sql`insert into importers (name, account_id, title, origin, version, archived_at)
      values ('limit-old', ${account}, 'Old', 'api', 1, now(3))`);
    const answer = await save(suite.api, 'limit-next', 'limit_next');
    expect([answer.status, answer.json.code]).toEqual([409, 'TOO_MANY_IMPORTERS']);
    expect(answer.json.quota).toEqual({ name: 'importers', limit: 3, used: 3 });
    expect(answer.json.detail).toMatch(/3 importers of its own, archived ones included/);
  });
});

it('an upload expires for good at the end of its life, however often it is resumed', async () => {
  const account = 'lasting';
  const hash = sha256('lasting');
  const { json } = await announce(suite.api, account, 10, hash);
  const set = (columns: ReturnType<typeof sql>) =>
    suite.stack.db.execute(sql`update documents set ${columns} where doc_id = ${json.doc_id}`);
  await set(sql`announced_at = now(3) - interval 8 day`);
  const resumed = [
    await announce(suite.api, account, 10, hash),
    await call(suite, `GET /api/v1/upload/${json.doc_id}`, { account }),
  ];
  expect(resumed.map((answer) => [answer.status, answer.json.code])).toEqual(Array(2).fill([409, 'UPLOAD_EXPIRED']));
  // After the sweep has ended it, it may start over.
  await set(sql`upload_status = 'UPLOAD_FAILED'`);
  expect((await announce(suite.api, account, 10, hash)).status).toBe(200);
  expect((await call(suite, `GET /api/v1/upload/${json.doc_id}`, { account })).status).toBe(200);
});

it('shows an account what it uses, and nothing of others', async () => {
  await aDocument(suite.stack, 'shown');
  const { json } = await call(suite, 'GET /api/v1/account/usage', { account: 'shown', role: 'viewer' });
  expect(json).toEqual({
    account_id: 'shown',
    limits: [
      { name: 'stored_bytes', used: 1, limit: 10_000 },
      { name: 'uploads', used: 0, limit: 3 },
      { name: 'event_streams', used: 0, limit: 20 },
      { name: 'unfinished_imports', used: 0, limit: 1_000 },
      { name: 'unfinished_analyses', used: 0, limit: 1_000 },
      { name: 'importers', used: 0, limit: 3 },
      { name: 'tables', used: 0, limit: 2 },
    ],
  });
});
