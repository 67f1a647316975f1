import { newId } from '@sluice/core';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { documentChunks, documents, storageServers } from '../schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { withTransaction } from '../transaction.ts';
import { freeSpace, placementNodes, takeSpace } from './placement.ts';
import { getStorageServer, listStorageServers, recordHeartbeat } from './read.ts';
import {
  addStorageServer,
  changeServerStatus,
  ensureDefaultServer,
  type NewStorageServer,
  removeStorageServer,
} from './registry.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(process.env.DATABASE_URL ?? '');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db.delete(documents);
  await database.db.delete(storageServers);
});

const FRESH = { staleSeconds: 30 };
let count = 0;
const add = async (changes: Partial<NewStorageServer> = {}) => {
  const serverId = newId();
  const name = `s${++count}`;
  const place = { endpoint: 'http://127.0.0.1:1', region: 'us-east-1', bucket: `bucket-${count}` };
  const server = { serverId, name, ...place, nodes: [BigInt(count)], fresh: true, ...changes };
  return { serverId, outcome: await addStorageServer(database.db, server) };
};
const spaceOf = async (serverId: string) => {
  const server = await getStorageServer(database.db, serverId);
  return [server?.usedSpace, server?.availableSpace];
};
const take = (serverId: string, bytes: number) => withTransaction(database.db, (tx) => takeSpace(tx, serverId, bytes));
const aChunk = async (serverId: string) => {
  const docId = newId();
  const document = { docId, accountId: 'a', originalFilename: 'a', contentType: 'text/csv', s3Key: 'k' };
  await database.db.insert(documents).values(document);
  await database.db.insert(documentChunks).values({ docId, chunkNumber: 0, serverId, s3Key: 'k', chunkSize: 5 });
};

describe('the ring', () => {
  it('stores 64-bit positions exactly and in order', async () => {
    const nodes = [2n ** 64n - 1n, 0n, 2n ** 53n + 1n, 2n ** 63n, 2n ** 53n - 1n, 42n];
    const { serverId } = await add({ nodes });
    const found = await placementNodes(database.db, FRESH);
    expect(found.map(({ hashValue }) => hashValue)).toEqual([...nodes].sort((a, b) => (a < b ? -1 : 1)));
    expect(found[0]).toEqual({ serverId, hashValue: 0n, availableSpace: null });
  });

  it('contains servers that are active and have responded recently', async () => {
    const { serverId } = await add({ fresh: false });
    expect(await placementNodes(database.db, FRESH)).toEqual([]);
    expect(await recordHeartbeat(database.db, serverId)).toBe(false);
    expect(await placementNodes(database.db, FRESH)).toHaveLength(1);
    const said = ['gone', 'gone', 'elsewhere'].map((error) => recordHeartbeat(database.db, serverId, error));
    expect((await Promise.all(said)).sort()).toEqual([false, false, true]);
    await recordHeartbeat(database.db, serverId, 'gone');
    expect(await placementNodes(database.db, FRESH)).toHaveLength(1);
    expect(await getStorageServer(database.db, serverId)).toMatchObject({ healthy: true, lastError: 'gone' });
    await database.db.execute(sql`update storage_servers set last_heartbeat = now(3) - interval 31 second`);
    expect(await placementNodes(database.db, FRESH)).toEqual([]);
    expect(await getStorageServer(database.db, serverId)).toMatchObject({ healthy: false });
    expect(await recordHeartbeat(database.db, serverId)).toBe(true);
    expect(await getStorageServer(database.db, serverId)).toMatchObject({ healthy: true, lastError: null });
    for (const name of ['drain', 'drained'] as const) {
      expect(await changeServerStatus(database.db, serverId, name)).toBe(true);
      expect(await placementNodes(database.db, FRESH)).toEqual([]);
    }
  });
});

describe('space', () => {
  it('is reserved while enough is free', async () => {
    const { serverId } = await add({ capacityBytes: 10 });
    expect([await take(serverId, 11), await take(serverId, 10), await take(serverId, 1)]).toEqual([false, true, false]);
    expect(await spaceOf(serverId)).toEqual([10, 0]);
    await withTransaction(database.db, (tx) => freeSpace(tx, serverId, 4));
    expect(await spaceOf(serverId)).toEqual([6, 4]);
  });

  it('is never reserved twice by concurrent requests', async () => {
    const { serverId } = await add({ capacityBytes: 7 });
    const taken = await Promise.all(Array.from({ length: 20 }, () => take(serverId, 1)));
    expect(taken.filter(Boolean)).toHaveLength(7);
    expect(await spaceOf(serverId)).toEqual([7, 0]);
  });

  it('is unlimited without a capacity, but only on an active server', async () => {
    const { serverId } = await add();
    expect(await take(serverId, 2 ** 50)).toBe(true);
    expect(await spaceOf(serverId)).toEqual([2 ** 50, null]);
    await changeServerStatus(database.db, serverId, 'drain');
    expect(await take(serverId, 1)).toBe(false);
  });
});

describe('registering', () => {
  it('rejects a name or place that is taken, and writes nothing', async () => {
    const endpoint = 'http://127.0.0.1:9';
    expect((await add({ name: 'x', endpoint, bucket: 'b' })).outcome).toBe('added');
    expect((await add({ name: 'x' })).outcome).toBe('name');
    expect((await add({ endpoint, bucket: 'b' })).outcome).toBe('place');
    expect((await add({ endpoint: null, bucket: 'own' })).outcome).toBe('added');
    expect((await add({ endpoint: null, bucket: 'own' })).outcome).toBe('place');
    expect(await listStorageServers(database.db)).toHaveLength(2);
    expect(await placementNodes(database.db, FRESH)).toHaveLength(2);
  });

  it('registers the default bucket once, even with concurrent requests under other names', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => add({ endpoint: null, bucket: 'own' })));
    expect(all.map(({ outcome }) => outcome).sort()).toEqual(['added', ...Array(7).fill('place')]);
  });

  it('creates the default server once, and only if no server exists', async () => {
    const ensure = () =>
      ensureDefaultServer(database.db, { serverId: newId(), region: 'r', bucket: 'own', nodes: [1n] });
    const made = await Promise.all(Array.from({ length: 8 }, ensure));
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await ensure()).toBe(false);
    expect(await listStorageServers(database.db)).toMatchObject([
      { name: 'default', endpoint: null, status: 'active', healthy: true, chunks: 0 },
    ]);
  });
});

describe('removing', () => {
  it('requires a server that accepts no chunks and has none', async () => {
    const { serverId } = await add();
    const remove = () => removeStorageServer(database.db, serverId);
    expect(await remove()).toBe('active');
    await changeServerStatus(database.db, serverId, 'deactivate');
    await aChunk(serverId);
    const { serverId: other } = await add();
    await aChunk(other);
    await aChunk(other);
    expect(await remove()).toEqual({ chunks: 1 });
    expect(await getStorageServer(database.db, serverId)).toMatchObject({ chunks: 1 });
    expect(await getStorageServer(database.db, other)).toMatchObject({ chunks: 2 });
    await database.db.delete(documentChunks);
    expect([await remove(), await remove()]).toEqual(['removed', 'missing']);
  });
});

describe('changes of status', () => {
  it('are refused unless the transition table has them', async () => {
    const { serverId } = await add();
    const change = (name: Parameters<typeof changeServerStatus>[2]) => changeServerStatus(database.db, serverId, name);
    expect([await change('activate'), await change('drained')]).toEqual([false, false]);
    expect([await change('drain'), await change('drain'), await change('deactivate')]).toEqual([true, false, false]);
    expect([await change('activate'), await change('deactivate'), await change('drained')]).toEqual([
      true,
      true,
      false,
    ]);
    expect([await change('drain'), await change('drained'), await change('activate')]).toEqual([true, true, true]);
  });
});
