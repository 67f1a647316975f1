/** The parts of an analysis report that the pages show. All text in it comes from the file. */
export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';
export type Priority = 'high' | 'medium' | 'low';

export interface Alert {
  readonly alert_id: string;
  readonly severity: Severity;
  readonly category: string;
  readonly message: string;
  readonly recommendation: string;
}

export interface Issue {
  readonly issue_id: string;
  readonly field_name: string;
  readonly issue_type: string;
  readonly severity: Severity;
  readonly message: string;
}

export interface Recommendation {
  readonly recommendation_id: string;
  readonly field_name: string;
  readonly priority: Priority;
  readonly recommendation: string;
  readonly timeline: string;
}

export interface SummaryTile {
  readonly summary_id: string;
  readonly title: string;
  readonly value: string | number;
  readonly status: 'good' | 'warning' | 'bad' | 'info';
  readonly description: string;
}

export interface RowIssue {
  readonly row_index: number;
  readonly column: string;
  readonly issue_type: string;
  readonly severity: 'critical' | 'warning' | 'info';
  readonly message: string;
  readonly value: string | null;
}

export interface IssueSummary {
  readonly total_issues: number;
  readonly by_type: Readonly<Record<string, number>>;
  readonly affected_rows: number;
  readonly affected_columns: number;
}

export interface Change {
  readonly row_index: number;
  /** Null for a removed row. */
  readonly column: string | null;
  readonly step: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string;
}

export interface RoutingDecision {
  readonly next_tool: string;
  readonly confidence_score: number;
  readonly reason: string;
  readonly priority: Priority;
  readonly required_files: readonly string[];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly expected_benefits: readonly string[];
}

export interface Step {
  readonly key: string;
  readonly title: string;
  readonly status: 'completed' | 'skipped' | 'failed';
  readonly reason?: string;
  readonly before: Readonly<Record<string, number>>;
  readonly after: Readonly<Record<string, number>>;
  readonly findings: unknown;
}

export interface Grade {
  readonly score: number | null;
  readonly grade: string | null;
  readonly parts: readonly { readonly part: string; readonly weight: number; readonly score: number }[];
}

export interface TopValue {
  readonly value: string;
  readonly count: number;
}

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface ColumnFacts {
  readonly column: string;
  readonly inferred_type: string;
  readonly agreeing_rows: number;
  readonly agreement: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly rows: number;
  readonly values: number;
  readonly nulls: number;
  readonly blanks: number;
  readonly null_tokens: number;
  readonly null_rate: number;
  readonly distinct: number;
  readonly length: { readonly min: number; readonly mean: number; readonly max: number } | null;
  readonly top_values: readonly TopValue[];
}

export interface NumberFacts {
  readonly column: string;
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly sum: number | null;
  readonly mean: number | null;
  readonly std: number | null;
  readonly p5: number | null;
  readonly q1: number | null;
  readonly median: number | null;
  readonly q3: number | null;
  readonly p95: number | null;
  readonly zeros: number;
  readonly negatives: number;
  readonly outliers: number;
  readonly histogram: readonly Bin[];
}

export interface Correlation {
  readonly left: string;
  readonly right: string;
  readonly rows: number;
  readonly pearson: number | null;
}

export interface Uniqueness {
  readonly duplicate_rows: number;
  readonly duplicate_groups: number;
  readonly duplicate_share: number;
  readonly key_candidates: readonly string[];
  readonly nearly_unique: readonly { readonly column: string; readonly repeated: unknown }[];
  readonly constant: readonly { readonly column: string; readonly value: string }[];
}

export interface PersonalData {
  readonly column: string;
  readonly kind: string;
  readonly rows: number;
  readonly share: number;
}

export interface Drift {
  readonly rows_before: number;
  readonly rows_after: number;
  readonly columns: readonly ColumnDrift[];
  readonly missing_columns: readonly string[];
  readonly new_columns: readonly string[];
}

export interface ColumnDrift {
  readonly column: string;
  readonly type_before: string;
  readonly type_after: string;
  readonly null_rate_before: number;
  readonly null_rate_after: number;
  readonly distinct_before: number;
  readonly distinct_after: number;
  readonly measure: 'ks' | 'psi' | null;
  readonly distance: number | null;
  readonly level: 'none' | 'moderate' | 'major';
}

export interface Check {
  readonly check: string;
  readonly found: string;
  readonly expected: string;
  readonly passed: boolean;
}
