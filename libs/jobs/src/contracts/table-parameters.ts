import { z } from 'zod';
import { readingOptions } from './reading-options.ts';

/** How to read the file of an analysis; anything not given is auto-detected. */
export const tableParameters = z.object({
  ...readingOptions,
  header: z.boolean().default(true).meta({
    deprecated: true,
    description: 'Use header_row instead. false: the same as header_row=none. true: the header is detected.',
  }),
});
