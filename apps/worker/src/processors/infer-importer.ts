import { inferFromDocument } from '../imports/infer-importer.ts';
import { readForCaller } from '../imports/read-for-caller.ts';
import type { Processor } from './types.ts';

/** Infers an importer's definition from a document, or from its start if it is large. */
export const inferImporterProcessor: Processor<'infer-importer'> = {
  run: (deps, { payload: { account_id: accountId, doc_id: docId, options }, stopping }) =>
    readForCaller(deps, { accountId, docId, stopping }, (reading) =>
      inferFromDocument({ ...reading, limits: deps.limits, options }),
    ),
};
