import { AppError } from '@sluice/core';
import { getDocument } from '@sluice/db/documents';
import { previewTable } from '../imports/preview.ts';
import type { Processor } from './types.ts';

/** Reads the head of a document as an import would. */
export const previewImportProcessor: Processor<'preview-import'> = {
  async run({ db, storage, servers, spool, limits }, { payload, stopping }) {
    const document = await getDocument(db, { accountId: payload.account_id, docId: payload.doc_id });
    if (document?.uploadStatus !== 'UPLOAD_COMPLETE') {
      throw new AppError('DOCUMENT_NOT_READY', 'The document is not completely uploaded yet.');
    }
    const folder = await spool.create();
    try {
      return await previewTable({
        document,
        stores: { db, storage, servers },
        folder: folder.path,
        limits,
        importer: payload.importer,
        options: payload.options,
        signal: stopping,
      });
    } finally {
      await folder.remove();
    }
  },
};
