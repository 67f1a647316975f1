import { isSluiceError, type UploadPhase, type UploadProgress } from '@sluice/client';
import { patientApi } from '../api.ts';
import { fileSource, fingerprintOf } from './file-source.ts';
import { Pace } from './pace.ts';
import { findRecord, forgetRecord, readRecords, saveRecord } from './records.ts';
import { xhrPut } from './xhr-put.ts';

export type UploadStatus = UploadPhase | 'waiting' | 'failed' | 'interrupted';

/** One upload as the pages show it. Immutable: every change creates a new object. */
export interface Upload {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly status: UploadStatus;
  readonly doneBytes: number;
  readonly bytesPerSecond: number | undefined;
  readonly docId?: string | undefined;
  /** The account already had this content, so nothing was sent. */
  readonly wasKnown?: boolean;
  /** Why it is paused, such as a lost connection. */
  readonly waitingFor?: string | undefined;
  readonly error?: unknown;
}

/** Files hashed and uploaded at the same time. The chunks of one file are sent in parallel as well. */
const AT_ONCE = 2;
const ACTIVE: readonly UploadStatus[] = ['hashing', 'requesting', 'sending', 'verifying'];
export const isActive = ({ status }: Upload): boolean => ACTIVE.includes(status);

// Outside React: uploads continue while the user navigates.
let uploads: readonly Upload[] = [];
const files = new Map<string, File>();
const stops = new Map<string, AbortController>();
const listeners = new Set<() => void>();

export const uploadsNow = (): readonly Upload[] => uploads;
export function onUploads(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function set(next: readonly Upload[]): void {
  uploads = next;
  for (const listener of [...listeners]) listener();
}
const change = (id: string, changes: Partial<Upload>): void =>
  set(uploads.map((upload) => (upload.id === id ? { ...upload, ...changes } : upload)));
const find = (id: string): Upload | undefined => uploads.find((upload) => upload.id === id);

const idOf = (accountId: string, fingerprint: string) => `${accountId} ${fingerprint}`;

/** Stops the uploads of other accounts, which must not continue under the current session. They can be resumed later. */
export function endUploadsOfOthers(accountId: string | undefined): void {
  const others = uploads.filter((upload) => upload.accountId !== accountId);
  if (others.length === 0) return;
  for (const { id } of others) {
    stops.get(id)?.abort(new DOMException('signed out', 'AbortError'));
    files.delete(id);
  }
  set(uploads.filter((upload) => upload.accountId === accountId));
}

/** Lists the account's uploads that a reload or a crash interrupted. */
export function recallInterrupted(accountId: string): void {
  endUploadsOfOthers(accountId);
  const recalled = readRecords()
    .filter((record) => record.accountId === accountId && !find(idOf(accountId, record.fingerprint)))
    .map(
      ({ fingerprint, name, sizeBytes, docId }): Upload => ({
        id: idOf(accountId, fingerprint),
        accountId,
        name,
        sizeBytes,
        status: 'interrupted',
        doneBytes: 0,
        bytesPerSecond: undefined,
        docId,
      }),
    );
  if (recalled.length > 0) set([...uploads, ...recalled]);
}

/** Queues files for upload and resumes those that were started before. Returns their ids. */
export function addFiles(accountId: string, chosen: readonly File[]): string[] {
  const ids = chosen.map((file) => {
    const id = idOf(accountId, fingerprintOf(file));
    const existing = find(id);
    if (existing && (isActive(existing) || existing.status === 'waiting')) return id;
    files.set(id, file);
    const fresh: Upload = {
      id,
      accountId,
      name: file.name,
      sizeBytes: file.size,
      status: 'waiting',
      doneBytes: 0,
      bytesPerSecond: undefined,
    };
    set([fresh, ...uploads.filter((upload) => upload.id !== id)]);
    return id;
  });
  startNext();
  return ids;
}

/** Resumes a failed upload whose file is still available. */
export function tryAgain(id: string): void {
  change(id, { status: 'waiting', error: undefined, waitingFor: undefined });
  startNext();
}
export const hasFile = (id: string): boolean => files.has(id);

/** Stops and discards an upload. The server deletes its chunks when the upload session expires. */
export function removeUpload(id: string): void {
  const upload = find(id);
  stops.get(id)?.abort(new DOMException('cancelled', 'AbortError'));
  files.delete(id);
  if (upload) forgetRecord(upload.accountId, id.slice(upload.accountId.length + 1));
  set(uploads.filter((one) => one.id !== id));
  startNext();
}

function startNext(): void {
  if (!navigator.onLine) return;
  const free = AT_ONCE - uploads.filter(isActive).length;
  // Oldest first: new uploads are at the front of the list.
  const next = uploads.filter(({ status }) => status === 'waiting').slice(-Math.max(0, free));
  if (free > 0) for (const upload of next) void run(upload);
}

async function run({ id, accountId, name, sizeBytes }: Upload): Promise<void> {
  const file = files.get(id);
  if (!file) return;
  const stop = new AbortController();
  stops.set(id, stop);
  const fingerprint = fingerprintOf(file);
  const pace = new Pace();
  let record = findRecord(accountId, fingerprint) ?? {
    fingerprint,
    accountId,
    name,
    sizeBytes,
    startedAt: new Date().toISOString(),
  };
  const remember = (more: Partial<typeof record>) => {
    record = { ...record, ...more };
    saveRecord(record);
  };
  const show = ({ phase, doneBytes, docId, waitingFor }: UploadProgress) => {
    if (stop.signal.aborted || phase === 'done') return;
    if (docId && docId !== record.docId) remember({ docId });
    change(id, { status: phase, doneBytes, docId, waitingFor, bytesPerSecond: pace.see(phase, doneBytes) });
  };
  change(id, { status: 'hashing', waitingFor: undefined, error: undefined });
  remember({});
  try {
    const stored = await patientApi.upload(fileSource(file), {
      signal: stop.signal,
      put: xhrPut,
      onProgress: show,
      store: { get: async () => record.hashes, set: async (_, hashes) => remember({ hashes }) },
    });
    const { docId, wasKnown } = stored;
    forgetRecord(accountId, fingerprint);
    files.delete(id);
    change(id, { status: 'done', doneBytes: sizeBytes, docId, wasKnown, waitingFor: undefined });
  } catch (error) {
    if (stop.signal.aborted) return;
    // The stored hashes of a changed file would be rejected every time.
    const mayBeStale = isSluiceError(error) && (error.code === 'UPLOAD_REFUSED' || error.code === 'UPLOAD_MISMATCH');
    if (mayBeStale) forgetRecord(accountId, fingerprint);
    const isOffline = isOfflineError(error) && !navigator.onLine;
    change(id, isOffline ? { status: 'waiting', waitingFor: 'no network connection' } : { status: 'failed', error });
  } finally {
    stops.delete(id);
    startNext();
  }
}

const isOfflineError = (error: unknown): boolean => isSluiceError(error) && error.code === 'NETWORK';

// When the connection is back, paused uploads resume, and so do those that failed for lack of it.
window.addEventListener('online', () => {
  for (const { id, status, error } of uploads) {
    if (status === 'failed' && isOfflineError(error) && hasFile(id)) tryAgain(id);
  }
  startNext();
});
