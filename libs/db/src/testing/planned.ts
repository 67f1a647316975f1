import type { TableColumn } from '@sluice/core';
import { type AccountScope, everyAccount } from '../account-scope.ts';
import { analysisWork, listAnalyses } from '../analyses/index.ts';
import { listAuditEvents } from '../audit/index.ts';
import type { Db } from '../client.ts';
import { listDocuments, listUnreadChunks, listUnreadDocuments, listUnverifiedDocuments } from '../documents/index.ts';
import { downloadsOfImport, listDownloads, listUndelivered } from '../downloads/index.ts';
import { purgeIdempotencyKeys } from '../idempotency/index.ts';
import {
  findRemembered,
  groupRejects,
  importWork,
  ledgerOf,
  listDeletions,
  listImports,
  listRejects,
  refusedDeletions,
  rejectsOfRows,
} from '../imports/index.ts';
import { countEndedJobs, jobLatencies, listJobs } from '../jobs/index.ts';
import {
  countFailedUploads,
  listReprocessRuns,
  nextOfRun,
  type ReprocessRun,
  runWork,
} from '../reprocess-runs/index.ts';
import {
  deleteOutdatedAuditEvents,
  deleteOutdatedErrors,
  deleteOutdatedTraces,
  deleteRecord,
  deleteRows,
  findChunkKeys,
  findDocumentKeys,
  listChunkKeys,
  listDocumentAccounts,
  listDocumentPlaces,
  listIdleSessions,
  listIdleUploads,
  listOutdatedDocuments,
  listOutdatedDownloads,
  listOutdatedRecords,
  listOwnedDownloads,
  nextWithRows,
  ownStorageClaim,
  serverStorageClaim,
  workRecords,
} from '../retention/index.ts';
import { purgeJobRuns } from '../running-jobs/index.ts';
import { nextChunksOf } from '../storage-servers/index.ts';
import { listTargetRows } from '../targets/index.ts';
import { getTraceFamily, listErrors, listTraces } from '../traces/index.ts';
import { forgedId, SERVER } from './history.ts';

export type Sweep = (db: Db) => Promise<unknown>;
export type List = (db: Db, filter: { readonly accountId: AccountScope; readonly limit: number }) => Promise<unknown>;

const page = { limit: 100 };
const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
const lost = { graceSeconds: 5, quietSeconds: 60, ...page };
const idle = { ...page, afterId: '', graceSeconds: 60, pendingSeconds: 60 };
/** As the dashboard asks for its shortest range. The statistics read all that ended within it, so a day of a million rows is many. */
const hour = { accountId: everyAccount, from: ago(1 + 1 / 24), to: ago(1), bucketSeconds: 60 } as const;
/** Ids that exist: `one` is old, `some` is in the middle of the history. */
const one = forgedId(1);
const some = forgedId(500);
const cursor = { createdAt: ago(180), id: some };
const chunk = { docId: some, chunkNumber: 0, s3Key: 'key' };
const aRun = (filter: ReprocessRun['filter']) =>
  ({ accountId: 'large', filter, createdAt: new Date() }) as unknown as ReprocessRun;

/**
 * What runs on a schedule or with each job: it must read a bounded part of an index. Each name begins with that of the function,
 * followed after a colon by what is special about the call.
 */
export const sweeps: Readonly<Record<string, Sweep>> = {
  'importWork.listUnqueued': (db) => importWork.listUnqueued(db, lost),
  'analysisWork.listUnqueued': (db) => analysisWork.listUnqueued(db, lost),
  'runWork.listUnqueued': (db) => runWork.listUnqueued(db, lost),
  'importWork.countUnfinished': (db) => importWork.countUnfinished(db, ['large', 'small'], 1_000),
  'analysisWork.countUnfinished': (db) => analysisWork.countUnfinished(db, ['large', 'small'], 1_000),
  'runWork.countUnfinished': (db) => runWork.countUnfinished(db, ['large', 'small'], 1_000),
  listUndelivered: (db) => listUndelivered(db, { maxAttempts: 12, ...page }),
  'listUndelivered: next page': (db) => listUndelivered(db, { maxAttempts: 12, ...page, afterId: one }),
  listUnverifiedDocuments: (db) => listUnverifiedDocuments(db, lost),
  listIdleSessions: (db) => listIdleSessions(db, idle),
  listIdleUploads: (db) => listIdleUploads(db, idle),
  listOutdatedDownloads: (db) => listOutdatedDownloads(db, { before: ago(30), ...page }),
  listOutdatedDocuments: (db) =>
    listOutdatedDocuments(db, { before: { complete: ago(7), failed: ago(1), deleting: ago(1) }, ...page }),
  'listOwnedDownloads: a tool': (db) => listOwnedDownloads(db, { tool: 'profile-my-data' }, page),
  'listOwnedDownloads: an importer': (db) => listOwnedDownloads(db, { importer: 'assets' }, page),
  nextWithRows: (db) => nextWithRows(db, 'row_errors', { afterId: '', before: ago(30) }),
  'nextWithRows: deletions': (db) => nextWithRows(db, 'deletions', { afterId: '', before: ago(30) }),
  deleteRows: (db) => deleteRows(db, 'row_errors', one, 10),
  'deleteRows: deletions': (db) => deleteRows(db, 'deletions', one, 10),
  refusedDeletions: (db) => refusedDeletions(db, one),
  deleteOutdatedAuditEvents: (db) => deleteOutdatedAuditEvents(db, ago(365), 10),
  deleteOutdatedTraces: (db) => deleteOutdatedTraces(db, ago(30), 10),
  deleteOutdatedErrors: (db) => deleteOutdatedErrors(db, ago(30), 10),
  ...Object.fromEntries(
    workRecords.flatMap((kind) => [
      [`listOutdatedRecords: ${kind}`, (db: Db) => listOutdatedRecords(db, { kind, before: ago(365), ...page })],
      [
        `deleteRecord: ${kind}`,
        (db: Db) => deleteRecord(db, { kind, key: kind === 'analysis' ? 1 : one, before: ago(365) }),
      ],
    ]),
  ),
  purgeIdempotencyKeys: (db) => purgeIdempotencyKeys(db, 10),
  purgeJobRuns: (db) => purgeJobRuns(db, 30),
  listDocumentAccounts: (db) => listDocumentAccounts(db, { afterId: '', ...page }),
  listDocumentPlaces: (db) => listDocumentPlaces(db, { accountId: 'large', afterId: '', ...page }),
  'listDocumentPlaces: of a small account': (db) =>
    listDocumentPlaces(db, { accountId: 'small', afterId: some, ...page }),
  findDocumentKeys: (db) => findDocumentKeys(db, { docIds: [some], keys: ['key/none'] }),
  listChunkKeys: (db) =>
    listChunkKeys(db, { serverId: SERVER, docIds: Array.from({ length: 200 }, (_, at) => forgedId(at)) }),
  findChunkKeys: (db) => findChunkKeys(db, [some]),
  nextChunksOf: (db) => nextChunksOf(db, SERVER, page),
  'nextChunksOf: next page': (db) => nextChunksOf(db, SERVER, { after: chunk, ...page }),
  ownStorageClaim: (db) => ownStorageClaim(db).sample(),
  serverStorageClaim: (db) => serverStorageClaim(db, SERVER).sample(),
  listUnreadDocuments: (db) => listUnreadDocuments(db, { before: ago(30), ...page }),
  // After a pause of scrubbing, or when its days were lowered.
  'listUnreadDocuments: all of them': (db) => listUnreadDocuments(db, { before: new Date(), ...page }),
  'listUnreadDocuments: next page': (db) =>
    listUnreadDocuments(db, { before: new Date(), after: { readAt: ago(200), docId: some }, ...page }),
  listUnreadChunks: (db) => listUnreadChunks(db, { before: ago(30), ...page }),
  'listUnreadChunks: all of them': (db) => listUnreadChunks(db, { before: new Date(), ...page }),
  'listUnreadChunks: next page': (db) =>
    listUnreadChunks(db, { before: new Date(), after: { readAt: ago(200), docId: some, chunkNumber: 0 }, ...page }),
  'countFailedUploads: of an account': (db) => countFailedUploads(db, { accountId: 'large', filter: {} }),
  'countFailedUploads: of every account': (db) =>
    countFailedUploads(db, { accountId: 'large', filter: { account_id: '*', tool: 'clean-my-data' } }),
  'countFailedUploads: of an analysis': (db) =>
    countFailedUploads(db, { accountId: 'large', filter: { analysis_id: some } }),
  'countFailedUploads: of a tool': (db) =>
    countFailedUploads(db, { accountId: 'large', filter: { tool: 'profile-my-data' } }),
  'nextOfRun: of a tool': (db) => nextOfRun(db, aRun({ tool: 'profile-my-data' }), null, 100),
  'nextOfRun: of an account': (db) => nextOfRun(db, aRun({}), null, 100),
  'nextOfRun: of every account': (db) => nextOfRun(db, aRun({ account_id: '*' }), `2026-01-01T00:00:00Z/${one}`, 100),
  'nextOfRun: of an analysis': (db) => nextOfRun(db, aRun({ analysis_id: some }), null, 100),
  downloadsOfImport: (db) => downloadsOfImport(db, some),
  ledgerOf: (db) => ledgerOf(db, some),
  rejectsOfRows: (db) => rejectsOfRows(db, one, 1, 10_000),
  getTraceFamily: (db) => getTraceFamily(db, { accountId: everyAccount, traceId: some }),
  'countEndedJobs: of an hour': (db) => countEndedJobs(db, hour),
  'countEndedJobs: of an hour of an account': (db) => countEndedJobs(db, { ...hour, accountId: 'small' }),
  'jobLatencies: of an hour': (db) => jobLatencies(db, hour),
  'jobLatencies: of an hour of an account': (db) => jobLatencies(db, { ...hour, accountId: 'small' }),
};

const identifier = { name: 'identifier', type: 'varchar(255)' } as TableColumn;
const assetsOf = (id: string) => ({
  table: { name: 'assets', columns: [identifier] },
  ...{ key: ['identifier'], index: 'assets_account_identifier', most: 500 },
  account: { column: 'account_id', id },
});

/** What people page through, in a large account, a small one and all of them: it must read a bounded part of an index. */
export const lists: Readonly<Record<string, List>> = {
  listImports: (db, filter) => listImports(db, { ...filter, importer: 'assets' }),
  'listImports: failed': (db, filter) => listImports(db, { ...filter, importer: 'assets', status: ['failed'] }),
  'listImports: completed': (db, filter) => listImports(db, { ...filter, importer: 'assets', status: ['completed'] }),
  'listImports: ended': (db, filter) =>
    listImports(db, { ...filter, importer: 'assets', status: ['completed', 'failed'] }),
  'listImports: next page': (db, filter) => listImports(db, { ...filter, importer: 'assets', cursor }),
  listAnalyses: (db, filter) => listAnalyses(db, filter),
  'listAnalyses: failed': (db, filter) => listAnalyses(db, { ...filter, status: ['failed'] }),
  'listAnalyses: a tool': (db, filter) => listAnalyses(db, { ...filter, tool: 'profile-my-data' }),
  'listAnalyses: completed': (db, filter) => listAnalyses(db, { ...filter, status: ['completed'] }),
  'listAnalyses: next page': (db, filter) => listAnalyses(db, { ...filter, cursor }),
  listDownloads: (db, filter) => listDownloads(db, filter),
  'listDownloads: failed, oldest first': (db, filter) =>
    listDownloads(db, { ...filter, status: ['upload_failed'], oldestFirst: true, cursor }),
  'listDownloads: failed': (db, filter) => listDownloads(db, { ...filter, status: ['upload_failed'] }),
  'listDownloads: a tool': (db, filter) => listDownloads(db, { ...filter, tool: 'profile-my-data' }),
  'listDownloads: expired': (db, filter) => listDownloads(db, { ...filter, status: ['expired'] }),
  'listDownloads: next page': (db, filter) => listDownloads(db, { ...filter, cursor }),
  listDocuments: (db, filter) => listDocuments(db, filter),
  'listDocuments: failed': (db, filter) => listDocuments(db, { ...filter, status: ['UPLOAD_FAILED'] }),
  'listDocuments: complete': (db, filter) => listDocuments(db, { ...filter, status: ['UPLOAD_COMPLETE'] }),
  'listDocuments: next page': (db, filter) =>
    listDocuments(db, { ...filter, cursor: { value: cursor.createdAt, id: cursor.id } }),
  'listDocuments: oldest first': (db, filter) =>
    listDocuments(db, { ...filter, order: { by: 'created_at', descending: false } }),
  'listDocuments: by name': (db, { limit }) =>
    listDocuments(db, { accountId: 'large', limit, order: { by: 'doc_name', descending: false } }),
  'listDocuments: by name, next page': (db, { limit }) =>
    listDocuments(db, {
      ...{ accountId: 'large', limit, order: { by: 'doc_name', descending: true } },
      cursor: { value: 'b', id: some },
    }),
  'listDocuments: by size': (db, { limit }) =>
    listDocuments(db, { accountId: 'large', limit, order: { by: 'file_size', descending: true } }),
  'listDocuments: by size, next page': (db, { limit }) =>
    listDocuments(db, {
      ...{ accountId: 'large', limit, order: { by: 'file_size', descending: false } },
      cursor: { value: null, id: some },
    }),
  'listDocuments: with an id': (db, filter) => listDocuments(db, { ...filter, q: some }),
  listReprocessRuns: (db, filter) => listReprocessRuns(db, filter),
  listJobs: (db, filter) => listJobs(db, filter),
  'listJobs: oldest first': (db, filter) => listJobs(db, { ...filter, oldestFirst: true }),
  'listJobs: failed, oldest first, next page': (db, filter) =>
    listJobs(db, { ...filter, state: ['failed'], oldestFirst: true, cursor }),
  'listJobs: failed': (db, filter) => listJobs(db, { ...filter, state: ['failed'] }),
  'listJobs: succeeded': (db, filter) => listJobs(db, { ...filter, state: ['succeeded'] }),
  'listJobs: running': (db, filter) => listJobs(db, { ...filter, state: ['running'] }),
  'listJobs: ended': (db, filter) => listJobs(db, { ...filter, state: ['succeeded', 'failed', 'cancelled'] }),
  'listJobs: next page': (db, filter) => listJobs(db, { ...filter, cursor }),
  'listJobs: with an id': (db, filter) => listJobs(db, { ...filter, q: some }),
  'listJobs: named like every other': (db, filter) => listJobs(db, { ...filter, q: 'a.csv' }),
  listTraces: (db, filter) => listTraces(db, filter),
  'listTraces: succeeded': (db, filter) => listTraces(db, { ...filter, status: ['SUCCESS'] }),
  'listTraces: next page': (db, filter) => listTraces(db, { ...filter, cursor }),
  'listTraces: with an id': (db, filter) => listTraces(db, { ...filter, id: some }),
  'listTraces: of a job': (db, filter) => listTraces(db, { ...filter, jobId: some }),
  'listTraces: of a document': (db, filter) => listTraces(db, { ...filter, docId: some }),
  listErrors: (db, filter) => listErrors(db, filter),
  'listErrors: of a trace': (db, filter) => listErrors(db, { ...filter, traceId: some }),
  listAuditEvents: (db, filter) => listAuditEvents(db, filter),
  'listAuditEvents: next page': (db, filter) => listAuditEvents(db, { ...filter, cursor }),
  'listAuditEvents: of a time': (db, filter) => listAuditEvents(db, { ...filter, from: ago(200), to: ago(100) }),
  'listAuditEvents: of an action': (db, filter) => listAuditEvents(db, { ...filter, action: 'import.create' }),
  'listAuditEvents: by somebody': (db, filter) => listAuditEvents(db, { ...filter, actor: 'kim' }),
  'listAuditEvents: of a resource': (db, filter) => listAuditEvents(db, { ...filter, resourceId: some }),
  listRejects: (db, filter) => listRejects(db, { ...filter, jobId: one }),
  'listRejects: with a code': (db, filter) => listRejects(db, { ...filter, jobId: one, code: 'invalid' }),
  listDeletions: (db, filter) => listDeletions(db, { ...filter, jobId: one }),
  'listDeletions: next page': (db, filter) => listDeletions(db, { ...filter, jobId: one, cursor: 5 }),
  'listDeletions: refused': (db, filter) => listDeletions(db, { ...filter, jobId: one, outcome: 'refused' }),
  groupRejects: (db, { limit }) => groupRejects(db, { jobId: one, limit, most: 100 }),
  listTargetRows: (db, { limit }) => listTargetRows(db, { ...assetsOf('large'), limit }),
  'listTargetRows: next page': (db, { limit }) =>
    listTargetRows(db, { ...assetsOf('small'), cursor: { key: [some], back: false, including: false }, limit }),
  'listTargetRows: the page before': (db, { limit }) =>
    listTargetRows(db, { ...assetsOf('large'), cursor: { key: [some], back: true, including: true }, limit }),
  'listTargetRows: in descending order': (db, { limit }) =>
    listTargetRows(db, { ...assetsOf('large'), descending: true, limit }),
  'listTargetRows: with a key': (db, { limit }) =>
    listTargetRows(db, { ...assetsOf('large'), filter: { key: { identifier: some } }, limit }),
  'listTargetRows: of an import': (db, { limit }) =>
    listTargetRows(db, { ...assetsOf('large'), filter: { import: { column: 'import_job_id', id: 'none' } }, limit }),
  'listTargetRows: of an import, next page': (db, { limit }) =>
    listTargetRows(db, {
      ...{ ...assetsOf('large'), cursor: { key: [some], back: false, including: false }, limit },
      filter: { import: { column: 'import_job_id', id: 'none' }, text: { columns: ['name'], q: 'none' } },
    }),
  'listTargetRows: with a value, in descending order': (db, { limit }) =>
    listTargetRows(db, { ...assetsOf('large'), descending: true, limit, filter: { values: { identifier: 'none' } } }),
};

/**
 * Filters without an index of their own, because every row would pay for it. They read an index in the order of the list until
 * the page is full, so a filter that matches almost nothing reads the whole history. They never sort it.
 */
export const searches: Readonly<Record<string, List>> = {
  'listImports: an importer without imports': (db, filter) => listImports(db, { ...filter, importer: 'contacts' }),
  'findRemembered: headers without imports': (db, { accountId }) =>
    findRemembered(db, {
      accountId: typeof accountId === 'string' ? accountId : 'large',
      importer: 'assets',
      headers: ['none'],
    }),
  'listAnalyses: a tool without analyses': (db, filter) => listAnalyses(db, { ...filter, tool: 'clean-my-data' }),
  'listDownloads: a tool without downloads': (db, filter) => listDownloads(db, { ...filter, tool: 'clean-my-data' }),
  'listDocuments: a name without documents': (db, filter) => listDocuments(db, { ...filter, q: 'none' }),
  'listDocuments: a name and a status, by size': (db, { limit }) =>
    listDocuments(db, {
      ...{ accountId: 'large', limit, q: 'none', status: ['UPLOAD_FAILED'] },
      order: { by: 'file_size', descending: true },
    }),
  'listJobs: a file name without jobs': (db, filter) => listJobs(db, { ...filter, q: 'none' }),
  'listTraces: a status without traces': (db, filter) => listTraces(db, { ...filter, status: ['FAILED'] }),
  'listTraces: an operation without traces': (db, filter) => listTraces(db, { ...filter, operation: 'none' }),
  'listErrors: a code without errors': (db, filter) => listErrors(db, { ...filter, code: 'NONE' }),
  'listErrors: an operation without errors': (db, filter) => listErrors(db, { ...filter, operation: 'none' }),
  'listRejects: a text without row errors': (db, filter) => listRejects(db, { ...filter, jobId: one, q: 'none' }),
};

/** Functions that read or write by a full key, or that read tables which do not grow with the history. */
export const byKey: Readonly<Record<string, string>> = {
  audit: 'recordAudit smallState',
  analyses: `analysesProgress createAnalysis deleteAnalysis finishAnalysis getAnalysis getAnalysisReport
    recordAnalysisProgress recordAnalyzedFile`,
  documents: `addChunks announceChunkHash beginDocument beginVerifying beginVerifyingAgain changeDocumentStatus claimUpload completeDocument
    completeVerified dropChunks failDocument failUpload findOrCreateDocument findOrCreateDocuments getChunk getDocument getDocumentById getDocuments
    giveUpVerification listChunks lockDocument loseChunk loseDocument markChunkArrived markChunkMissing markChunksOffered
    markManyUrlsGenerated markUrlsGenerated recordChunkBytes recordChunkRead recordDocumentRead rejectChunks rejectUpload`,
  downloads: `downloadStatuses downloadsOfAnalysis expireDownload getDownload getDownloadById isOriginalResult loseObject recordDownload
    requestReprocess settleUpload`,
  idempotency: 'beginIdempotent completeIdempotent releaseIdempotent renewIdempotent',
  importers: `KnownDefinitions archiveImporter archiveFolderImporters countImporters createdTargets deleteMapping findImporter findImporters findVersion folderImporters importerNames listImporters listMappings listVersions madeTables newestVersions registerShipped
    restoreImporter saveMapping saveVersion targetsOf`,
  imports: `createImport createImports deleteImport finishImport getImport goodRowsOf headerSetOf importsProgress needsJudge plannedKey recordChecked recordDeletionPlan recordDiscards recordReading
    storedError takeMirrorTurn AbsentDeleter AbsentRows AtomicWriter ImportWriter`,
  lifecycle: 'defineWork failureColumns isFinal lifecycle',
  'reprocess-runs': 'createReprocessRun finishRun getReprocessRun placeOf recordMatched recordRunStep',
  retention: `confirmHold deleteDocument expireSession expireUpload findHold holdSweep isUnfinished listHolds
    prolongSession releaseSweep thisInstallation`,
  'running-jobs': 'beginJobRun forgetJobRuns recordAlone',
  'storage-servers': `addStorageServer changeServerStatus ensureDefaultServer finishDrain freeSpace listDrainingServers
    listServerHealth moveChunk noteDrainError placementNodes recordHeartbeat removeStorageServer storageServerRows
    unreachableServers takeSpace`,
  targets: 'changeTable describeTable referrersOf KnownTables',
  traces: 'finishTrace logError recordTraces startTrace traceOrigin',
  'upload-sessions': 'createUploadSession endSession extendSession findActiveSession',
};

/** The verbs of `defineWork` that change or read one row. */
export const ofOneRow = `get changeStatus ofAttempt markEnqueued claim watch fail retry noteFailure requestCancel finishCancel`;

/** Functions that read a whole range on purpose, and why. */
export const whole: Readonly<Record<string, string>> = {
  recountSpace: 'adds up the chunks of one server: its purpose is to compare the sum with the counted space',
  listStorageServers: 'counts the chunks of each server by index, when an operator lists the servers',
  getStorageServer: 'counts the chunks of one server by index',
  requestDrain: 'counts the chunks of one server by index, once',
  resumeDrain: 'counts the chunks of one server by index, once',
  groupErrors:
    'counts errors by code in an index of code and time, when an operator lists them; retention bounds how many there are',
  listAccountStorage: 'adds up the documents of each account in one index, when an operator lists them',
  accountUsage: 'adds up the sizes of the documents of one account, in one index',
  admitUpload: 'the same, where the bytes of an account are limited',
  admitAgain: 'the same',
  KeySequence: 'looks for the last generated key of an account once, before its first one (docs/adr/0020)',
};
