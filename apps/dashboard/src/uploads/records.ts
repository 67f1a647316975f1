import type { ContentHashes } from '@sluice/client';

/** What localStorage keeps of an upload so that it can be resumed after a reload. Nothing in it is secret. */
export interface UploadRecord {
  readonly fingerprint: string;
  readonly accountId: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly hashes?: ContentHashes;
  readonly docId?: string;
  readonly startedAt: string;
}

const KEY = 'sluice-uploads';
/** Older records are dropped; their upload sessions have long expired. */
const MAX_AGE_MS = 7 * 86_400_000;

export function readRecords(): UploadRecord[] {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '[]') as UploadRecord[];
    return stored.filter(({ startedAt }) => Date.now() - Date.parse(startedAt) < MAX_AGE_MS);
  } catch {
    return [];
  }
}

const write = (records: readonly UploadRecord[]): void => localStorage.setItem(KEY, JSON.stringify(records));
const isSame = (one: UploadRecord, accountId: string, fingerprint: string) =>
  one.accountId === accountId && one.fingerprint === fingerprint;

export const findRecord = (accountId: string, fingerprint: string): UploadRecord | undefined =>
  readRecords().find((record) => isSame(record, accountId, fingerprint));

export function saveRecord(record: UploadRecord): void {
  write([...readRecords().filter((one) => !isSame(one, record.accountId, record.fingerprint)), record]);
}

export function forgetRecord(accountId: string, fingerprint: string): void {
  write(readRecords().filter((one) => !isSame(one, accountId, fingerprint)));
}
