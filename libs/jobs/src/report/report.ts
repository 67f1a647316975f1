import { z } from 'zod';
import { toolName } from '../contracts/analysis-request.ts';
import { reading, warning } from '../contracts/reading.ts';
import { cleanSteps } from './clean-steps.ts';
import {
  alert,
  changedCell,
  count,
  issue,
  issueSummary,
  recommendation,
  reportDownload,
  routingDecision,
  rowIssue,
  summaryTile,
} from './findings.ts';
import { profileSteps } from './profile-steps.ts';

/** The result of one step of a tool; its findings are null if it was skipped or failed. */
const stepOf = <T extends z.ZodType>(findings: T) =>
  z.object({
    title: z.string(),
    status: z.enum(['completed', 'skipped', 'failed']),
    reason: z.string().optional().describe('Why it was skipped, or why it failed.'),
    parameters: z.record(z.string(), z.unknown()),
    execution_time_ms: count.optional(),
    before: z.record(z.string(), z.number()).describe('Counts before and after the step; equal if it changed nothing.'),
    after: z.record(z.string(), z.number()),
    findings,
  });

/** A step without its own schema; new steps do not need one. */
export const reportStep = stepOf(z.unknown());

type StepsOf<T extends Readonly<Record<string, z.ZodType>>> = {
  [K in keyof T]: ReturnType<typeof stepOf<z.ZodNullable<T[K]>>>;
};
const stepsOf = <T extends Readonly<Record<string, z.ZodType>>>(findings: T) =>
  Object.fromEntries(Object.entries(findings).map(([key, schema]) => [key, stepOf(schema.nullable())])) as StepsOf<T>;

/** The steps of all tools, by their keys in the report. */
export const reportSteps = z.object(stepsOf({ ...profileSteps, ...cleanSteps }));

export const changeLog = z.object({
  total_changes: count,
  changes: z.array(changedCell).describe('The first 1,000, or all of them in report.json.'),
  examples: z
    .array(changedCell)
    .optional()
    .describe('The first three of each step, in the order of the steps; absent from old reports.'),
});

/** The known keys of a report. */
export const reportKeys = z.object({
  alerts: z.array(alert),
  issues: z.array(issue),
  recommendations: z.array(recommendation),
  executiveSummary: z.array(summaryTile),
  analysisSummary: z.object({
    status: z.enum(['completed', 'completed_with_failed_steps']),
    summary: z.string().describe('Markdown.'),
    execution_time_ms: count.optional(),
    model_used: z.literal('rules'),
  }),
  rowLevelIssues: z.array(rowIssue).describe('The first 1,000, or all of them when the report comes from report.json.'),
  issueSummary,
  changeLog: changeLog.optional().describe('Only for clean-my-data.'),
  warnings: z
    .array(warning)
    .optional()
    .describe('What the reader of the file assumed, repaired, skipped or could not decide; absent from old reports.'),
  reading: reading.optional().describe('How the file was read, and why; absent from old reports.'),
  routing_decisions: z.array(routingDecision).describe('Which tool to run next.'),
  downloads: z.array(reportDownload),
  ...reportSteps.partial().shape,
});

/** The report of an analysis, with a key for each step of the tool, including steps without a schema. */
export const analysisReport = reportKeys.catchall(reportStep.optional());

/** A report that is too long for the database and has no report.json in S3: its lists and texts are shortened. */
export const trimmedReport = analysisReport
  .partial()
  .required({ downloads: true, analysisSummary: true })
  .extend({ trimmed: z.literal(true) });

/** The final object of a completed analysis. */
export const analysisResult = z.object({
  analysis_id: z.uuid(),
  tool: toolName,
  status: z.literal('completed'),
  timestamp: z.iso.datetime().describe('When the report was finished.'),
  execution_time_ms: count,
  report: analysisReport,
});

/** The final object as `/report` sends it later. */
export const storedAnalysisResult = analysisResult.extend({ report: z.union([analysisReport, trimmedReport]) });
