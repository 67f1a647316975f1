import { z } from 'zod';
import { readingOptions } from './reading-options.ts';

/** How to read the file of an analysis; anything not given is auto-detected. */
export const tableParameters = z.object({
  ...readingOptions,
  header: z.boolean().default(true).describe('Whether the first row contains the column names.'),
});
