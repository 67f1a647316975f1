import { randomUUID } from 'node:crypto';
import { newId } from '@sluice/core';
import { createStorage, createStorageServers, markStorage, readMarker } from '@sluice/storage';
import { testConfig, testLogger } from '@sluice/storage/testing';
import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { probeNewServer } from '../../apps/api/src/routes/storage-servers/probe.ts';
import { call, FaultProxy, type Role, required, useSuite } from '../harness/index.ts';
import { objects, rows } from '../harness/rows.ts';
import { removeBucket } from '../harness/server-farm.ts';

const CREDENTIALS = { other: { access_key_id: 'nobody', secret_access_key: 'knows-this-one' } };
const suite = useSuite({ api: { STORAGE_CREDENTIALS: JSON.stringify(CREDENTIALS) } });
const path = '/api/v1/storage-servers';
const endpoint = required('S3_ENDPOINT').replace(/\/$/, '');
const buckets: string[] = [];
afterAll(() => Promise.all(buckets.map(removeBucket)));

type Body = Record<string, unknown>;
const ask = (request: string, body?: Body, headers: Record<string, string> = {}, role: Role = 'operator') =>
  call(suite, request, { role, headers, ...(body ? { body } : {}) });
const post = (body: Body, headers?: Record<string, string>) => ask(`POST ${path}`, body, headers);
let count = 0;
const fresh = (changes: Body = {}): Body => {
  const bucket = `sluice-test-${randomUUID()}`;
  buckets.push(bucket);
  return { name: `server-${++count}`, endpoint, bucket, ...changes };
};
const added = async (changes: Body = {}) => {
  const answer = await post(fresh(changes));
  expect(answer.status, answer.text).toBe(201);
  return answer.json;
};
const defaultId = async (): Promise<string> => {
  const { items } = (await ask(`GET ${path}`)).json;
  return items.find(({ name }: { name: string }) => name === 'default').server_id;
};
/** Inserts the rows of an empty chunk on this server. */
async function aChunk(serverId: string): Promise<string> {
  const docId = newId();
  await suite.stack.db.execute(sql`insert into documents (doc_id, account_id, original_filename, content_type, s3_key)
    values (${docId}, 'acme', 'a.csv', 'text/csv', 'k')`);
  await suite.stack.db.execute(sql`insert into document_chunks (doc_id, chunk_number, server_id, s3_key, chunk_size)
    values (${docId}, 0, ${serverId}, ${`k/${docId}`}, 7)`);
  return docId;
}

describe('at start-up', () => {
  it('registers the storage of the installation with the whole ring', async () => {
    const { items } = (await ask(`GET ${path}`)).json;
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      ...{ name: 'default', endpoint: null, bucket: 'sluice-test', credentials_ref: 'default', status: 'active' },
      ...{ healthy: true, last_error: null, used_space: 0, available_space: null, capacity_bytes: null, chunks: 0 },
      ...{ ring_share: 1, drain: null },
    });
    expect(await rows(suite.stack, sql`select count(*) as nodes from hash_ring_nodes`)).toEqual([{ nodes: 150 }]);
  });
});

describe('permissions', () => {
  it.each(['viewer', 'member'] as const)('are denied to a %s', async (role) => {
    const id = await defaultId();
    for (const request of [
      `GET ${path}`,
      `GET ${path}/${id}`,
      `DELETE ${path}/${id}`,
      ...['drain', 'activate', 'deactivate'].map((verb) => `POST ${path}/${id}/${verb}`),
    ]) {
      const { status, json } = await ask(request, undefined, {}, role);
      expect([request, status, json.code]).toEqual([request, 403, 'FORBIDDEN']);
    }
    expect((await ask(`POST ${path}`, fresh(), {}, role)).status).toBe(403);
  });
});

describe('adding a storage server', () => {
  it('marks its bucket, and refuses one that another installation has marked', async () => {
    const { bucket, server_id: id } = await added();
    const storage = createStorage(testConfig({ bucket: String(bucket), env: suite.stack.storage.env }), testLogger);
    expect(await readMarker(storage)).toMatchObject({ environment: suite.stack.storage.env });
    const body = fresh();
    const theirs = createStorage(testConfig({ bucket: String(body.bucket), env: suite.stack.storage.env }), testLogger);
    await theirs.ensureBucket();
    const installation = async () => ({ installationId: newId(), storageMarker: null });
    await markStorage(theirs, { installation, sample: async () => [] });
    const { status, json } = await post(body);
    expect([status, json.fields]).toEqual([422, [expect.objectContaining({ field: 'bucket', code: 'taken' })]]);
    for (const opened of [storage, theirs]) opened.close();
    await ask(`POST ${path}/${id}/deactivate`);
    expect((await ask(`DELETE ${path}/${id}`)).status).toBe(204);
  });

  it('creates the bucket and gives the server its share of the ring', async () => {
    const body = fresh({ public_endpoint: 'https://files.example', capacity_bytes: 1_000, region: 'us-east-1' });
    const answer = await post(body);
    expect(answer.status, answer.text).toBe(201);
    const { server_id: id, ...server } = answer.json;
    expect(answer.headers.get('location')).toBe(`${path}/${id}`);
    expect(server).toMatchObject({
      ...body,
      ...{ credentials_ref: 'default', status: 'active', healthy: true, last_error: null, chunks: 0, drain: null },
      ...{ used_space: 0, available_space: 1_000, status_url: `${path}/${id}` },
    });
    expect((await ask(`GET ${path}/${id}`)).json).toEqual(answer.json);
    const { items } = (await ask(`GET ${path}`)).json;
    const shares = items.map(({ ring_share }: { ring_share: number }) => ring_share);
    expect(shares.reduce((sum: number, share: number) => sum + share, 0)).toBeCloseTo(1, 2);
    // With 150 points each, the share of one of two servers has a standard deviation of about 0.03.
    for (const share of shares) expect(share).toBeGreaterThan(0.3);
    await ask(`POST ${path}/${id}/deactivate`);
  });

  it('returns one response per idempotency key', async () => {
    const body = fresh();
    const headers = { 'Idempotency-Key': randomUUID() };
    const first = await post(body, headers);
    const again = await post(body, headers);
    expect([again.status, again.text, again.headers.get('idempotency-replayed')]).toEqual([201, first.text, 'true']);
    expect((await post({ ...body, name: 'other' }, headers)).json.code).toBe('IDEMPOTENCY_MISMATCH');
    await ask(`POST ${path}/${first.json.server_id}/deactivate`);
  });

  it('refuses a name and a location that are in use', async () => {
    const body = fresh();
    expect((await post(body)).status).toBe(201);
    const same = await post({ ...fresh(), name: body.name });
    expect([same.status, same.json.code, same.json.detail]).toEqual([
      ...[409, 'INVALID_STATE', `A storage server with the name ${body.name} already exists.`],
    ]);
    for (const place of [endpoint, `${endpoint}/`, null]) {
      const answer = await post({ ...body, name: 'another', endpoint: place });
      expect([place, answer.status, answer.json.code]).toEqual([place, 409, 'INVALID_STATE']);
      expect(answer.json.detail).toContain(`Storage server ${body.name} already uses this endpoint`);
    }
    // The location of the default server, by its address.
    const own = await post({ name: 'another', endpoint, bucket: 'sluice-test' });
    expect([own.status, own.json.detail]).toEqual([409, expect.stringContaining('Storage server default')]);
  });

  it.each<[string, Body]>([
    ['endpoint', { endpoint: 'http://169.254.169.254' }],
    ['endpoint', { endpoint: 'http://2852039166' }],
    ['endpoint', { endpoint: 'http://[::ffff:169.254.169.254]:80' }],
    ['public_endpoint', { public_endpoint: 'http://[fe80::1]' }],
  ])('refuses a link-local %s (%j) without connecting', async (field, changes) => {
    const answer = await post(fresh(changes));
    expect([answer.status, answer.json.code]).toEqual([422, 'VALIDATION_FAILED']);
    expect(answer.json.fields).toEqual([
      { field, code: 'refused', message: expect.stringContaining('link-local address') },
    ]);
  });

  it('accepts one of several concurrent requests for the same server', async () => {
    const body = fresh();
    const all = await Promise.all(Array.from({ length: 6 }, () => post(body)));
    expect(all.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  });

  it.each<[Body, string]>([
    [{ name: 'North' }, 'name'],
    [{ name: '' }, 'name'],
    [{ name: 'x'.repeat(64) }, 'name'],
    [{ endpoint: undefined }, 'endpoint'],
    [{ endpoint: 'ftp://127.0.0.1' }, 'endpoint'],
    [{ endpoint: '127.0.0.1:9000' }, 'endpoint'],
    [{ endpoint: 'http://key:secret@127.0.0.1:9000' }, 'endpoint'],
    [{ endpoint: 'http://127.0.0.1:9000/bucket' }, 'endpoint'],
    [{ endpoint: 'http://127.0.0.1:9000/?x=1' }, 'endpoint'],
    [{ endpoint: 'http://127.0.0.1:9000#x' }, 'endpoint'],
    [{ public_endpoint: 'javascript:alert(1)' }, 'public_endpoint'],
    [{ bucket: 'No' }, 'bucket'],
    [{ bucket: '../etc' }, 'bucket'],
    [{ region: 'eu north' }, 'region'],
    [{ credentials_ref: 'a b' }, 'credentials_ref'],
    [{ capacity_bytes: 0 }, 'capacity_bytes'],
    [{ capacity_bytes: 1.5 }, 'capacity_bytes'],
    [{ status: 'active' }, 'status'],
  ])('refuses %j', async (changes, field) => {
    const answer = await post(fresh(changes));
    expect([answer.status, answer.json.code, answer.json.fields[0].field]).toEqual([422, 'VALIDATION_FAILED', field]);
  });

  it('passes on why the storage refuses to be used', async () => {
    const proxy = await FaultProxy.start(endpoint);
    const gone = proxy.endpoint;
    await proxy.close();
    const refused = async (changes: Body) => {
      const { status, json } = await post(fresh(changes));
      expect(status).toBe(422);
      expect(json.detail).toBe(json.fields[0].message);
      return json.fields[0];
    };
    expect(await refused({ endpoint: gone })).toMatchObject({ field: 'endpoint', code: 'unavailable' });
    expect((await refused({ endpoint: gone })).message).toContain(gone);
    expect(await refused({ region: 'no-such-place' })).toMatchObject({ field: 'endpoint', code: 'refused' });
    expect(await refused({ credentials_ref: 'other' })).toMatchObject({ field: 'endpoint', code: 'refused' });
    const unknown = await refused({ credentials_ref: 'unknown' });
    expect(unknown).toMatchObject({ field: 'credentials_ref', code: 'refused' });
    expect(unknown.message).toContain('STORAGE_CREDENTIALS');
    const { items } = (await ask(`GET ${path}`)).json;
    expect(JSON.stringify(items)).not.toContain('knows-this-one');
  });

  it('does not create a bucket where that is not allowed', async () => {
    const config = testConfig({ createBucket: false });
    const main = createStorage(config, testLogger);
    const servers = createStorageServers({ config, main, logger: testLogger });
    const place = { serverId: newId(), name: 'a', endpoint, publicEndpoint: null, region: config.region };
    const deps = { servers } as Parameters<typeof probeNewServer>[0];
    const asked = probeNewServer(deps, { ...place, bucket: config.bucket, credentialsRef: 'default' });
    await expect(asked).rejects.toMatchObject({
      ...{ code: 'VALIDATION_FAILED', message: `Bucket ${config.bucket} does not exist at ${endpoint}.` },
      fields: [{ field: 'bucket', code: 'unavailable' }],
    });
    servers.close();
    main.close();
  });

  it('only accepts JSON', async () => {
    const answer = await call(suite, `POST ${path}`, {
      role: 'operator',
      body: 'x',
      headers: { 'content-type': 'text/plain' },
    });
    expect([answer.status, answer.json.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });
});

describe('an unknown storage server', () => {
  it.each(['GET', 'DELETE', 'POST /drain', 'POST /activate', 'POST /deactivate'])(
    'is reported by %s',
    async (request) => {
      const [method, verb = ''] = request.split(' ');
      const { status, json } = await ask(`${method} ${path}/${newId()}${verb}`);
      expect([status, json.code]).toEqual([404, 'NOT_FOUND']);
      expect((await ask(`${method} ${path}/x${verb}`)).status).toBe(400);
    },
  );
});

describe('statuses', () => {
  it('change as requested, and requesting the current one changes nothing', async () => {
    const { server_id: id } = await added();
    const change = async (verb: string) => {
      const { status, json } = await ask(`POST ${path}/${id}/${verb}`);
      return [status, json.code ?? json.status, json.ring_share > 0];
    };
    expect(await change('deactivate')).toEqual([200, 'inactive', false]);
    expect(await change('deactivate')).toEqual([200, 'inactive', false]);
    expect(await change('activate')).toEqual([200, 'active', true]);
    expect(await change('activate')).toEqual([200, 'active', true]);
    const drain = await ask(`POST ${path}/${id}/drain`);
    expect([drain.status, drain.json, drain.headers.get('location')]).toMatchObject([
      ...[202, { status: 'accepted', server_id: id, status_url: `${path}/${id}` }, `${path}/${id}`],
    ]);
    expect(await change('deactivate')).toEqual([409, 'INVALID_STATE', false]);
    expect((await ask(`GET ${path}/${id}`)).json).toMatchObject({
      ...{ status: 'maintenance', drain: { total: 0, moved: 0, percent: 100, error: null } },
    });
    expect(await suite.stack.queues.queue('documents').getJob(id)).toMatchObject({ data: { server_id: id } });
    expect((await ask(`POST ${path}/${id}/drain`)).status).toBe(202);
    expect(await change('activate')).toEqual([200, 'active', true]);
    await ask(`POST ${path}/${id}/deactivate`);
  });

  it('prevent draining the last usable server', async () => {
    const { items } = (await ask(`GET ${path}`)).json;
    const others = items.filter(({ name }: { name: string }) => name !== 'default');
    for (const { server_id } of others) await ask(`POST ${path}/${server_id}/deactivate`);
    const id = await defaultId();
    const refused = await ask(`POST ${path}/${id}/drain`);
    expect([refused.status, refused.json.code]).toEqual([409, 'INVALID_STATE']);
    // A full server does not help either.
    const full = await added({ capacity_bytes: 1 });
    await suite.stack.db.execute(
      sql`update storage_servers set available_space = 0 where server_id = ${full.server_id}`,
    );
    expect((await ask(`POST ${path}/${id}/drain`)).status).toBe(409);
    expect((await ask(`GET ${path}/${id}`)).json.status).toBe('active');
  });

  it('are probed by the API while no worker runs', async () => {
    const { server_id: other } = await added();
    await suite.stack.db.execute(sql`update storage_servers set last_heartbeat = now(3) - interval 31 second`);
    const stale = (await ask(`GET ${path}/${other}`)).json;
    expect([stale.healthy, stale.ring_share]).toEqual([false, 0]);
    const id = await defaultId();
    expect((await ask(`POST ${path}/${id}/drain`)).status).toBe(202);
    expect((await ask(`GET ${path}/${other}`)).json.healthy).toBe(true);
    expect((await ask(`POST ${path}/${id}/activate`)).status).toBe(200);
  });
});

describe('removing', () => {
  it('needs an empty server that is not active, and keeps its bucket', async () => {
    const { server_id: id } = await added();
    const remove = async () => {
      const { status, json } = await ask(`DELETE ${path}/${id}`);
      return [status, json?.detail];
    };
    expect(await remove()).toEqual([409, expect.stringContaining('is active')]);
    await ask(`POST ${path}/${id}/deactivate`);
    const docId = await aChunk(id);
    expect(await remove()).toEqual([409, expect.stringContaining('holds 1 chunks')]);
    expect((await ask(`GET ${path}/${id}`)).json.chunks).toBe(1);
    await suite.stack.db.execute(sql`delete from documents where doc_id = ${docId}`);
    expect(await remove()).toEqual([204, undefined]);
    expect(await remove()).toEqual([404, `No storage server has the ID ${id}.`]);
    expect(await rows(suite.stack, sql`select 1 from hash_ring_nodes where server_id = ${id}`)).toEqual([]);
    expect(await objects(suite.stack)).toEqual([]);
  });
});
