import { z } from '@hono/zod-openapi';
import { decision, dialect, reading, warning } from '@sluice/jobs';
import { type analysisResult, reportSchemas, type storedAnalysisResult } from '@sluice/jobs/report';
import { registry as createRegistry, toJSONSchema, type ZodType } from 'zod';
import { idInput, reference } from '../../openapi.ts';
import { downloadSchema } from '../downloads/schemas.ts';
import { readingFields, warningCount } from '../reading.ts';
import { artifactParam, toolParam } from '../tools/schemas.ts';

export const analysisStatus = z.enum(['queued', 'processing', 'completed', 'failed', 'cancelling', 'cancelled']);

export const analysisParams = z.object({
  analysisId: idInput.openapi({ param: { name: 'analysisId', in: 'path' } }),
});

/** The progress of an analysis. */
export const analysisProgressSchema = z
  .object({
    analysis_id: z.uuid(),
    tool: toolParam,
    status: analysisStatus,
    attempt: z.number().int().min(0).describe('How many times a worker has claimed it.'),
    phase: z.string().nullable().describe('The current phase.'),
    percent: z.number().int().min(0).max(100),
    total_rows: z.number().int().nullable().describe('Records in the file; null until counted.'),
    error_code: z.string().nullable().describe('Why it failed, or why its last attempt failed.'),
    error_message: z.string().nullable(),
    warning_count: warningCount,
  })
  .openapi('AnalysisProgress');

export const analysisSummarySchema = analysisProgressSchema
  .extend({
    account_id: z.string(),
    doc_id: z.uuid().nullable().describe('Null after the document was deleted.'),
    parameters: z.record(z.string(), z.unknown()).describe('With defaults filled in.'),
    artifacts: z.array(artifactParam),
    upload_to_s3: z.boolean(),
    execution_time_ms: z.number().int().nullable(),
    requested_by: z.string().nullable(),
    trace_id: z.uuid(),
    status_url: z.string(),
    created_at: z.iso.datetime(),
    started_at: z.iso.datetime().nullable(),
    completed_at: z.iso.datetime().nullable(),
  })
  .openapi('AnalysisSummary');

export const analysisSchema = analysisSummarySchema
  .extend({ ...readingFields, downloads: z.array(downloadSchema) })
  .openapi('Analysis');

export const analysisAcceptedSchema = z
  .object({
    status: z.literal('accepted'),
    analysis_id: z.uuid(),
    doc_id: z.uuid(),
    status_url: z.string(),
    events_url: z.string(),
    message: z.string(),
    trace_id: z.uuid(),
  })
  .openapi('AnalysisAccepted');

/** What the report refers to and the rest of the API uses too, which registers it: see `routes/reading.ts`. */
const shared = { Warning: warning, Decision: decision, Dialect: dialect, FileReading: reading };

/** The report and its parts as JSON Schema (2020-12), by their names in the OpenAPI document. */
export function reportComponents(): Record<string, Record<string, unknown>> {
  const registry = registerAll({ ...reportSchemas, ...shared });
  const { schemas } = toJSONSchema(registry, {
    uri: (name) => `#/components/schemas/${name}`,
    io: 'input',
    override({ jsonSchema }) {
      // A format and "an integer" say enough; the exact pattern and the largest double are noise.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      delete jsonSchema.propertyNames;
    },
  });
  const own = Object.entries(schemas).filter(([name]) => !(name in shared));
  return Object.fromEntries(own.map(([name, { $schema, $id, ...schema }]) => [name, schema]));
}

/** A component of the document; to the compiler it is the schema itself. */
const component = <T extends ZodType>(name: string): T => reference(name) as unknown as T;

/** The final object as returned by `/analyses/sync`, and as read later; then the report may be trimmed. */
export const analysisResultSchema = component<typeof analysisResult>('AnalysisResult');
export const storedAnalysisResultSchema = component<typeof storedAnalysisResult>('StoredAnalysisResult');

function registerAll(schemas: Readonly<Record<string, ZodType>>) {
  const registry = createRegistry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  return registry;
}

const common = {
  tool: toolParam,
  upload_to_s3: z
    .boolean()
    .optional()
    .describe('Deliver artifacts to S3 (default), or embed them in the report as base64 (default for /analyses/sync).'),
};
const parameters = { description: 'Parameters of the tool; see GET /tools.' };

/** The two request bodies that start an analysis; the handler reads them itself. */
export const analysisByDocument = z
  .object({
    ...common,
    doc_id: idInput,
    parameters: z
      .unknown()
      .optional()
      .openapi({
        ...parameters,
        anyOf: [reference('ProfileMyDataParameters'), reference('CleanMyDataParameters')],
      }),
    artifacts: z.array(artifactParam).optional().describe('Default: every artifact of the tool.'),
  })
  .openapi('AnalysisByDocument');
export const analysisByFile = z
  .object({
    ...common,
    file: z.string().openapi({ format: 'binary', description: 'The CSV or XLSX file. Fields may come in any order.' }),
    parameters: z.string().optional().describe('Parameters of the tool as JSON; see GET /tools.'),
    artifacts: z.string().optional().describe('Comma-separated names or a JSON list.'),
    upload_to_s3: z.enum(['true', 'false']).optional(),
  })
  .openapi('AnalysisByFile');

export const analysisBody = {
  required: true,
  content: {
    'multipart/form-data': { schema: reference('AnalysisByFile') },
    'application/json': { schema: reference('AnalysisByDocument') },
  },
};
