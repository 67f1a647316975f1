import { AppError, isAppError, type Logger } from '@sluice/core';
import { environmentPrefix } from './keys.ts';
import type { CallOptions, Storage } from './storage.ts';

/** The object that says to whom the keys of an environment in a bucket belong. */
export interface StorageMarker {
  readonly installation_id: string;
  /** STORAGE_ENV as configured; in keys, differently spelled ones can look the same. */
  readonly environment: string;
  /** Changes when another bucket becomes the installation's own storage; null in the bucket of a storage server. */
  readonly marker: string | null;
}

/** `{env}/installation.json` */
export const markerKey = (env: string): string => `${environmentPrefix(env)}installation.json`;

/** The most that is read of a marker. */
const MARKER_BYTES = 4_096;

/** What `StorageClaim` knows of this installation. */
export interface Claimant {
  readonly installationId: string;
  readonly storageMarker: string | null;
}

/** The installation's side of a claim to a bucket. */
export interface StorageClaim {
  installation(): Promise<Claimant>;
  /** Replaces the marker `old` and returns the current one. Absent for a storage server, which has no marker of its own. */
  readonly renew?: (old: string | null) => Promise<string>;
  /** Keys of some objects that should be in this storage. */
  sample(): Promise<readonly string[]>;
}

/**
 * `own`: the bucket is this installation's. `missing`: it has no current marker, and most objects that should be there are
 * not. `foreign`: another installation uses these keys.
 */
export type ClaimState = 'own' | 'missing' | 'foreign';

export interface ClaimResult {
  readonly state: ClaimState;
  /** The marker that was found. */
  readonly found?: StorageMarker | undefined;
  /** How many of the sampled objects are not there. */
  readonly missing: number;
  readonly sampled: number;
}

/** The marker under the environment's keys; undefined if there is none. */
export async function readMarker(storage: Storage, options: CallOptions = {}): Promise<StorageMarker | undefined> {
  try {
    const { body } = await storage.getStream(markerKey(storage.env), { ...options, start: 0, end: MARKER_BYTES - 1 });
    const parts: Buffer[] = [];
    for await (const part of body) parts.push(part as Buffer);
    return parse(Buffer.concat(parts).toString());
  } catch (error) {
    if (isAppError(error) && error.code === 'STORAGE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** Something unreadable at the marker's key counts as no marker. */
function parse(text: string): StorageMarker | undefined {
  try {
    const { installation_id, environment, marker } = JSON.parse(text) as Record<string, unknown>;
    if (typeof installation_id !== 'string' || typeof environment !== 'string') return undefined;
    return { installation_id, environment, marker: typeof marker === 'string' ? marker : null };
  } catch {
    return undefined;
  }
}

/**
 * Compares a bucket's marker with this installation, and writes it where none is needed yet (no objects are recorded), or
 * where it has been lost or is from an earlier version (at least half of a sample of the recorded objects is there).
 */
export async function claimStorage(
  storage: Storage,
  claim: StorageClaim,
  { signal }: CallOptions = {},
): Promise<ClaimResult> {
  const { installationId, storageMarker } = await claim.installation();
  const found = await readMarker(storage, { signal });
  if (found && found.installation_id !== installationId) return { state: 'foreign', found, missing: 0, sampled: 0 };
  if (found && (!claim.renew || (found.marker !== null && found.marker === storageMarker)))
    return { state: 'own', found, missing: 0, sampled: 0 };
  const keys = await claim.sample();
  let missing = 0;
  for (const key of keys) if (!(await storage.head(key, { signal }))) missing++;
  const counts = { missing, sampled: keys.length };
  if (2 * missing > keys.length) return { state: 'missing', found, ...counts };
  return { state: 'own', found: await markStorage(storage, claim, { signal }), ...counts };
}

/** Writes the marker, over any other. */
export async function markStorage(
  storage: Storage,
  claim: StorageClaim,
  { signal }: CallOptions = {},
): Promise<StorageMarker> {
  const { installationId, storageMarker } = await claim.installation();
  const marker = claim.renew ? await claim.renew(storageMarker) : null;
  const written: StorageMarker = { installation_id: installationId, environment: storage.env, marker };
  const body = Buffer.from(`${JSON.stringify(written)}\n`);
  await storage.putStream(markerKey(storage.env), one(body), { contentType: 'application/json', signal });
  return written;
}

/** @throws AppError CONFIG_INVALID when another installation uses this bucket with the same environment in its keys */
function refuseForeign({ bucket, env }: Storage, { state, found }: ClaimResult): void {
  if (state !== 'foreign' || !found) return;
  const prefix = environmentPrefix(env);
  throw new AppError(
    'CONFIG_INVALID',
    `Keys under ${prefix} in bucket ${bucket} belong to installation ${found.installation_id} (STORAGE_ENV ` +
      `"${found.environment}"). Set another STORAGE_ENV or S3_BUCKET. If that installation no longer exists, delete ` +
      `the object ${prefix}installation.json and start again.`,
    { fields: [{ field: 'STORAGE_ENV', code: 'taken', message: 'is used by another installation' }] },
  );
}

/** How long a starting process waits for the marker; sweeps check it again before they touch anything. */
const START_MS = 5_000;

/**
 * Claims the installation's own storage when a process starts.
 * @throws AppError CONFIG_INVALID when another installation uses its keys
 */
export async function claimAtStart(storage: Storage, claim: StorageClaim, logger: Logger): Promise<void> {
  const { bucket } = storage;
  try {
    const result = await claimStorage(storage, claim, { signal: AbortSignal.timeout(START_MS) });
    refuseForeign(storage, result);
    const { state, missing, sampled } = result;
    if (state === 'missing')
      logger.error({ bucket, missing, sampled }, 'this may be the wrong bucket; sweeps leave it alone');
  } catch (error) {
    if (isAppError(error) && error.code === 'CONFIG_INVALID') throw error;
    logger.warn({ err: error, bucket }, 'could not check yet whose bucket this is; sweeps will');
  }
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
