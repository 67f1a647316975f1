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

/**
 * Refuses an upload beyond the account's limits. The caller writes its row in the same transaction: until that ends, no other
 * process admits an upload of this account. @throws AppError TOO_MANY_UPLOADS, ACCOUNT_STORAGE_FULL
 */
export async function admitUpload(tx: Tx, limits: UploadLimits, added: AddedUpload): Promise<void> {
  if (!isLimited(limits)) return;
  const { accountId, bytes, isNew } = added;
  const { maxUploads, maxBytes } = limits;
  await tx
    .insert(accountLocks)
    .values({ accountId })
    .onDuplicateKeyUpdate({ set: { accountId: sql`${accountLocks.accountId}` } });
  if (isNew && maxUploads > 0) {
    const used = await countUploads(tx, accountId, maxUploads);
    if (used >= maxUploads) throw tooMany(used, maxUploads);
  }
  if (maxBytes > 0 && bytes > 0) {
    const used = await sumBytes(tx, accountId);
    if (used + bytes > maxBytes) throw full({ used, bytes, limit: maxBytes });
  }
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
