import { compile, readStored } from '@sluice/importers';
import { withLimits } from '@sluice/importers/target';
import { describePlanned } from '../imports/open-target.ts';
import { previewTable } from '../imports/preview.ts';
import { readForCaller } from '../imports/read-for-caller.ts';
import { withOwnSynonyms } from '../imports/stored-importers.ts';
import { outdated } from '../job/outdated.ts';
import type { Processor } from './types.ts';

/** Reads the head of a document as an import with a definition would that is not stored, and whose table may not exist yet. */
export const previewDefinitionProcessor: Processor<'preview-definition'> = {
  run(deps, { payload, stopping }) {
    const { account_id: accountId, doc_id: docId, definition: given, options, rows } = payload;
    return readForCaller(deps, { accountId, docId, stopping }, async (reading) => {
      const definition = readStored(given);
      if (!definition) throw outdated('this definition');
      const table = await describePlanned(deps, definition, deps.importers.named({ accountId, resources: null }));
      const own = withOwnSynonyms({ definition, importer: compile(definition) }, options);
      const importer = withLimits(own.importer, own.definition, table);
      return previewTable({ ...reading, limits: deps.limits, importer, options, rows });
    });
  },
};
