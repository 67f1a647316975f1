import { AppError } from '@sluice/core';
import type { Document } from '@sluice/db/documents';
import { readForm } from '../body/multipart.ts';
import { isJson, parseJsonObject, readBody } from '../body/read-body.ts';
import type { AppContext, Deps } from '../context.ts';
import { hashForm } from '../middleware/request-hash.ts';
import { idInput } from '../openapi.ts';
import { findCompleteDocument } from './find.ts';
import { type StoredDocument, storeDocument } from './store-document.ts';

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
  deps: Pick<Deps, 'db' | 'together' | 'storage' | 'limits' | 'metrics'>,
  { fromJson, fromFields, checkEarly = fromFields, maxFileBytes = deps.limits.maxUploadBytes }: RequestReader<T>,
): Promise<ReceivedRequest<T>> {
  if (!isJson(c.env.incoming)) {
    const { stored, fields } = await receiveForm(c, deps, { maxFileBytes, checkEarly });
    return { document: stored.document, options: fromFields(fields) };
  }
  const { doc_id: named, ...given } = parseJsonObject(c.get('body') ?? (await readBody(c.env.incoming)));
  const { data: docId } = idInput.safeParse(named);
  if (docId === undefined) throw invalidId();
  const options = fromJson(given);
  const document = await findCompleteDocument(deps, { accountId: c.get('principal').accountId, docId });
  c.get('about').docId = docId;
  return { document, options };
}

export interface ReceivedForm {
  readonly stored: StoredDocument;
  readonly fields: ReadonlyMap<string, string>;
}

export interface FormRules {
  readonly maxFileBytes: number;
  /** Receives the fields that came before the file, and may refuse them before the file is sent. */
  readonly checkEarly: (fields: ReadonlyMap<string, string>) => void;
}

/** Receives a form with one file and stores the file while it arrives. */
export async function receiveForm(
  c: AppContext,
  { db, storage, limits, metrics }: Pick<Deps, 'db' | 'storage' | 'limits' | 'metrics'>,
  { maxFileBytes, checkEarly }: FormRules,
): Promise<ReceivedForm> {
  const { principal, logger, audit, idempotent, about } = c.var;
  about.upload = true;
  const { fields, file } = await readForm(c.env.incoming, {
    maxFileBytes,
    onFile: async (arriving, fieldsBefore) => {
      checkEarly(fieldsBefore);
      return storeDocument(
        { db, storage, logger, audit, uploads: metrics.uploads },
        { accountId: principal.accountId, file: arriving, limits: limits.uploads },
      );
    },
  });
  if (idempotent) idempotent.requestHash = hashForm(c.req.method, c.req.path, fields, file?.sha256);
  if (!file) {
    const missing = { field: 'file', code: 'missing', message: 'is required' };
    throw new AppError('VALIDATION_FAILED', 'The form has no file. Send it in the field "file".', {
      fields: [missing],
    });
  }
  about.docId = file.document.docId;
  about.action = file.duplicate ? 'exists' : 'created';
  return { stored: file, fields };
}
