import { z } from 'zod';
import { importerName } from './import-options.ts';
import type { JobContract } from './types.ts';

export const templateFormat = z.enum(['csv', 'xlsx']);

/** Makes the file that a person fills in for an importer. Small, so it travels in the answer. */
export const importTemplate = {
  queue: 'previews',
  payload: z.object({ importer: importerName, format: templateFormat }),
  result: z.object({ file_name: z.string(), content_type: z.string(), content_base64: z.string() }),
  attempts: 1,
} as const satisfies JobContract;
