import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount } from '../../ui/format.ts';
import { Cell, Sentence } from './Cell.tsx';
import { FirstRows, MoreRows } from './FirstRows.tsx';
import { RowFilter } from './RowFilter.tsx';
import type { Report } from './read-report.ts';

const PAGE_ROWS = 100;

/** Every cell that cleaning changed and every record that it removed, with the reason. */
export function ChangesTab({ report }: { report: Report }) {
  const [asked, setAsked] = useState('');
  const [seen, setSeen] = useState(PAGE_ROWS);
  const { total, changes } = report.changeLog ?? { total: 0, changes: [] };
  const needle = asked.trim().toLowerCase();
  const titles = new Map(report.steps.map(({ key, title }) => [key, title]));
  const found = changes.filter(({ column, step, before, after, reason, row_index: row }) =>
    [column, titles.get(step) ?? step, before, after, reason, String(row)].some((text) =>
      (text ?? '').toLowerCase().includes(needle),
    ),
  );
  return (
    <Card title="Change log">
      <FirstRows shown={changes.length} total={total} what="changes" />
      {changes.length > 0 ? (
        <RowFilter label="Filter changes" value={asked} onChange={setAsked} found={found.length} />
      ) : null}
      <DataTable
        caption="Changes"
        keyOf={(change) => JSON.stringify(Object.values(change))}
        rows={found.slice(0, seen)}
        columns={[
          { name: 'Row', cell: ({ row_index }) => formatCount(row_index), numeric: true },
          { name: 'Column', cell: ({ column }) => column ?? 'whole record', isRowHeader: true },
          { name: 'Step', cell: ({ step }) => titles.get(step) ?? step },
          { name: 'Before', cell: ({ column, before }) => (column === null ? '' : <Cell value={before} />) },
          {
            name: 'After',
            cell: ({ column, after }) => (column === null ? 'removed' : <Cell value={after} />),
          },
          { name: 'Reason', cell: ({ reason }) => <Sentence>{reason}</Sentence> },
        ]}
        empty={
          <EmptyState title={changes.length > 0 ? 'No changes match your filters.' : 'No changes.'}>
            {changes.length > 0 ? null : <p>Every cell of the cleaned file is the same as in the original.</p>}
          </EmptyState>
        }
      />
      <MoreRows seen={seen} of={found.length} onMore={() => setSeen(seen + PAGE_ROWS)} />
    </Card>
  );
}
