import { z } from 'zod';
import { importOptions } from './import-options.ts';
import { importPreview, previewedRows } from './preview-import.ts';
import { defineJob } from './types.ts';

/** Reads the start of a stored document with a definition that is not stored, as an import with it would. The caller waits. */
export const previewDefinition = defineJob({
  queue: 'previews',
  payload: z.object({
    doc_id: z.uuid(),
    account_id: z.string(),
    definition: z.record(z.string(), z.unknown()).describe('Checked by the API.'),
    options: importOptions,
    rows: previewedRows,
  }),
  result: importPreview,
  attempts: 1,
  traced: false,
  answersCaller: true,
});
