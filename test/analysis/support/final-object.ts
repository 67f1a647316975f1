import { z } from 'zod';

/** The keys that every report has; each step adds one of its own. */
export const REPORT_KEYS = [
  'alerts',
  'issues',
  'recommendations',
  'executiveSummary',
  'analysisSummary',
  'rowLevelIssues',
  'issueSummary',
  'changeLog',
  'routing_decisions',
  'downloads',
] as const;

const severity = z.enum(['critical', 'high', 'medium', 'low', 'info']);
const count = z.number().int().min(0);
const priority = z.enum(['high', 'medium', 'low']);
const text = z.string().min(1);

export const rowIssue = z.strictObject({
  row_index: count,
  column: z.string(),
  issue_type: text,
  severity: z.enum(['critical', 'warning', 'info']),
  message: text,
  /** No longer than a cell of a workbook can be, or the artifacts would not agree. */
  value: z.string().max(32_767).nullable(),
});
export type RowIssue = z.output<typeof rowIssue>;

const step = z.strictObject({
  title: text,
  status: z.enum(['completed', 'skipped', 'failed']),
  reason: text.optional(),
  parameters: z.record(z.string(), z.unknown()),
  execution_time_ms: z.number().min(0).optional(),
  before: z.record(z.string(), z.number()),
  after: z.record(z.string(), z.number()),
  findings: z.unknown(),
});
export type Step = z.output<typeof step>;

const downloads = z.array(
  z.union([
    z.strictObject({
      download_id: z.uuid(),
      file_name: text,
      format: z.enum(['xlsx', 'csv', 'json']),
      size_bytes: count,
      s3_path: text,
      presigned_url: z.url().optional(),
      status: z.literal('uploaded'),
    }),
    z.strictObject({
      download_id: z.uuid(),
      file_name: text,
      format: z.enum(['xlsx', 'csv', 'json']),
      size_bytes: count,
      content_base64: z.base64(),
    }),
  ]),
);

const report = z
  .object({
    alerts: z.array(
      z.strictObject({
        alert_id: text,
        severity,
        category: text,
        message: text,
        affected_fields_count: count,
        recommendation: text,
      }),
    ),
    issues: z.array(
      z.strictObject({
        issue_id: text,
        agent_id: text,
        field_name: z.string(),
        issue_type: text,
        severity,
        message: text,
      }),
    ),
    recommendations: z.array(
      z.strictObject({
        recommendation_id: text,
        agent_id: text,
        field_name: z.string(),
        priority,
        recommendation: text,
        timeline: text,
      }),
    ),
    executiveSummary: z
      .array(
        z.strictObject({
          summary_id: text,
          title: text,
          value: z.union([z.string(), z.number()]),
          status: z.enum(['good', 'warning', 'bad', 'info']),
          description: text,
        }),
      )
      .min(1),
    analysisSummary: z.strictObject({
      status: text,
      summary: text,
      execution_time_ms: count,
      model_used: z.literal('rules'),
    }),
    rowLevelIssues: z.array(rowIssue).max(1_000),
    issueSummary: z.strictObject({
      total_issues: count,
      by_type: z.record(z.string(), count),
      by_severity: z.record(z.string(), count),
      affected_rows: count,
      affected_columns: count,
    }),
    /** Of a tool that changes cells: the first changes; a row taken out has an empty column. */
    changeLog: z
      .strictObject({
        total_changes: count,
        changes: z
          .array(
            z.strictObject({
              row_index: count,
              column: z.string().nullable(),
              step: text,
              before: z.string().nullable(),
              after: z.string().nullable(),
              reason: z.string(),
            }),
          )
          .max(1_000),
      })
      .optional(),
    routing_decisions: z.array(
      z.strictObject({
        next_tool: z.enum(['profile-my-data', 'clean-my-data']),
        confidence_score: z.number().min(0).max(1),
        reason: text,
        priority,
        path: text,
        required_files: z.array(text),
        parameters: z.record(z.string(), z.unknown()),
        expected_benefits: z.array(text),
        execution_steps: z.array(text),
      }),
    ),
    downloads,
  })
  .catchall(step);

export const finalObject = z.strictObject({
  analysis_id: z.uuid(),
  tool: z.enum(['profile-my-data', 'clean-my-data']),
  status: z.literal('completed'),
  timestamp: z.iso.datetime(),
  execution_time_ms: count,
  report,
});
export type CheckedObject = z.output<typeof finalObject>;

/** The steps of a report, by their keys. */
export const stepsOf = (checked: CheckedObject): [string, Step][] =>
  Object.entries(checked.report).filter(([key]) => !(REPORT_KEYS as readonly string[]).includes(key)) as [
    string,
    Step,
  ][];
