import { z } from 'zod';
import { importPreview } from './preview-import.ts';
import { decision, dialect } from './reading.ts';
import { readingOptions } from './reading-options.ts';
import { defineJob } from './types.ts';

const { warnings, refusal, first_rows } = importPreview.shape;

/** How a document is read, whatever is done with it then. */
export const documentReading = z.object({
  dialect,
  decisions: z.array(decision).describe('How the file is read, and why.'),
  header: z
    .array(z.string())
    .describe(
      'The columns by the names that the tools know them by: unnamed and repeated ones are numbered. Empty if the header cannot be used.',
    ),
  first_rows: first_rows.unwrap(),
  warnings,
  refusal: refusal.unwrap().describe('Why the file cannot be used when it is read in this way; null if it can.'),
});
export type DocumentReading = z.infer<typeof documentReading>;

/** Reads the start of a stored document to show how it is read. The caller waits for the result. */
export const previewReading = defineJob({
  queue: 'previews',
  payload: z.object({ doc_id: z.uuid(), account_id: z.string(), options: z.object(readingOptions) }),
  result: documentReading,
  attempts: 1,
  traced: false,
  answersCaller: true,
});
