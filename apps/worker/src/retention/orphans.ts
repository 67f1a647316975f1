import { formatCount } from '@sluice/core';
import { importerNames } from '@sluice/db/importers';
import { type ArtifactMaker, isUnfinished, listOwnedDownloads, type OwnedObject } from '@sluice/db/retention';
import { toolNames } from '@sluice/jobs';
import { artifactKey, type ObjectInfo, type Storage } from '@sluice/storage';
import { Candidates } from '../job/guard.ts';
import { createAgain } from './create-again.ts';
import { groups } from './groups.ts';
import type { RetentionRun, RunSweep } from './run.ts';
import { isStillOld } from './stray-objects.ts';
import type { RetentionDeps } from './types.ts';

const HOUR_MS = 3_600_000;
const PAGE = 500;

/** Everything that makes artifacts, with its folder in the bucket. */
async function makersOf({ db }: RetentionDeps): Promise<{ readonly folder: string; readonly maker: ArtifactMaker }[]> {
  const importers = await importerNames(db);
  return [
    ...toolNames.map((tool) => ({ folder: tool, maker: { tool } })),
    ...importers.map((importer) => ({ folder: `import-${importer}`, maker: { importer } })),
  ];
}

/** Reconciles objects and rows of all artifacts. Returns how many objects and rows had no counterpart. */
export async function reconcile(run: RetentionRun): Promise<number> {
  const found: Found = { strays: new Candidates(), lost: new Candidates(), leftovers: [] };
  for (const { folder, maker } of await makersOf(run.deps)) await compare(run, folder, maker, found);
  return (await deleteStrays(run, found)) + (await markLost(run, found));
}

interface Found {
  /** Objects that no row refers to. */
  readonly strays: Candidates<string>;
  /** Rows whose object is missing. */
  readonly lost: Candidates<OwnedObject>;
  /** Objects of expired downloads, which could not be deleted when these expired; at most a page of them. */
  readonly leftovers: string[];
}

/**
 * Keys start with the owner's id, so objects and rows are listed in the same order and merged as they are read, with at most
 * a page of each in memory.
 */
async function compare(run: RetentionRun, folder: string, maker: ArtifactMaker, found: Found): Promise<void> {
  const { deps, signal } = run;
  const prefix = prefixOf(deps.storage, folder);
  const objects = groups(deps.storage.list(prefix, { signal }), ({ key }) => ownerOf(key, prefix));
  const rows = groups(downloadsOf(deps, maker), ({ ownerId }) => ownerId);
  let object = await objects.next();
  let row = await rows.next();
  while (!object.done || !row.done) {
    const next = smallest(object.value?.ownerId, row.value?.ownerId);
    const mine = object.value?.ownerId === next ? object.value.items : [];
    const recorded = row.value?.ownerId === next ? row.value.items : [];
    await findUnrecorded(run, maker, { ownerId: next, objects: mine, rows: recorded }, found);
    findLost(mine, recorded, found);
    if (object.value?.ownerId === next) object = await objects.next();
    if (row.value?.ownerId === next) row = await rows.next();
  }
}

const smallest = (a = '\uffff', b = '\uffff'): string => (a < b ? a : b);

const prefixOf = ({ env }: Storage, tool: string): string =>
  `${artifactKey({ env, tool, ownerId: 'o', createdAt: new Date(0), fileName: 'f' })
    .split('/')
    .slice(0, 2)
    .join('/')}/`;

const ownerOf = (key: string, prefix: string): string => key.slice(prefix.length).split('/')[0] ?? '';

async function* downloadsOf({ db }: RetentionDeps, maker: ArtifactMaker): AsyncGenerator<OwnedObject> {
  let after: OwnedObject | undefined;
  for (;;) {
    const page = await listOwnedDownloads(db, maker, { ...(after && { after }), limit: PAGE });
    yield* page;
    after = page.at(-1);
    if (page.length < PAGE) return;
  }
}

interface Owned {
  readonly ownerId: string;
  readonly objects: readonly ObjectInfo[];
  readonly rows: readonly OwnedObject[];
}

/** Old objects without a row whose owner is finished. */
async function findUnrecorded(
  { deps: { db, env } }: RetentionRun,
  maker: ArtifactMaker,
  { ownerId, objects, rows }: Owned,
  found: Found,
): Promise<void> {
  found.strays.total += objects.length;
  const statuses = new Map(rows.map(({ s3Path, status }) => [s3Path, status]));
  const old = oldOf(env);
  const unused = objects.filter(
    ({ key, lastModified }) => (statuses.get(key) ?? 'expired') === 'expired' && lastModified.getTime() <= old,
  );
  if (unused.length === 0 || (await isUnfinished(db, maker, ownerId))) return;
  for (const { key } of unused) {
    if (!statuses.has(key)) found.strays.add(key);
    else if (found.leftovers.length < PAGE) found.leftovers.push(key);
  }
}

const oldOf = (env: RetentionDeps['env']): number => Date.now() - env.RETENTION_ORPHAN_HOURS * HOUR_MS;

async function deleteStrays(run: RetentionRun, { strays, leftovers }: Found): Promise<number> {
  const { deps, signal, context } = run;
  const { storage, env } = deps;
  const remove = async (key: string): Promise<boolean> => {
    if (!(await isStillOld(storage, key, oldOf(env), signal))) return false;
    await storage.delete(key, { signal });
    context.logger.warn({ key }, 'deleted an unreferenced object');
    return true;
  };
  let deleted = 0;
  // Their rows say that they are to be deleted, however many there are.
  for (const key of leftovers) {
    await run.item('stray_artifacts', { key }, async () => {
      if (await remove(key)) deleted++;
    });
  }
  const sweep: RunSweep = {
    ...{ sweep: 'stray_artifacts', place: '', storage },
    would: (count, total) =>
      `delete ${formatCount(count)} of ${formatCount(total)} artifacts because no row refers to them`,
  };
  return deleted + (await run.guarded(sweep, strays, (key) => ({ key }), remove));
}

/** Downloads recorded as uploaded but missing in S3. */
function findLost(objects: readonly ObjectInfo[], rows: readonly OwnedObject[], { lost }: Found): void {
  const there = new Set(objects.map(({ key }) => key));
  for (const row of rows) {
    if (row.status !== 'uploaded') continue;
    lost.total++;
    if (!there.has(row.s3Path)) lost.add(row);
  }
}

/** Marks them, so that they are produced and uploaded again. */
function markLost(run: RetentionRun, { lost }: Found): Promise<number> {
  const { deps, signal, context } = run;
  const { storage } = deps;
  const sweep: RunSweep = {
    ...{ sweep: 'lost_artifacts', place: '', storage },
    would: (count, total) =>
      `mark ${formatCount(count)} of ${formatCount(total)} artifacts as lost and create them again`,
  };
  const about = ({ downloadId, s3Path }: OwnedObject) => ({ download_id: downloadId, key: s3Path });
  return run.guarded(sweep, lost, about, async ({ downloadId, s3Path }) => {
    // It may have arrived since the listing.
    if (await storage.head(s3Path, { signal })) return false;
    return createAgain(deps, context.logger, { downloadId, s3Path });
  });
}
