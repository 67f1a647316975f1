import type { Uniqueness } from '@sluice/client';
import { Card } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount } from '../../ui/format.ts';
import { formatNumber, formatShare } from '../numbers.ts';
import { Cell } from './Cell.tsx';
import { FactList } from './FactList.tsx';
import styles from './Report.module.css';
import { findingsOf, foundList, type Report } from './read-report.ts';

/** Duplicate records, correlated columns and personal data. */
export function RelationsTab({ report }: { report: Report }) {
  const unique = findingsOf(report, 'uniqueness');
  const correlations = foundList(report, 'correlations');
  const personal = foundList(report, 'personal_data');
  return (
    <>
      {unique ? <Duplicates unique={unique} /> : null}
      <Card title="Correlations">
        <p className={styles.soft}>
          Pearson's r of two numeric columns. Near 1 or −1 they are strongly correlated; near 0 they are not.
        </p>
        <DataTable
          caption="Correlations of numeric columns"
          keyOf={({ left, right }) => JSON.stringify([left, right])}
          rows={correlations}
          columns={[
            { name: 'Column', cell: ({ left }) => left, isRowHeader: true },
            { name: 'Correlates with', cell: ({ right }) => right },
            { name: 'r', cell: ({ pearson }) => formatNumber(pearson && Number(pearson.toFixed(3))), numeric: true },
            { name: 'Records', cell: ({ rows }) => formatCount(rows), numeric: true },
          ]}
          empty={<EmptyState title="There are fewer than two numeric columns to compare." />}
        />
      </Card>
      <Card title="Personal data">
        <DataTable
          caption="Columns with personal data"
          keyOf={({ column, kind }) => JSON.stringify([column, kind])}
          rows={personal}
          columns={[
            { name: 'Column', cell: ({ column }) => column, isRowHeader: true },
            { name: 'Type', cell: ({ kind }) => kind.replaceAll('_', ' ') },
            { name: 'Records', cell: ({ rows }) => formatCount(rows), numeric: true },
            { name: 'Share of values', cell: ({ share }) => formatShare(share), numeric: true },
          ]}
          empty={<EmptyState title="No personal data detected." />}
        />
      </Card>
    </>
  );
}

function Duplicates({ unique }: { unique: Uniqueness }) {
  return (
    <Card title="Duplicates and keys">
      <FactList
        facts={[
          ['Duplicate records', `${formatCount(unique.duplicate_rows)} (${formatShare(unique.duplicate_share)})`],
          ['Distinct records with duplicates', formatCount(unique.duplicate_groups)],
          ['Key candidates', unique.key_candidates.join(', ') || 'None'],
          ['Nearly unique columns', unique.nearly_unique.map(({ column }) => column).join(', ') || 'None'],
        ]}
      />
      {unique.constant.length > 0 ? (
        <DataTable
          caption="Constant columns"
          keyOf={({ column }) => column}
          rows={unique.constant}
          columns={[
            { name: 'Constant column', cell: ({ column }) => column, isRowHeader: true },
            { name: 'Value', cell: ({ value }) => <Cell value={value} /> },
          ]}
        />
      ) : null}
    </Card>
  );
}
