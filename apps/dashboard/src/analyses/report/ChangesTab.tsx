import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount } from '../../ui/format.ts';
import { Cell, Sentence } from './Cell.tsx';
import { FirstRows, MoreRows } from './FirstRows.tsx';
import { RowFilter } from './RowFilter.tsx';
import type { Report } from './read-report.ts';

const ROWS_SEEN = 100;

/** Every cell that cleaning wrote and every row that it took out, with the reason. */
export function ChangesTab({ report }: { report: Report }) {
  const [asked, setAsked] = useState('');
  const [seen, setSeen] = useState(ROWS_SEEN);
  const { total, changes } = report.changeLog ?? { total: 0, changes: [] };
  const words = asked.trim().toLowerCase();
  const titles = new Map(report.steps.map(({ key, title }) => [key, title]));
  const found = changes.filter(({ column, step, before, after, reason, row_index: row }) =>
    [column, titles.get(step) ?? step, before, after, reason, String(row)].some((text) =>
      (text ?? '').toLowerCase().includes(words),
    ),
  );
  return (
    <Card title="Change log">
      <FirstRows shown={changes.length} total={total} what="changes" />
      {changes.length > 0 ? (
        <RowFilter label="Find in these changes" value={asked} onChange={setAsked} found={found.length} />
      ) : null}
      <DataTable
        caption="Changes"
        keyOf={(change) => JSON.stringify(Object.values(change))}
        rows={found.slice(0, seen)}
        columns={[
          { name: 'Row', cell: ({ row_index }) => formatCount(row_index), numeric: true },
          { name: 'Column', cell: ({ column }) => column ?? 'whole row', isRowHeader: true },
          { name: 'Step', cell: ({ step }) => titles.get(step) ?? step },
          { name: 'Before', cell: ({ column, before }) => (column === null ? '' : <Cell value={before} />) },
          {
            name: 'After',
            cell: ({ column, after }) => (column === null ? 'taken out' : <Cell value={after} />),
          },
          { name: 'Why', cell: ({ reason }) => <Sentence>{reason}</Sentence> },
        ]}
        empty={
          <EmptyState title={changes.length > 0 ? 'No change is like that.' : 'Nothing was changed.'}>
            {changes.length > 0 ? null : <p>Every cell of the cleaned file is as it was in the file.</p>}
          </EmptyState>
        }
      />
      <MoreRows seen={seen} of={found.length} onMore={() => setSeen(seen + ROWS_SEEN)} />
    </Card>
  );
}
