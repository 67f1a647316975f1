import { Card } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount } from '../../ui/format.ts';
import { formatNumber, formatShare } from '../numbers.ts';
import { Cell } from './Cell.tsx';
import { FactList } from './FactList.tsx';
import styles from './Report.module.css';
import { findingsOf, foundList, type Report } from './read-report.ts';
import type { Correlation, PersonalData, Uniqueness } from './shapes.ts';

/** What rows, and what columns, have to do with each other. */
export function RelationsTab({ report }: { report: Report }) {
  const unique = findingsOf<Uniqueness>(report, 'uniqueness');
  const correlations = foundList<Correlation>(report, 'correlations');
  const personal = foundList<PersonalData>(report, 'personal_data');
  return (
    <>
      {unique ? <Duplicates unique={unique} /> : null}
      <Card title="Correlations">
        <p className={styles.soft}>
          Pearson's r of two columns of numbers: near 1 or −1 one tells the other, near 0 it does not.
        </p>
        <DataTable
          caption="Correlations of columns of numbers"
          keyOf={({ left, right }) => JSON.stringify([left, right])}
          rows={correlations}
          columns={[
            { name: 'Column', cell: ({ left }) => left, isRowHeader: true },
            { name: 'With', cell: ({ right }) => right },
            { name: 'r', cell: ({ pearson }) => formatNumber(pearson && Number(pearson.toFixed(3))), numeric: true },
            { name: 'Rows', cell: ({ rows }) => formatCount(rows), numeric: true },
          ]}
          empty={<EmptyState title="There are no two columns of numbers to be compared." />}
        />
      </Card>
      <Card title="Personal data">
        <DataTable
          caption="Columns that identify people"
          keyOf={({ column, kind }) => JSON.stringify([column, kind])}
          rows={personal}
          columns={[
            { name: 'Column', cell: ({ column }) => column, isRowHeader: true },
            { name: 'Looks like', cell: ({ kind }) => kind.replaceAll('_', ' ') },
            { name: 'Rows', cell: ({ rows }) => formatCount(rows), numeric: true },
            { name: 'Of the values', cell: ({ share }) => formatShare(share), numeric: true },
          ]}
          empty={<EmptyState title="No column looks as if it identified people." />}
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
          [
            'Rows that repeat an earlier one',
            `${formatCount(unique.duplicate_rows)} (${formatShare(unique.duplicate_share)})`,
          ],
          ['Different rows among them', formatCount(unique.duplicate_groups)],
          ['Columns that could be a key', unique.key_candidates.join(', ') || 'none'],
          ['Nearly unique columns', unique.nearly_unique.map(({ column }) => column).join(', ') || 'none'],
        ]}
      />
      {unique.constant.length > 0 ? (
        <DataTable
          caption="Columns with one value only"
          keyOf={({ column }) => column}
          rows={unique.constant}
          columns={[
            { name: 'Column with one value', cell: ({ column }) => column, isRowHeader: true },
            { name: 'Its value', cell: ({ value }) => <Cell value={value} /> },
          ]}
        />
      ) : null}
    </Card>
  );
}
