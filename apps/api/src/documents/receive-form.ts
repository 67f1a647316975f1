import { AppError } from '@sluice/core';
import { readForm } from '../body/multipart.ts';
import type { AppContext, Deps } from '../context.ts';
import { hashForm } from '../middleware/request-hash.ts';
import { type StoredDocument, storeDocument } from './store-document.ts';

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
  { db, storage }: Pick<Deps, 'db' | 'storage'>,
  { maxFileBytes, checkEarly }: FormRules,
): Promise<ReceivedForm> {
  const { principal, logger, idempotent, about } = c.var;
  const { fields, file } = await readForm(c.env.incoming, {
    maxFileBytes,
    onFile: async (arriving, fieldsBefore) => {
      checkEarly(fieldsBefore);
      return storeDocument({ db, storage, logger }, { accountId: principal.accountId, file: arriving });
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
  return { stored: file, fields };
}
