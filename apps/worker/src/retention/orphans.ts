import { loseObject } from '@sluice/db/downloads';
import { type ArtifactMaker, isUnfinished, listOwnedDownloads, type OwnedObject } from '@sluice/db/retention';
import { importerNames, toolNames } from '@sluice/jobs';
import { artifactKey, type ObjectInfo, type Storage } from '@sluice/storage';
import type { JobContext } from '../job/context.ts';
import { groups } from './groups.ts';
import type { RetentionDeps } from './types.ts';

type Context = JobContext<'apply-retention'>;

const HOUR_MS = 3_600_000;
const PAGE = 500;

const makers: readonly { readonly folder: string; readonly maker: ArtifactMaker }[] = [
  ...toolNames.map((tool) => ({ folder: tool, maker: { tool } })),
  ...importerNames.map((importer) => ({ folder: `import-${importer}`, maker: { importer } })),
];

/** Reconciles objects and rows of all artifacts. Returns how many objects and rows had no counterpart. */
export async function reconcile(deps: RetentionDeps, context: Context): Promise<number> {
  let orphans = 0;
  for (const { folder, maker } of makers) orphans += await reconcileMaker(deps, context, folder, maker);
  return orphans;
}

/**
 * Keys start with the owner's id, so objects and rows are listed in the same order and merged as they are read, with at most
 * a page of each in memory.
 */
async function reconcileMaker(deps: RetentionDeps, context: Context, folder: string, maker: ArtifactMaker) {
  const prefix = prefixOf(deps.storage, folder);
  const objects = groups(deps.storage.list(prefix, { signal: context.stopping }), ({ key }) => ownerOf(key, prefix));
  const rows = groups(downloadsOf(deps, maker), ({ ownerId }) => ownerId);
  let orphans = 0;
  let object = await objects.next();
  let row = await rows.next();
  while (!object.done || !row.done) {
    const next = smallest(object.value?.ownerId, row.value?.ownerId);
    const mine = object.value?.ownerId === next ? object.value.items : [];
    const recorded = row.value?.ownerId === next ? row.value.items : [];
    orphans += await deleteUnrecorded(deps, context, maker, { ownerId: next, objects: mine, rows: recorded });
    orphans += await markLost(deps, context, mine, recorded);
    if (object.value?.ownerId === next) object = await objects.next();
    if (row.value?.ownerId === next) row = await rows.next();
  }
  return orphans;
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

/** Deletes objects without a row if they are old and their owner is finished. */
async function deleteUnrecorded(
  { db, storage, env }: RetentionDeps,
  { logger, stopping }: Context,
  maker: ArtifactMaker,
  { ownerId, objects, rows }: Owned,
): Promise<number> {
  const named = new Set(rows.filter(({ status }) => status !== 'expired').map(({ s3Path }) => s3Path));
  const old = Date.now() - env.RETENTION_ORPHAN_HOURS * HOUR_MS;
  const strays = objects.filter(({ key, lastModified }) => !named.has(key) && lastModified.getTime() <= old);
  if (strays.length === 0 || (await isUnfinished(db, maker, ownerId))) return 0;
  for (const { key } of strays) {
    await storage.delete(key, { signal: stopping });
    logger.warn({ key }, 'deleted an unreferenced object');
  }
  return strays.length;
}

/** Downloads recorded as uploaded but missing in S3: they are produced and uploaded again. */
async function markLost(
  { db, storage, queues }: RetentionDeps,
  { logger, stopping }: Context,
  objects: readonly ObjectInfo[],
  rows: readonly OwnedObject[],
): Promise<number> {
  const there = new Set(objects.map(({ key }) => key));
  let lost = 0;
  for (const { downloadId: id, s3Path, status } of rows) {
    if (status !== 'uploaded' || there.has(s3Path)) continue;
    // It may have arrived since the listing.
    if (await storage.head(s3Path, { signal: stopping })) continue;
    const why = { code: 'STORAGE_NOT_FOUND', message: `The object ${s3Path} is no longer in storage.` };
    if (!(await loseObject(db, id, why))) continue;
    lost++;
    logger.warn({ key: s3Path, download_id: id }, 'an artifact is no longer in storage; creating it again');
    await queues
      .requeue('upload-artifact', { download_id: id }, { jobId: id })
      .catch((error) => logger.warn({ err: error, download_id: id }, 'could not enqueue the delivery yet'));
  }
  return lost;
}
