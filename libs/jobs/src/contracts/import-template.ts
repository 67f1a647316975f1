import { z } from 'zod';
import { importerRef } from './import-options.ts';
import { defineJob } from './types.ts';

export const templateFormat = z.enum(['csv', 'xlsx']);

/** Creates a template file for an importer. It is small and returned in the result. */
export const importTemplate = defineJob({
  queue: 'previews',
  payload: z.object({ ...importerRef, format: templateFormat }),
  result: z.object({ file_name: z.string(), content_type: z.string(), content_base64: z.string() }),
  attempts: 1,
  traced: false,
  answersCaller: true,
});
