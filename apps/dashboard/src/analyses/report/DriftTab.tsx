import type { ColumnDrift } from '@sluice/client';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount } from '../../ui/format.ts';
import { formatNumber, formatShare } from '../numbers.ts';
import { FactList } from './FactList.tsx';
import { findingsOf, type Report } from './read-report.ts';

const tones: Readonly<Record<ColumnDrift['level'], Tone>> = { none: 'good', moderate: 'warn', major: 'bad' };
const measures = { ks: 'Kolmogorov-Smirnov', psi: 'Population stability index' } as const;

/** How far the columns of the compared document differ from those of this one. */
export function DriftTab({ report }: { report: Report }) {
  const drift = findingsOf(report, 'drift');
  if (!drift) return null;
  return (
    <Card title="Drift">
      <FactList
        facts={[
          ['Records in this document', formatCount(drift.rows_before)],
          ['Records in the compared document', formatCount(drift.rows_after)],
          ['Columns only in this document', drift.missing_columns.join(', ') || 'None'],
          ['Columns only in the compared document', drift.new_columns.join(', ') || 'None'],
        ]}
      />
      <DataTable
        caption="Drift by column"
        keyOf={({ column }) => column}
        rows={drift.columns}
        columns={[
          { name: 'Column', cell: ({ column }) => column, isRowHeader: true },
          { name: 'Drift', cell: ({ level }) => <Badge tone={tones[level]}>{level}</Badge> },
          { name: 'Type', cell: ({ type_before: a, type_after: b }) => (a === b ? a : `${a} → ${b}`) },
          {
            name: 'Missing',
            cell: ({ null_rate_before: a, null_rate_after: b }) => `${formatShare(a)} → ${formatShare(b)}`,
            numeric: true,
          },
          {
            name: 'Distinct',
            cell: ({ distinct_before: a, distinct_after: b }) => `${formatCount(a)} → ${formatCount(b)}`,
            numeric: true,
          },
          { name: 'Measure', cell: ({ measure }) => (measure ? measures[measure] : '–') },
          { name: 'Distance', cell: ({ distance }) => formatNumber(distance), numeric: true },
        ]}
        empty={<EmptyState title="The two documents have no columns in common." />}
      />
    </Card>
  );
}
