import { AppError } from '@sluice/core';
import {
  type AnalysisOptions,
  artifactName,
  type ToolName,
  toolArtifacts,
  toolName,
  toolNames,
  toolParameters,
  withoutConflicts,
} from '@sluice/jobs';
import { z } from 'zod';
import { booleanField, type FieldReader, jsonField, readFields } from '../../body/field-readers.ts';
import type { RequestReader } from '../../documents/receive.ts';
import { zodFields } from '../../problem.ts';

/** Artifacts in a form field: a JSON list or comma-separated names. */
const listField: FieldReader = (text) => {
  const read = jsonField(text);
  return Array.isArray(read) ? read : text.split(',').map((name) => name.trim());
};

const readers = new Map<string, FieldReader>([
  ['parameters', jsonField],
  ['artifacts', listField],
  ['upload_to_s3', booleanField],
]);

/** The options of a request, besides its document, for one tool. */
const requestOf = (tool: ToolName, uploadByDefault: boolean) => {
  const parameters: z.ZodObject = toolParameters[tool];
  return z.strictObject({
    tool: z.literal(tool),
    parameters: parameters.superRefine(withoutConflicts).prefault({}),
    artifacts: z
      .array(
        artifactName.refine((name) => toolArtifacts[tool].includes(name), {
          error: ({ input }) => `${tool} does not produce ${input}`,
        }),
      )
      .default([...toolArtifacts[tool]]),
    upload_to_s3: z.boolean().default(uploadByDefault),
  });
};

/** The options of a request. @throws AppError VALIDATION_FAILED with the path of every invalid field */
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
  new AppError('VALIDATION_FAILED', 'The analysis has invalid options; see `fields`.', { fields });

/** How a request for an analysis is read; `uploadByDefault` is the default of `upload_to_s3`. */
export function analysisRequest(uploadByDefault: boolean): RequestReader<AnalysisOptions> {
  const fromFields = (fields: ReadonlyMap<string, string>) =>
    parseAnalysis(readFields(fields, readers), uploadByDefault);
  return {
    fromJson: (given) => parseAnalysis(given, uploadByDefault),
    fromFields,
    // The tool may come after the file in the form; without it the other options cannot be checked yet.
    checkEarly: (fields) => void (fields.get('tool') && fromFields(fields)),
  };
}
