import { z } from 'zod';
import { importerName } from './import-options.ts';
import type { JobContract } from './types.ts';

export const templateFormat = z.enum(['csv', 'xlsx']);

/** Creates a template file for an importer. It is small and returned in the result. */
export const importTemplate = {
  queue: 'previews',
  payload: z.object({ importer: importerName, format: templateFormat }),
  result: z.object({ file_name: z.string(), content_type: z.string(), content_base64: z.string() }),
  attempts: 1,
} as const satisfies JobContract;
