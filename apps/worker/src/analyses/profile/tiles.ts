import type { IssueSummary, SummaryTile } from '@sluice/jobs/report';
import { count, counted, percent } from '../shared/wording.ts';
import { missingOf } from './steps/columns.ts';
import type { Profile } from './types.ts';

/** The headline figures. */
export function tilesOf(profile: Profile, rowIssues: IssueSummary): SummaryTile[] {
  const { source, columns, grade, duplicateRows } = profile;
  const cells = source.rows * columns.length;
  const missing = columns.reduce((sum, column) => sum + missingOf(column), 0);
  const wrong = columns.reduce((sum, { values, agree }) => sum + values - agree, 0);
  const tile = (
    summary_id: string,
    title: string,
    value: string | number,
    status: SummaryTile['status'],
    description: string,
  ): SummaryTile => ({ summary_id, title, value, status, description });
  return [
    tile(
      'grade',
      'Grade',
      grade?.grade ?? 'none',
      gradeStatus(grade?.grade),
      grade
        ? grade.parts.map(({ part, score }) => `${part} ${percent(score, 1)}`).join(', ')
        : 'No grade: the file has no records.',
    ),
    tile('rows', 'Records', source.rows, 'info', `In ${counted(columns.length, 'column')}.`),
    tile(
      'rejected',
      'Unparseable records',
      source.rejected,
      source.rejected > 0 ? 'bad' : 'good',
      `Of ${counted(source.rows + source.rejected, 'record')} in the file.`,
    ),
    tile(
      'missing',
      'Blank cells',
      missing,
      missing === 0 ? 'good' : missing > 0.1 * cells ? 'bad' : 'warning',
      `${percent(missing, cells)} of ${counted(cells, 'cell')}.`,
    ),
    tile(
      'conflicts',
      'Type conflicts',
      wrong,
      wrong === 0 ? 'good' : 'warning',
      `In ${count(columns.filter(({ agree, values }) => agree < values).length)} of ${counted(columns.length, 'column')}.`,
    ),
    tile(
      'duplicates',
      'Duplicate records',
      duplicateRows,
      duplicateRows === 0 ? 'good' : 'warning',
      `${percent(duplicateRows, source.rows)} of the records repeat an earlier one.`,
    ),
    tile(
      'row_issues',
      'Record issues',
      rowIssues.total_issues,
      rowIssues.total_issues === 0 ? 'good' : 'info',
      `In ${counted(rowIssues.affected_rows, 'record')} and ${counted(rowIssues.affected_columns, 'column')}.`,
    ),
  ];
}

function gradeStatus(grade: string | null | undefined): SummaryTile['status'] {
  if (grade === 'A' || grade === 'B') return 'good';
  if (grade === 'C') return 'warning';
  return grade ? 'bad' : 'info';
}
