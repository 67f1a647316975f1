import type { z } from 'zod';
import { brokenRule, columnLimits, estimatedEffect, filledColumn, resultCheck } from './clean-steps.ts';
import * as findings from './findings.ts';
import * as profile from './profile-steps.ts';
import {
  analysisReport,
  analysisResult,
  changeLog,
  reportStep,
  reportSteps,
  storedAnalysisResult,
  trimmedReport,
} from './report.ts';

export { cellKinds } from './profile-steps.ts';
export { analysisReport, analysisResult, storedAnalysisResult } from './report.ts';
export type * from './types.ts';

/** Turns `unreadable_rows` into `UnreadableRowsStep`. */
const stepName = (key: string): string =>
  `${key.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())}Step`;

/** The schemas by their names in the OpenAPI document and the client. */
export const reportSchemas: Readonly<Record<string, z.ZodType>> = {
  AnalysisResult: analysisResult,
  StoredAnalysisResult: storedAnalysisResult,
  AnalysisReport: analysisReport,
  TrimmedReport: trimmedReport,
  ReportStep: reportStep,
  ReportAlert: findings.alert,
  ReportIssue: findings.issue,
  ReportRecommendation: findings.recommendation,
  ReportTile: findings.summaryTile,
  ReportRowIssue: findings.rowIssue,
  ReportChange: findings.changedCell,
  ReportChangeLog: changeLog,
  ReportIssueSummary: findings.issueSummary,
  ReportRoutingDecision: findings.routingDecision,
  ReportDownload: findings.reportDownload,
  ColumnProfile: profile.columnProfile,
  ColumnTopValue: profile.topValue,
  NumberProfile: profile.numberProfile,
  HistogramBin: profile.histogramBin,
  UnreadableRows: profile.unreadableRows,
  TypeConflicts: profile.typeConflicts,
  TextQuality: profile.textQuality,
  Uniqueness: profile.uniqueness,
  PersonalData: profile.personalData,
  Correlation: profile.correlation,
  Drift: profile.drift,
  ColumnDrift: profile.columnDrift,
  QualityGrade: profile.qualityGrade,
  EstimatedEffect: estimatedEffect,
  BrokenRule: brokenRule,
  FilledColumn: filledColumn,
  ColumnLimits: columnLimits,
  ResultCheck: resultCheck,
  ...Object.fromEntries(Object.entries(reportSteps.shape).map(([key, step]) => [stepName(key), step])),
};
