import { AppError } from '@sluice/core';
import {
  type AnalysisOptions,
  artifactName,
  type ToolName,
  toolArtifacts,
  toolName,
  toolNames,
  toolParameters,
} from '@sluice/jobs';
import { z } from 'zod';
import { booleanField, type FieldReader, jsonField, readFields } from '../../body/field-readers.ts';
import type { RequestReader } from '../../documents/receive-request.ts';
import { zodFields } from '../../problem.ts';

/** Artifacts as a form has them: a JSON list, or names with commas between them. */
const listField: FieldReader = (text) => {
  const read = jsonField(text);
  return Array.isArray(read) ? read : text.split(',').map((name) => name.trim());
};

const readers = new Map<string, FieldReader>([
  ['parameters', jsonField],
  ['artifacts', listField],
  ['upload_to_s3', booleanField],
]);

/** What a request says beside its document, for one tool. */
const requestOf = (tool: ToolName, uploadByDefault: boolean) => {
  const parameters: z.ZodObject = toolParameters[tool];
  return z.strictObject({
    tool: z.literal(tool),
    parameters: parameters.prefault({}),
    artifacts: z
      .array(
        artifactName.refine((name) => toolArtifacts[tool].includes(name), {
          error: ({ input }) => `${tool} does not make ${input}`,
        }),
      )
      .default([...toolArtifacts[tool]]),
    upload_to_s3: z.boolean().default(uploadByDefault),
  });
};

/** The options of a request. @throws AppError VALIDATION_FAILED naming the path of everything that is wrong */
export function parseAnalysis(given: Readonly<Record<string, unknown>>, uploadByDefault: boolean): AnalysisOptions {
  const tool = toolName.safeParse(given.tool);
  if (!tool.success) {
    const message = `must be one of ${toolNames.join(', ')}`;
    throw refusal([{ field: 'tool', code: 'invalid', message }]);
  }
  const parsed = requestOf(tool.data, uploadByDefault).safeParse(given);
  if (!parsed.success) throw refusal(zodFields(parsed.error));
  const { artifacts, ...options } = parsed.data;
  return { ...options, artifacts: [...new Set(artifacts)] };
}

export const refusal = (fields: AppError['fields']): AppError =>
  new AppError('VALIDATION_FAILED', 'Some of what the analysis was asked for is wrong.', { fields });

/** How the request of an analysis is read; `uploadByDefault` is what `upload_to_s3` is when it is not said. */
export function analysisRequest(uploadByDefault: boolean): RequestReader<AnalysisOptions> {
  const fromFields = (fields: ReadonlyMap<string, string>) =>
    parseAnalysis(readFields(fields, readers), uploadByDefault);
  return {
    fromJson: (given) => parseAnalysis(given, uploadByDefault),
    fromFields,
    // Without the tool, which may come behind the file, nothing can be said of the rest.
    checkEarly: (fields) => void (fields.get('tool') && fromFields(fields)),
  };
}
