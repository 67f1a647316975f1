import type { AnalysisReport, TrimmedReport } from '@sluice/jobs/report';

/** Maximum JSON length of a report that is stored untrimmed. */
export const REPORT_BYTES = 8 * 1024 * 1024;
/** List lengths to try until the report is short enough. */
const LENGTHS = [1_000, 200, 50, 10, 1];
/** Maximum length of text once trimming lists is not enough. */
const TEXT_CHARACTERS = 1_000;

export const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** The report for the database: unchanged, or with shortened lists and `trimmed: true`. Downloads are kept. */
export function trimReport(report: AnalysisReport, maxBytes = REPORT_BYTES): AnalysisReport | TrimmedReport {
  if (jsonBytes(report) <= maxBytes) return report;
  const downloads = report.downloads.map(({ content_base64: _, ...entry }) => entry);
  for (const length of LENGTHS) {
    const trimmed = { ...shorten(report, length), downloads, trimmed: true as const };
    if (jsonBytes(trimmed) <= maxBytes) return trimmed;
  }
  return { downloads, analysisSummary: shorten(report.analysisSummary, 1), trimmed: true };
}

/** The same shape with fewer list items, and shorter text if that is not enough. */
function shorten<T>(value: T, length: number): T {
  return shortened(value, length) as T;
}

function shortened(value: unknown, length: number): unknown {
  if (typeof value === 'string') return length <= 10 ? value.slice(0, TEXT_CHARACTERS) : value;
  if (Array.isArray(value)) return value.slice(0, length).map((item) => shortened(item, length));
  if (typeof value !== 'object' || value === null) return value;
  // Objects keyed by column name are treated as lists too; our own objects have fewer keys than this.
  const entries = Object.entries(value).slice(0, Math.max(length, 40));
  return Object.fromEntries(entries.map(([key, item]) => [key, shortened(item, length)]));
}
