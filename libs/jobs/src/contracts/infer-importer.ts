import { z } from 'zod';
import { decision, warning } from './reading.ts';
import { readingOptions } from './reading-options.ts';
import { defineJob } from './types.ts';

const texts = z.array(z.string());

/** A definition that nobody has looked at yet. */
export const importerInference = z.object({
  definition: z.record(z.string(), z.unknown()).describe('The definition; it is not stored.'),
  source: z.string().describe('The same as YAML, with what is doubtful as comments.'),
  columns: z.array(
    z.object({
      field: z.string().nullable().describe('The name of the field; null if the column is left out.'),
      header: z.string().describe('The header in the file, or the column of the table.'),
      type: z.string(),
      evidence: texts.describe('Why, one sentence each.'),
      confidence: z.number().min(0).max(1).describe('From 0, a guess, to 1, certain.'),
      examples: texts.describe('The first different values of the file; none of a table.'),
    }),
  ),
  key_candidates: z
    .array(z.object({ fields: texts, confidence: z.number().min(0).max(1), evidence: texts }))
    .describe('Fields that say which row is meant, alone or together, the best first.'),
  warnings: z.array(warning).describe('What a person should look at.'),
  decisions: z.array(decision).describe('How the file was read, and why; none of a table.'),
});
export type ImporterInference = z.infer<typeof importerInference>;

export const inferenceOptions = z.object({
  name: z.string().optional().describe('The name of the importer. Default: made of that of the file or table.'),
  ...readingOptions,
});
export type InferenceOptions = z.output<typeof inferenceOptions>;

/** Infers an importer's definition from a stored document. The caller waits for the result. */
export const inferImporter = defineJob({
  queue: 'previews',
  payload: z.object({ doc_id: z.uuid(), account_id: z.string(), options: inferenceOptions }),
  result: importerInference,
  attempts: 1,
  traced: false,
  answersCaller: true,
});
