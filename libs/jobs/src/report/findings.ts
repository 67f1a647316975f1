import { z } from 'zod';
import { toolName } from '../contracts/analysis-request.ts';

/** The findings that all tools share. Any text in them may come from the file. */
export const count = z.number().int().min(0);
/** Null if there is none, or if JSON cannot represent it. */
export const figure = z.number().nullable();
export const share = z.number().min(0).max(1);

export const severity = z.enum(['critical', 'high', 'medium', 'low', 'info']);
export const priority = z.enum(['high', 'medium', 'low']);

export const alert = z.object({
  alert_id: z.string(),
  severity,
  category: z.string(),
  message: z.string(),
  affected_fields_count: count,
  recommendation: z.string(),
});

export const issue = z.object({
  issue_id: z.string(),
  agent_id: z.string().describe('The step that found it.'),
  field_name: z.string().describe('The column; empty for the whole file.'),
  issue_type: z.string(),
  severity,
  message: z.string(),
});

export const recommendation = z.object({
  recommendation_id: z.string(),
  agent_id: z.string().describe('The step that made it.'),
  field_name: z.string(),
  priority,
  recommendation: z.string(),
  timeline: z.string(),
});

export const summaryTile = z.object({
  summary_id: z.string(),
  title: z.string(),
  value: z.union([z.string(), z.number()]),
  status: z.enum(['good', 'warning', 'bad', 'info']),
  description: z.string(),
});

export const rowIssue = z.object({
  row_index: count.describe('Number of the record in the file; the header is 1.'),
  column: z.string().describe('Empty for the whole record.'),
  issue_type: z.string(),
  severity: z.enum(['critical', 'warning', 'info']),
  message: z.string(),
  value: z.string().nullable(),
});

export const changedCell = z.object({
  row_index: count.describe('Number of the record in the file; the header is 1.'),
  column: z.string().nullable().describe('Null for a record that was dropped or quarantined.'),
  step: z.string(),
  before: z.string().nullable().describe('Null for an empty cell.'),
  after: z.string().nullable().describe('Null for an empty cell.'),
  reason: z.string(),
});

export const issueSummary = z
  .object({
    total_issues: count,
    by_type: z.record(z.string(), count),
    by_severity: z.record(z.string(), count),
    affected_rows: count,
    affected_columns: count,
  })
  .describe('Counts all record issues, not only those listed in the report.');

export const routingDecision = z.object({
  next_tool: toolName,
  confidence_score: share,
  reason: z.string(),
  priority,
  path: z.string(),
  required_files: z.array(z.string()),
  parameters: z.record(z.string(), z.unknown()),
  expected_benefits: z.array(z.string()),
  execution_steps: z.array(z.string()),
});

/** An artifact as the report names it; all but the first three properties are missing until it is stored. */
export const reportDownload = z.object({
  download_id: z.uuid(),
  file_name: z.string(),
  format: z.enum(['xlsx', 'json', 'csv']),
  size_bytes: count.optional(),
  s3_path: z.string().optional(),
  status: z.enum(['uploaded', 'upload_failed']).optional(),
  error: z
    .object({ code: z.string(), message: z.string() })
    .optional()
    .describe('Why the delivery failed; it is retried.'),
  content_base64: z.string().optional().describe('The file itself, with `upload_to_s3=false`.'),
});
