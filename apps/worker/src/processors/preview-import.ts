import { AppError } from '@sluice/core';
import { type Document, getDocument, listChunks } from '@sluice/db/documents';
import { withLimits } from '@sluice/importers/target';
import { checkServers } from '@sluice/storage';
import { openTarget } from '../imports/open-target.ts';
import { previewTable } from '../imports/preview.ts';
import type { DocumentStores } from '../spool/open-document.ts';
import type { Processor } from './types.ts';

/** The worker gives up after this share of the caller's wait, so that the caller still learns why. */
const OWN_SHARE = 0.7;

/** Reads the head of a document as an import would. */
export const previewImportProcessor: Processor<'preview-import'> = {
  async run(deps, { payload, stopping }) {
    const { db, storage, servers, spool, limits, env, importers } = deps;
    const { account_id: accountId, importer: name, importer_version: version } = payload;
    const [document, stored] = await Promise.all([
      getDocument(db, { accountId, docId: payload.doc_id }),
      importers.get({ accountId, importer: name, version }),
    ]);
    if (document?.uploadStatus !== 'UPLOAD_COMPLETE') {
      throw new AppError('DOCUMENT_NOT_READY', 'The document is not completely uploaded yet.');
    }
    const target = await openTarget(deps, stored.definition, deps.importers.named(accountId));
    const importer = withLimits(stored.importer, stored.definition, target.table);
    const stores = { db, storage, servers };
    const folder = await spool.create();
    const late = AbortSignal.timeout(env.PREVIEW_WAIT_MS * OWN_SHARE);
    try {
      return await previewTable({
        document,
        stores,
        folder: folder.path,
        limits,
        importer,
        options: payload.options,
        signal: AbortSignal.any([stopping, late]),
      });
    } catch (error) {
      if (late.aborted && !stopping.aborted) throw await whyLate(stores, document, error);
      throw error;
    } finally {
      await folder.remove();
    }
  },
};

/** The error of the storage that does not answer, if there is one; otherwise reading the file took too long. */
async function whyLate({ db, storage, servers }: DocumentStores, document: Document, cause: unknown): Promise<unknown> {
  const places =
    document.storage === 'single' ? [] : (await listChunks(db, document.docId)).map(({ server }) => server);
  const [own, others] = await Promise.all([
    places.length > 0
      ? undefined
      : storage.check().then(
          () => undefined,
          (error: unknown) => error,
        ),
    checkServers(servers, places),
  ]);
  const down = own ?? others.find(({ error }) => error)?.error;
  if (down !== undefined) return down;
  return new AppError('WORKER_TIMEOUT', 'Reading the file took too long for a preview. Try again in a moment.', {
    retryable: true,
    cause,
  });
}
