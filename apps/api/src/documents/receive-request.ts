import { AppError, isId } from '@sluice/core';
import type { Document } from '@sluice/db/documents';
import { isJson, parseJsonObject, readBody } from '../body/read-body.ts';
import type { AppContext, Deps } from '../context.ts';
import { findCompleteDocument } from './find.ts';
import { receiveForm } from './receive-form.ts';

/** Parsers for the options; both throw when an option is invalid. */
export interface RequestReader<T> {
  readonly fromJson: (given: Readonly<Record<string, unknown>>) => T;
  readonly fromFields: (fields: ReadonlyMap<string, string>) => T;
  /** Receives the fields that came before the file; default: `fromFields`. */
  readonly checkEarly?: (fields: ReadonlyMap<string, string>) => void;
  /** Largest file in a form; default: the upload limit. */
  readonly maxFileBytes?: number;
}

export interface ReceivedRequest<T> {
  readonly document: Document;
  readonly options: T;
}

const invalidId = (): AppError =>
  new AppError('VALIDATION_FAILED', 'The request does not name a document.', {
    fields: [{ field: 'doc_id', code: 'invalid', message: 'must be the ID of a stored document' }],
  });

/** The document and options of a request that either sends a file in a form or names a stored document in JSON. */
export async function receiveRequest<T>(
  c: AppContext,
  deps: Pick<Deps, 'db' | 'storage' | 'limits'>,
  { fromJson, fromFields, checkEarly = fromFields, maxFileBytes = deps.limits.maxUploadBytes }: RequestReader<T>,
): Promise<ReceivedRequest<T>> {
  if (!isJson(c.env.incoming)) {
    const { stored, fields } = await receiveForm(c, deps, { maxFileBytes, checkEarly });
    return { document: stored.document, options: fromFields(fields) };
  }
  const { doc_id: docId, ...given } = parseJsonObject(c.var.body ?? (await readBody(c.env.incoming)));
  if (typeof docId !== 'string' || !isId(docId)) throw invalidId();
  const options = fromJson(given);
  const document = await findCompleteDocument(deps.db, { accountId: c.var.principal.accountId, docId });
  c.var.about.docId = docId;
  return { document, options };
}
