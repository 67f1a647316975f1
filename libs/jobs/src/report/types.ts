import type { z } from 'zod';
import type { cleanSteps } from './clean-steps.ts';
import type * as findings from './findings.ts';
import type * as profile from './profile-steps.ts';
import type * as report from './report.ts';

type DeepReadonly<T> = T extends (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;
type Of<T extends z.ZodType> = DeepReadonly<z.output<T>>;

export type Severity = Of<typeof findings.severity>;
export type Alert = Of<typeof findings.alert>;
export type Issue = Of<typeof findings.issue>;
export type Recommendation = Of<typeof findings.recommendation>;
export type SummaryTile = Of<typeof findings.summaryTile>;
export type RowIssue = Of<typeof findings.rowIssue>;
export type ChangedCell = Of<typeof findings.changedCell>;
export type IssueSummary = Of<typeof findings.issueSummary>;
export type RoutingDecision = Of<typeof findings.routingDecision>;
export type ReportDownload = Of<typeof findings.reportDownload>;

export type CellKind = (typeof profile.cellKinds)[number];
export type ColumnType = Of<typeof profile.columnType>;
export type TopValue = Of<typeof profile.topValue>;
export type ColumnProfile = Of<typeof profile.columnProfile>;
export type NumberProfile = Of<typeof profile.numberProfile>;
export type Uniqueness = Of<typeof profile.uniqueness>;
export type ColumnDrift = Of<typeof profile.columnDrift>;
export type QualityGrade = Of<typeof profile.qualityGrade>;

type Steps = typeof profile.profileSteps & typeof cleanSteps;
/** The findings of a step, by key. Steps without a schema may return any JSON value. */
export type StepFindings<K extends string> = K extends keyof Steps ? Of<Steps[K]> : unknown;

export type ReportStep = Of<typeof report.reportStep>;
/** Also contains steps without a schema; iterate over the keys to find them. */
export type AnalysisReport = Of<typeof report.reportKeys>;
export type TrimmedReport = Partial<AnalysisReport> &
  Pick<AnalysisReport, 'downloads' | 'analysisSummary'> & { readonly trimmed: true };
export type AnalysisResult = Omit<Of<typeof report.analysisResult>, 'report'> & { readonly report: AnalysisReport };
