import { columnLabels } from '../analyses/shared/wording.ts';
import { previewReading } from '../imports/preview-reading.ts';
import { readForCaller } from '../imports/read-for-caller.ts';
import type { Processor } from './types.ts';

/** Shows how the start of a document is read, with the columns as the tools name them. */
export const previewReadingProcessor: Processor<'preview-reading'> = {
  run: (deps, { payload: { account_id: accountId, doc_id: docId, options }, stopping }) =>
    readForCaller(deps, { accountId, docId, stopping }, async (input) => {
      const { header, ...reading } = await previewReading({ ...input, limits: deps.limits, options });
      const labels = columnLabels(header.map((name, at) => ({ id: String(at), name })));
      return { ...reading, header: [...labels.values()] };
    }),
};
