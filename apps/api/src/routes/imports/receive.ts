import { AppError, isId } from '@sluice/core';
import { type Document, getDocument } from '@sluice/db';
import type { ImportOptions } from '@sluice/jobs';
import { isJson, parseJsonObject, readBody } from '../../body/read-body.ts';
import type { AppContext, Deps } from '../../context.ts';
import { receiveForm } from '../../documents/receive-form.ts';
import { parseOptionFields, parseOptions } from './options.ts';

export interface ImportRequest {
  readonly document: Document;
  readonly options: ImportOptions;
}

const invalid = (message: string): AppError =>
  new AppError('VALIDATION_FAILED', 'The document cannot be imported.', {
    fields: [{ field: 'doc_id', code: 'invalid', message }],
  });

/** The document and the options of a request, which either sends the file in a form or names a stored one in JSON. */
export async function receiveImport(
  c: AppContext,
  deps: Pick<Deps, 'db' | 'storage' | 'limits'>,
): Promise<ImportRequest> {
  if (!isJson(c.env.incoming)) {
    const { stored, fields } = await receiveForm(c, deps, parseOptionFields);
    return { document: stored.document, options: parseOptionFields(fields) };
  }
  const body = parseJsonObject(c.var.body ?? (await readBody(c.env.incoming)));
  const { doc_id: docId, ...given } = body;
  if (typeof docId !== 'string' || !isId(docId)) throw invalid('must be the id of a stored document');
  const options = parseOptions(given);
  const document = await getDocument(deps.db, { accountId: c.var.principal.accountId, docId });
  if (!document) throw new AppError('NOT_FOUND', `There is no document ${docId}.`);
  if (document.uploadStatus !== 'UPLOAD_COMPLETE') {
    throw new AppError('DOCUMENT_NOT_READY', `The document is not complete: ${document.uploadStatus}.`);
  }
  c.var.about.docId = docId;
  return { document, options };
}
