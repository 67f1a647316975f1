import { AppError, isId } from '@sluice/core';
import type { Document } from '@sluice/db/documents';
import { isJson, parseJsonObject, readBody } from '../body/read-body.ts';
import type { AppContext, Deps } from '../context.ts';
import { findCompleteDocument } from './find.ts';
import { receiveForm } from './receive-form.ts';

/** How what is said beside the file is read; both throw what is wrong with it. */
export interface RequestReader<T> {
  readonly fromJson: (given: Readonly<Record<string, unknown>>) => T;
  readonly fromFields: (fields: ReadonlyMap<string, string>) => T;
  /** Sees the fields that came before the file; `fromFields` unless given. */
  readonly checkEarly?: (fields: ReadonlyMap<string, string>) => void;
  /** Of a file in a form; as large as any upload unless given. */
  readonly maxFileBytes?: number;
}

export interface ReceivedRequest<T> {
  readonly document: Document;
  readonly options: T;
}

const invalidId = (): AppError =>
  new AppError('VALIDATION_FAILED', 'The request names no document.', {
    fields: [{ field: 'doc_id', code: 'invalid', message: 'must be the id of a stored document' }],
  });

/** The document and the options of a request, which either sends the file in a form or names a stored one in JSON. */
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
