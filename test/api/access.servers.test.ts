import { newId } from '@sluice/core';
import { startTrace } from '@sluice/db/traces';
import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { call, form, JWT_SECRET, signToken, useSuite } from '../harness/index.ts';
import { aDocument, aDownload, anAnalysis, anImport, anImporter, aRun } from '../harness/rows.ts';
import { EventReader } from './event-reader.ts';

const suite = useSuite();

interface Ids {
  readonly job: string;
  readonly analysis: string;
  readonly download: string;
  readonly run: string;
  readonly trace: string;
  readonly server: string;
  readonly hold: string;
  readonly document: string;
  /** The name of an importer. */
  readonly importer: string;
}

const roles = ['viewer', 'member', 'operator'] as const;

/** Every route below /api/v1, with IDs that belong to the account `owner`. `needs` is the lowest role allowed. */
const routes = (ids: Ids): { request: string; needs: (typeof roles)[number]; ofOwner: boolean }[] => [
  { request: 'GET /api/v1/session', needs: 'viewer', ofOwner: false },
  { request: 'GET /api/v1/status', needs: 'viewer', ofOwner: false },
  { request: 'GET /api/v1/account/usage', needs: 'viewer', ofOwner: false },
  { request: 'GET /api/v1/jobs', needs: 'viewer', ofOwner: false },
  { request: 'GET /api/v1/jobs/stats', needs: 'viewer', ofOwner: false },
  { request: 'GET /api/v1/queues', needs: 'operator', ofOwner: false },
  { request: 'GET /api/v1/storage-servers', needs: 'operator', ofOwner: false },
  { request: 'POST /api/v1/storage-servers', needs: 'operator', ofOwner: false },
  { request: `GET /api/v1/storage-servers/${ids.server}`, needs: 'operator', ofOwner: false },
  { request: `DELETE /api/v1/storage-servers/${ids.server}`, needs: 'operator', ofOwner: false },
  { request: `POST /api/v1/storage-servers/${ids.server}/activate`, needs: 'operator', ofOwner: false },
  { request: `POST /api/v1/storage-servers/${ids.server}/deactivate`, needs: 'operator', ofOwner: false },
  { request: `POST /api/v1/storage-servers/${ids.server}/drain`, needs: 'operator', ofOwner: false },
  { request: 'GET /api/v1/retention-holds', needs: 'operator', ofOwner: false },
  { request: `POST /api/v1/retention-holds/${ids.hold}/confirm`, needs: 'operator', ofOwner: false },
  { request: 'POST /api/v1/documents', needs: 'member', ofOwner: false },
  { request: 'GET /api/v1/documents', needs: 'viewer', ofOwner: false },
  { request: `GET /api/v1/documents/${ids.document}`, needs: 'viewer', ofOwner: true },
  { request: `GET /api/v1/documents/${ids.document}/content`, needs: 'viewer', ofOwner: true },
  { request: `POST /api/v1/documents/${ids.document}/reading`, needs: 'member', ofOwner: true },
  { request: `DELETE /api/v1/documents/${ids.document}`, needs: 'member', ofOwner: true },
  { request: 'POST /api/v1/upload/request', needs: 'member', ofOwner: false },
  { request: `GET /api/v1/upload/${ids.document}`, needs: 'member', ofOwner: true },
  { request: `POST /api/v1/upload/${ids.document}/complete`, needs: 'member', ofOwner: true },
  { request: 'GET /api/v1/importers', needs: 'viewer', ofOwner: false },
  { request: 'POST /api/v1/importers', needs: 'member', ofOwner: false },
  { request: 'POST /api/v1/importers/infer', needs: 'member', ofOwner: false },
  { request: 'POST /api/v1/importers/preview', needs: 'member', ofOwner: false },
  { request: `GET /api/v1/importers/${ids.importer}`, needs: 'viewer', ofOwner: true },
  { request: `GET /api/v1/importers/${ids.importer}/definition`, needs: 'viewer', ofOwner: true },
  { request: `DELETE /api/v1/importers/${ids.importer}`, needs: 'member', ofOwner: true },
  { request: `POST /api/v1/importers/${ids.importer}/restore`, needs: 'member', ofOwner: true },
  { request: `GET /api/v1/importers/${ids.importer}/versions`, needs: 'viewer', ofOwner: true },
  { request: `GET /api/v1/importers/${ids.importer}/versions/1`, needs: 'viewer', ofOwner: true },
  { request: `GET /api/v1/importers/${ids.importer}/mappings`, needs: 'viewer', ofOwner: true },
  { request: `PUT /api/v1/importers/${ids.importer}/mappings/usual`, needs: 'member', ofOwner: true },
  { request: `DELETE /api/v1/importers/${ids.importer}/mappings/usual`, needs: 'member', ofOwner: true },
  { request: 'GET /api/v1/tools', needs: 'viewer', ofOwner: false },
  { request: 'POST /api/v1/analyses', needs: 'member', ofOwner: true },
  { request: 'POST /api/v1/analyses/sync', needs: 'member', ofOwner: true },
  { request: 'GET /api/v1/analyses', needs: 'viewer', ofOwner: false },
  { request: `GET /api/v1/analyses/${ids.analysis}`, needs: 'viewer', ofOwner: true },
  { request: `GET /api/v1/analyses/${ids.analysis}/report`, needs: 'viewer', ofOwner: true },
  { request: `GET /api/v1/analyses/${ids.analysis}/downloads`, needs: 'viewer', ofOwner: true },
  { request: `GET /api/v1/analyses/${ids.analysis}/events`, needs: 'viewer', ofOwner: true },
  { request: `POST /api/v1/analyses/${ids.analysis}/cancel`, needs: 'member', ofOwner: true },
  { request: `POST /api/v1/analyses/${ids.analysis}/retry`, needs: 'member', ofOwner: true },
  { request: `DELETE /api/v1/analyses/${ids.analysis}`, needs: 'member', ofOwner: true },
  { request: 'GET /api/v1/downloads', needs: 'viewer', ofOwner: false },
  { request: `GET /api/v1/downloads/${ids.download}`, needs: 'viewer', ofOwner: true },
  { request: `GET /api/v1/downloads/${ids.download}/content`, needs: 'viewer', ofOwner: true },
  { request: `POST /api/v1/downloads/${ids.download}/reprocess`, needs: 'member', ofOwner: true },
  { request: 'POST /api/v1/reprocess-runs', needs: 'member', ofOwner: false },
  { request: 'GET /api/v1/reprocess-runs', needs: 'viewer', ofOwner: false },
  { request: `GET /api/v1/reprocess-runs/${ids.run}`, needs: 'viewer', ofOwner: true },
  { request: `POST /api/v1/reprocess-runs/${ids.run}/cancel`, needs: 'member', ofOwner: true },
  { request: `POST /api/v1/reprocess-runs/${ids.run}/retry`, needs: 'member', ofOwner: true },
  { request: 'GET /api/v1/traces', needs: 'viewer', ofOwner: false },
  { request: `GET /api/v1/traces/${ids.trace}`, needs: 'viewer', ofOwner: true },
  { request: 'GET /api/v1/error-logs', needs: 'operator', ofOwner: false },
  { request: 'GET /api/v1/error-logs/groups', needs: 'operator', ofOwner: false },
  { request: 'GET /api/v1/account-storage', needs: 'operator', ofOwner: false },
  { request: 'GET /api/v1/audit-events', needs: 'member', ofOwner: false },
  { request: 'POST /api/v1/assets/bulk', needs: 'member', ofOwner: true },
  { request: 'POST /api/v1/assets/bulk/preview', needs: 'member', ofOwner: true },
  { request: 'GET /api/v1/assets/bulk/template', needs: 'viewer', ofOwner: false },
  { request: 'GET /api/v1/assets/bulk', needs: 'viewer', ofOwner: false },
  { request: `GET /api/v1/assets/bulk/${ids.job}`, needs: 'viewer', ofOwner: true },
  { request: `GET /api/v1/assets/bulk/${ids.job}/events`, needs: 'viewer', ofOwner: true },
  { request: `GET /api/v1/assets/bulk/${ids.job}/deletions`, needs: 'viewer', ofOwner: true },
  { request: `GET /api/v1/assets/bulk/${ids.job}/errors`, needs: 'viewer', ofOwner: true },
  { request: `GET /api/v1/assets/bulk/${ids.job}/errors/groups`, needs: 'viewer', ofOwner: true },
  { request: `GET /api/v1/assets/bulk/${ids.job}/results`, needs: 'viewer', ofOwner: true },
  { request: `POST /api/v1/assets/bulk/${ids.job}/cancel`, needs: 'member', ofOwner: true },
  { request: `POST /api/v1/assets/bulk/${ids.job}/results/retry?format=xlsx`, needs: 'member', ofOwner: true },
  { request: `POST /api/v1/assets/bulk/${ids.job}/retry`, needs: 'member', ofOwner: true },
  { request: `DELETE /api/v1/assets/bulk/${ids.job}`, needs: 'member', ofOwner: true },
  { request: 'GET /api/v1/assets', needs: 'viewer', ofOwner: false },
];

/** Routes for signing in and out, which need no token; `session.servers.test.ts` tests them. */
const isOpen = (path: string, method: string) =>
  /^\/api\/v1\/session(\/|$)/.test(path) && !(path.endsWith('/session') && method === 'get');

/** Routes of other accounts that operators may use: all of these reads, and re-processing a download. */
const forOperators = ({ request, ofOwner }: { request: string; ofOwner: boolean }) =>
  ofOwner && /^GET .*\/(analyses|downloads|reprocess-runs|bulk|traces)\//.test(request);
const deliversAgain = (request: string) => request.endsWith('/reprocess');

let ids: Ids;
let docId: string;
beforeAll(async () => {
  const accountId = 'owner';
  ids = {
    job: await anImport(suite.stack, { accountId }),
    analysis: await anAnalysis(suite.stack, { accountId }),
    download: await aDownload(suite.stack, { accountId, status: 'upload_failed' }),
    run: await aRun(suite.stack, { accountId }),
    trace: newId(),
    server: newId(),
    hold: newId(),
    document: await aDocument(suite.stack, accountId),
    importer: await anImporter(suite.stack, accountId),
  };
  await startTrace(suite.stack.db, { traceId: ids.trace, operation: 'import-file', accountId });
  docId = ids.document;
});

function bodyOf(request: string): { body?: Record<string, unknown> } {
  if (/^POST .*\/bulk(\/preview)?$/.test(request)) return { body: { doc_id: docId } };
  if (/^POST .*\/analyses(\/sync)?$/.test(request)) return { body: { doc_id: docId, tool: 'profile-my-data' } };
  if (/^POST .*\/reading$/.test(request)) return { body: {} };
  if (/^POST .*\/reprocess-runs$/.test(request)) return { body: { filter: {}, dry_run: true } };
  return {};
}

describe('the list of routes of this suite', () => {
  it('is complete', async () => {
    const document = await fetch(`${suite.api.url}/openapi.json`).then((answer) => answer.json());
    const documented = Object.entries((document as { paths: Record<string, object> }).paths)
      .filter(([path]) => path.startsWith('/api/v1'))
      .flatMap(([path, methods]) =>
        Object.keys(methods)
          .filter((method) => !isOpen(path, method))
          .map((method) => `${method.toUpperCase()} ${path}`),
      );
    const here = routes({
      job: '{jobId}',
      analysis: '{analysisId}',
      download: '{downloadId}',
      run: '{runId}',
      trace: '{traceId}',
      server: '{serverId}',
      hold: '{holdId}',
      document: '{docId}',
      importer: '{importer}',
    }).map(({ request }) =>
      request
        .replace('/v1/assets', '/v1/{importer}')
        .replace('/versions/1', '/versions/{version}')
        .replace('/mappings/usual', '/mappings/{name}')
        .replace(/\?.*/, ''),
    );
    expect(here.sort()).toEqual(documented.sort());
  });
});

describe('a token', () => {
  const claims = { account_id: 'owner', role: 'operator', sub: 'eve' };
  const jwt = (expiresIn: string) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setIssuedAt().setExpirationTime(expiresIn);
  const key = (secret: string) => new TextEncoder().encode(secret);
  const bad: [string, () => Promise<string | undefined>][] = [
    ['missing', async () => undefined],
    ['of another scheme', async () => `Basic ${Buffer.from('a:b').toString('base64')}`],
    ['nonsense', async () => 'Bearer nonsense'],
    ['expired', async () => `Bearer ${await jwt('-1h').sign(key(JWT_SECRET))}`],
    ['signed with another key', async () => `Bearer ${await jwt('1h').sign(key(JWT_SECRET.toUpperCase()))}`],
    ['unsigned (alg none)', async () => `Bearer ${new UnsecuredJWT(claims).setExpirationTime('1h').encode()}`],
    [
      'signed with another algorithm',
      async () => {
        const { privateKey } = await generateKeyPair('RS256');
        const rs256 = new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).setExpirationTime('1h');
        return `Bearer ${await rs256.sign(privateKey)}`;
      },
    ],
  ];

  it.each(bad)('that is %s is rejected on every path', async (_what, header) => {
    const authorization = await header();
    for (const { request } of routes(ids)) {
      const [method = '', path] = request.split(' ');
      const answer = await fetch(`${suite.api.url}${path}`, {
        method,
        headers: authorization ? { authorization } : {},
      });
      expect(answer.status, request).toBe(401);
      expect(answer.headers.get('www-authenticate'), request).toMatch(/^Bearer realm="sluice"/);
      expect(await answer.json(), request).toMatchObject({ code: 'UNAUTHENTICATED', status: 401 });
    }
  });

  it('is not needed for public routes', async () => {
    for (const path of ['/health/live', '/health/ready', '/openapi.json', '/docs']) {
      expect((await fetch(`${suite.api.url}${path}`)).status, path).toBe(200);
    }
  });
});

describe('another account', () => {
  it.each(roles)('cannot find or list anything of the owner with the role %s', async (role) => {
    for (const route of routes(ids)) {
      const { request, needs, ofOwner } = route;
      if (!ofOwner || roles.indexOf(role) < roles.indexOf(needs)) continue;
      if (role === 'operator' && (forOperators(route) || deliversAgain(request))) continue;
      const answer = await call(suite, request, { account: 'other', role, ...bodyOf(request) });
      expect([request, answer.status, answer.json?.code]).toEqual([request, 404, 'NOT_FOUND']);
      expect(answer.text).not.toContain('owner');
    }
    const lists = [
      'assets/bulk',
      'assets',
      'analyses',
      'downloads',
      'downloads?status=upload_failed',
      'reprocess-runs',
    ];
    for (const list of lists.map((path) => `GET /api/v1/${path}`)) {
      expect((await call(suite, list, { account: 'other', role })).json.items).toEqual([]);
    }
    // These list its own refused requests, without a trace of what they asked for.
    for (const list of ['traces', ...(role === 'operator' ? ['error-logs'] : [])]) {
      const { json, text } = await call(suite, `GET /api/v1/${list}?limit=100`, { account: 'other', role });
      const ofOthers = json.items.filter(({ account_id }: { account_id: string }) => account_id !== 'other');
      expect([list, ofOthers]).toEqual([list, []]);
      if (list === 'traces') for (const id of Object.values(ids)) expect(text).not.toContain(id);
    }
  });

  it('can be read by operators on request', async () => {
    const ops = { account: 'ops', role: 'operator' } as const;
    for (const { request } of routes(ids).filter(forOperators)) {
      if (request.endsWith('/events')) continue;
      expect([request, (await call(suite, request, ops)).status]).not.toEqual([request, 404]);
    }
    const headers = { authorization: `Bearer ${await signToken('ops', 'operator')}` };
    for (const path of [`assets/bulk/${ids.job}`, `analyses/${ids.analysis}`]) {
      const events = new EventReader(await fetch(`${suite.api.url}/api/v1/${path}/events`, { headers }));
      expect(await events.next()).toMatchObject({ event: 'progress' });
      await events.close();
    }
    for (const list of ['assets/bulk', 'analyses', 'downloads', 'reprocess-runs']) {
      for (const asked of ['owner', '*']) {
        const { json } = await call(suite, `GET /api/v1/${list}?account_id=${asked}`, ops);
        expect(json.items.map((item: { account_id: string }) => item.account_id)).toContain('owner');
      }
    }
  });

  it.each(['viewer', 'member'] as const)('cannot be listed by a %s, even on request', async (role) => {
    for (const list of [
      ...['assets/bulk', 'analyses', 'downloads', 'reprocess-runs', 'jobs', 'jobs/stats'],
      ...(role === 'member' ? ['audit-events'] : []),
    ]) {
      for (const asked of ['owner', '*', 'nobody']) {
        const answer = await call(suite, `GET /api/v1/${list}?account_id=${asked}`, { account: 'other', role });
        expect([list, asked, answer.status, answer.json.code]).toEqual([list, asked, 403, 'FORBIDDEN']);
      }
      expect((await call(suite, `GET /api/v1/${list}?account_id=other`, { account: 'other', role })).status).toBe(200);
    }
  });

  it('can be counted for a run by operators only', async () => {
    const count = (filter: Record<string, unknown>, account: string, role: (typeof roles)[number]) =>
      call(suite, 'POST /api/v1/reprocess-runs', { account, role, body: { filter, dry_run: true } });
    for (const asked of ['owner', '*']) {
      expect((await count({ account_id: asked }, 'ops', 'operator')).json).toEqual({ matched: 1 });
      expect((await count({ account_id: asked }, 'other', 'member')).status).toBe(403);
    }
    expect((await count({}, 'ops', 'operator')).json).toEqual({ matched: 0 });
  });

  it('counts nothing of the owner for its own run', async () => {
    const count = async (account: string) =>
      (await call(suite, 'POST /api/v1/reprocess-runs', { account, body: { filter: {}, dry_run: true } })).json.matched;
    expect([await count('owner'), await count('other')]).toEqual([1, 0]);
  });

  it('has not changed anything of the owner after all these requests', async () => {
    const statuses = [
      ['assets/bulk', ids.job, 'pending'],
      ['analyses', ids.analysis, 'queued'],
      ['downloads', ids.download, 'upload_failed'],
      ['reprocess-runs', ids.run, 'pending'],
    ];
    for (const [path, id, expected] of statuses) {
      const { json } = await call(suite, `GET /api/v1/${path}/${id}`, { account: 'owner' });
      expect([path, json.status]).toEqual([path, expected]);
    }
  });

  it('can have its failed deliveries re-processed by operators', async () => {
    const download = await aDownload(suite.stack, { accountId: 'third', status: 'upload_failed' });
    const request = `POST /api/v1/downloads/${download}/reprocess`;
    expect((await call(suite, request, { account: 'other', role: 'member' })).status).toBe(404);
    expect((await call(suite, request, { account: 'ops', role: 'operator' })).status).toBe(202);
    expect((await call(suite, `GET /api/v1/downloads/${download}`, { account: 'third' })).json.status).toBe('pending');
  });

  it('cannot compare with a document of the owner', async () => {
    const own = await aDocument(suite.stack, 'other');
    const body = { tool: 'profile-my-data', doc_id: own, parameters: { compare_doc_id: docId } };
    const answer = await call(suite, 'POST /api/v1/analyses', { account: 'other', body });
    expect([answer.status, answer.json.fields]).toMatchObject([422, [{ field: 'parameters.compare_doc_id' }]]);
  });

  it('is compared byte by byte', async () => {
    for (const account of ['Owner', 'OWNER', 'owner.', 'öwner']) {
      const answer = await call(suite, `GET /api/v1/assets/bulk/${ids.job}`, { account });
      expect(answer.status).toBe(account === 'öwner' ? 401 : 404);
    }
  });
});

describe('an ID in uppercase', () => {
  const upper = () => ({
    ...(Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, id.toUpperCase()])) as typeof ids),
    importer: ids.importer,
  });

  it('finds the same as in lowercase, in every path', async () => {
    for (const [at, { request }] of routes(upper()).entries()) {
      const plain = routes(ids)[at]?.request ?? '';
      if (!request.startsWith('GET ') || request === plain || /\/(events|content)$/.test(request)) continue;
      const as = { account: 'owner', role: 'operator' } as const;
      const [found, expected] = [await call(suite, request, as), await call(suite, plain, as)];
      expect([request, found.status, found.json?.code]).toEqual([request, expected.status, expected.json?.code]);
    }
  });

  it('filters, compares and names documents like the lowercase one', async () => {
    const { trace, analysis } = upper();
    const ownDocument = await aDocument(suite.stack, 'owner');
    const document = ownDocument.toUpperCase();
    const as = { account: 'owner', role: 'operator' } as const;
    expect((await call(suite, `GET /api/v1/traces?id=${trace}`, as)).json.items).toHaveLength(1);
    await aDownload(suite.stack, { accountId: 'owner', status: 'upload_failed', analysisId: ids.analysis });
    const body = { filter: { analysis_id: analysis }, dry_run: true };
    expect((await call(suite, 'POST /api/v1/reprocess-runs', { ...as, body })).json).toEqual({ matched: 1 });
    for (const route of ['assets/bulk', 'analyses']) {
      const parameters = { compare_doc_id: document };
      const named = { doc_id: document, ...(route === 'analyses' ? { tool: 'profile-my-data', parameters } : {}) };
      const answer = await call(suite, `POST /api/v1/${route}`, { account: 'owner', body: named });
      expect([route, answer.status, answer.json.doc_id]).toEqual([route, 202, ownDocument]);
    }
  });
});

describe('a viewer', () => {
  it('can read but cannot start anything', async () => {
    for (const { request, needs } of routes(ids)) {
      if (request.includes('template')) continue;
      if (request.includes('/events')) continue;
      const answer = await call(suite, request, { account: 'owner', role: 'viewer', ...bodyOf(request) });
      if (needs !== 'viewer') expect([request, answer.status, answer.json.code]).toEqual([request, 403, 'FORBIDDEN']);
      else expect([request, answer.status < 300 || answer.status === 409]).toEqual([request, true]);
    }
  });

  it('cannot upload files', async () => {
    const answer = await call(suite, 'POST /api/v1/documents', { role: 'viewer', body: form('x') });
    expect(answer.status).toBe(403);
  });
});
