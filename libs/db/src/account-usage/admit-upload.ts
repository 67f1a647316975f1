import { AppError, formatCount } from '@sluice/core';
import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { accountLocks } from '../schema/index.ts';
import { countUploads, sumBytes } from './usage.ts';

/** What an account may have at the same time; 0: any number. */
export interface UploadLimits {
  /** Documents whose bytes have not arrived. */
  readonly maxUploads: number;
  /** Bytes of its documents, stored and announced. */
  readonly maxBytes: number;
}

export interface AddedUpload {
  readonly accountId: string;
  /** How many bytes the upload adds to the account's documents. */
  readonly bytes: number;
  /** False for an upload that is counted already. */
  readonly isNew: boolean;
}

export const isLimited = ({ maxUploads, maxBytes }: UploadLimits): boolean => maxUploads > 0 || maxBytes > 0;

/** By default, any number of uploads and of bytes. */
export const UNLIMITED: UploadLimits = { maxUploads: 0, maxBytes: 0 };

/**
 * Refuses an upload beyond the account's limits. The caller writes its row in the same transaction: until that ends, no other
 * process admits an upload of this account. @throws AppError TOO_MANY_UPLOADS, ACCOUNT_STORAGE_FULL
 */
export async function admitUpload(tx: Tx, limits: UploadLimits, added: AddedUpload): Promise<void> {
  const [refusal] = await admitUploads(tx, limits, [added]);
  if (refusal) throw refusal;
}

/** The same for several uploads of one account, in their order: undefined for each that is admitted. */
export async function admitUploads(
  tx: Tx,
  limits: UploadLimits,
  added: readonly AddedUpload[],
): Promise<(AppError | undefined)[]> {
  const { maxUploads, maxBytes } = limits;
  const [first] = added;
  if (!first || !isLimited(limits)) return added.map(() => undefined);
  const { accountId } = first;
  await tx
    .insert(accountLocks)
    .values({ accountId })
    .onDuplicateKeyUpdate({ set: { accountId: sql`${accountLocks.accountId}` } });
  const countsUploads = maxUploads > 0 && added.some(({ isNew }) => isNew);
  const countsBytes = maxBytes > 0 && added.some(({ bytes }) => bytes > 0);
  let uploads = countsUploads ? await countUploads(tx, accountId, maxUploads) : 0;
  let used = countsBytes ? await sumBytes(tx, accountId) : 0;
  return added.map(({ bytes, isNew }) => {
    if (isNew && countsUploads && uploads >= maxUploads) return tooMany(uploads, maxUploads);
    if (countsBytes && bytes > 0 && used + bytes > maxBytes) return full({ used, bytes, limit: maxBytes });
    uploads += isNew ? 1 : 0;
    used += bytes;
    return undefined;
  });
}

const tooMany = (used: number, limit: number): AppError =>
  new AppError(
    'TOO_MANY_UPLOADS',
    `This account already has the maximum number of uploads in progress (${formatCount(limit)}). Complete some or delete their ` +
      'documents, then try again.',
    { retryable: true, quota: { name: 'uploads', limit, used } },
  );

const full = ({ used, bytes, limit }: { used: number; bytes: number; limit: number }): AppError =>
  new AppError(
    'ACCOUNT_STORAGE_FULL',
    `This account uses ${formatCount(used)} of its ${formatCount(limit)} bytes of storage, uploads in progress included, so ` +
      `${formatCount(bytes)} more do not fit. Delete documents, or ask your operator to raise the limit.`,
    { quota: { name: 'stored_bytes', limit, used } },
  );
