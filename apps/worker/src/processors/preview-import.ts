import { withLimits } from '@sluice/importers/target';
import { openTarget } from '../imports/open-target.ts';
import { previewTable } from '../imports/preview.ts';
import { readForCaller } from '../imports/read-for-caller.ts';
import { withOwnSynonyms } from '../imports/stored-importers.ts';
import type { Processor } from './types.ts';

/** Reads the head of a document as an import would. */
export const previewImportProcessor: Processor<'preview-import'> = {
  run(deps, { payload, stopping }) {
    const { account_id: accountId, doc_id: docId, importer: name, importer_version: version, options, rows } = payload;
    return readForCaller(deps, { accountId, docId, stopping }, async (reading) => {
      const stored = withOwnSynonyms(await deps.importers.get({ accountId, importer: name, version }), options);
      const target = await openTarget(deps, stored.definition, deps.importers.named({ accountId, resources: null }));
      const importer = withLimits(stored.importer, stored.definition, target.table);
      return previewTable({ ...reading, limits: deps.limits, importer, options, rows });
    });
  },
};
