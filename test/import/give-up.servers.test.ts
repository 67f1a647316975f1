import { createLogger, newId } from '@sluice/core';
import { beginVerifying, changeDocumentStatus, getDocumentById, markUrlsGenerated } from '@sluice/db/documents';
import { createImport, importWork } from '@sluice/db/imports';
import type { JobKind } from '@sluice/jobs';
import { expect, it } from 'vitest';
import type { JobContext } from '../../apps/worker/src/job/context.ts';
import { processors } from '../../apps/worker/src/processors/index.ts';
import type { Processor, WorkerDeps } from '../../apps/worker/src/processors/types.ts';
import { storeDocument } from '../harness/documents.ts';
import { WorkerSuite } from '../harness/in-process/suite.ts';
import { table } from '../uploads/support/housekeeping.ts';
import { uploadSingle } from '../uploads/support/stored-upload.ts';

const suite = WorkerSuite.use();
const accountId = 'give-up';
const logger = createLogger({ service: 'test', level: 'silent' });

/** Runs a job that fails, and returns what then gives it up. */
async function failing(deps: WorkerDeps, kind: JobKind, payload: object): Promise<() => Promise<void>> {
  const processor = processors[kind] as Processor<JobKind>;
  const context = { payload, logger, stopping: new AbortController().signal } as JobContext<JobKind>;
  const error = await processor.run(deps, context).then(
    () => expect.fail('the job did not fail'),
    (thrown) => thrown,
  );
  return async () => processor.giveUp?.(deps, context, error);
}

it('a worker that gives up fails only its own attempt at an import', async () => {
  const { db } = suite.stack;
  const { deps } = await suite.worker();
  const { docId } = await storeDocument(suite.stack, accountId, table());
  const id = await createImport(db, { accountId, importer: 'assets', docId, options: {}, traceId: newId() });
  await changeDocumentStatus(db, docId, 'lose');
  const giveUp = await failing(deps, 'import-file', { job_id: id });
  await importWork.claim(db, id, 100);
  await giveUp();
  expect(await importWork.get(db, id)).toMatchObject({ status: 'processing', attempt: 2, errorCode: null });
  await (await failing(deps, 'import-file', { job_id: id }))();
  expect(await importWork.get(db, id)).toMatchObject({ status: 'failed', errorCode: 'DOCUMENT_NOT_READY' });
});

it('a worker that gives up fails only the upload that it has read', async () => {
  const { db } = suite.stack;
  const { deps } = await suite.worker();
  const document = await uploadSingle(suite.stack, { bytes: table(), accountId });
  suite.proxy.judge = () => ({ status: 503, body: '<Error><Code>ServiceUnavailable</Code></Error>' });
  const giveUp = await failing(deps, 'verify-document', { doc_id: document.docId });
  const giveUpAgain = await failing(deps, 'verify-document', { doc_id: document.docId });
  // The upload has failed, was requested again and is being verified again.
  await giveUp();
  const status = async () => (await getDocumentById(db, document.docId))?.uploadStatus;
  expect(await status()).toBe('UPLOAD_FAILED');
  const now = new Date();
  await markUrlsGenerated(db, { ...document, uploadStatus: 'UPLOAD_FAILED', generatedAt: now, expiresAt: now });
  await beginVerifying(db, document);
  await giveUpAgain();
  expect(await status()).toBe('UPLOAD_VERIFYING');
});
