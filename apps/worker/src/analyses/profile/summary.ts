import type { Alert, IssueSummary } from '@sluice/jobs/report';
import { count, counted, named, percent } from '../shared/wording.ts';
import type { StepReport } from '../types.ts';
import { missingOf } from './steps/columns.ts';
import type { Profile } from './types.ts';

const SHOWN_ALERTS = 5;

/** The Markdown summary of this file, built from its own figures and names. */
export function summaryOf(
  profile: Profile,
  alerts: readonly Alert[],
  rowIssues: IssueSummary,
  steps: readonly StepReport[],
): string {
  const lines = [headline(profile), ''];
  if (profile.grade?.grade) {
    const parts = profile.grade.parts.map(({ part, score }) => `${part} ${percent(score, 1)}`);
    lines.push(
      `**Grade ${profile.grade.grade}** (${percent(profile.grade.score ?? 0, 1)}): ${parts.join(', ')}.${profile.grade.limited_by ? ` ${profile.grade.limited_by}` : ''}`,
      '',
    );
  }
  lines.push(...bullets(profile, rowIssues).map((line) => `- ${line}`));
  if (alerts.length > 0) {
    lines.push('', `**${counted(alerts.length, 'alert')}**`, '');
    lines.push(...alerts.slice(0, SHOWN_ALERTS).map(({ severity, message }) => `- ${severity}: ${message}`));
    if (alerts.length > SHOWN_ALERTS) lines.push(`- and ${count(alerts.length - SHOWN_ALERTS)} more`);
  }
  const failed = steps.filter(({ status }) => status === 'failed');
  if (failed.length > 0) {
    lines.push('', ...failed.map(({ title, reason }) => `${title} could not be checked: ${reason}`));
  }
  return lines.join('\n');
}

function headline({ source, columns }: Profile): string {
  const types = new Map<string, number>();
  for (const { type } of columns) types.set(type, (types.get(type) ?? 0) + 1);
  const kinds = [...types].toSorted((a, b) => b[1] - a[1]).map(([type, many]) => `${many} ${type}`);
  const rejected = source.rejected > 0 ? `, and ${counted(source.rejected, 'record')} that could not be parsed` : '';
  return `${counted(source.rows, 'record')} in ${counted(source.columns.length, 'column')} (${kinds.join(', ')})${rejected}.`;
}

function bullets(profile: Profile, rowIssues: IssueSummary): string[] {
  const { columns, source, duplicateRows } = profile;
  const lines: string[] = [];
  const missing = columns.filter((column) => missingOf(column) > 0);
  const [worst] = missing.toSorted((a, b) => missingOf(b) - missingOf(a));
  if (worst !== undefined) {
    const where = missing.length === 1 ? 'all' : 'most';
    const total = missing.reduce((sum, column) => sum + missingOf(column), 0);
    lines.push(
      `${counted(total, 'blank cell')}, ${where} in "${worst.label}" (${percent(missingOf(worst), source.rows)} of its cells).`,
    );
  }
  const conflicts = columns.filter(({ agree, values }) => agree < values);
  if (conflicts.length > 0) {
    const total = conflicts.reduce((sum, { agree, values }) => sum + values - agree, 0);
    lines.push(
      `${counted(total, 'value')} that ${total === 1 ? 'does' : 'do'} not match the column type: ${named(conflicts.map(({ label }) => label))}.`,
    );
  }
  if (duplicateRows > 0) lines.push(`${counted(duplicateRows, 'record repeats', 'records repeat')} an earlier one.`);
  if (rowIssues.total_issues > 0) {
    lines.push(`${counted(rowIssues.total_issues, 'record issue')} in ${counted(rowIssues.affected_rows, 'record')}.`);
  }
  if (lines.length === 0 && source.rows > 0)
    lines.push(`No issues found in ${counted(source.rows * columns.length, 'cell')}.`);
  return lines;
}
