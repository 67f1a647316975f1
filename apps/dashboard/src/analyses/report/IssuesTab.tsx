import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount } from '../../ui/format.ts';
import { wordsOf } from '../numbers.ts';
import { Cell, Sentence } from './Cell.tsx';
import { FirstRows, MoreRows } from './FirstRows.tsx';
import { RowFilter } from './RowFilter.tsx';
import type { Report } from './read-report.ts';
import { Severity } from './Severity.tsx';

const ROWS_SEEN = 100;

/** What is wrong with columns, and with single rows. */
export function IssuesTab({ report }: { report: Report }) {
  const [asked, setAsked] = useState('');
  const [seen, setSeen] = useState(ROWS_SEEN);
  const { issues, rowIssues, issueSummary } = report;
  const words = asked.trim().toLowerCase();
  const found = rowIssues.filter(({ column, message, value, issue_type: type, row_index: row }) =>
    [column, message, value ?? '', wordsOf(type), String(row)].some((text) => text.toLowerCase().includes(words)),
  );
  return (
    <>
      <Card title="Issues by column">
        <DataTable
          caption="Issues of columns"
          keyOf={({ issue_id }) => issue_id}
          rows={issues}
          columns={[
            { name: 'Severity', cell: ({ severity }) => <Severity severity={severity} /> },
            { name: 'Column', cell: ({ field_name }) => field_name, isRowHeader: true },
            { name: 'Kind', cell: ({ issue_type }) => wordsOf(issue_type) },
            { name: 'What was found', cell: ({ message }) => <Sentence>{message}</Sentence> },
          ]}
          empty={<EmptyState title="No column has an issue." />}
        />
      </Card>
      <Card title="Issues by row">
        {issueSummary.total_issues > 0 ? (
          <p>
            {formatCount(issueSummary.total_issues)} issues in {formatCount(issueSummary.affected_rows)} rows:{' '}
            {Object.entries(issueSummary.by_type)
              .map(([type, count]) => `${wordsOf(type).toLowerCase()} (${formatCount(count)})`)
              .join(', ')}
            .
          </p>
        ) : null}
        <FirstRows shown={rowIssues.length} total={issueSummary.total_issues} what="issues" />
        {rowIssues.length > 0 ? (
          <RowFilter label="Find in these rows" value={asked} onChange={setAsked} found={found.length} />
        ) : null}
        <DataTable
          caption="Issues of rows"
          keyOf={(issue) => JSON.stringify(Object.values(issue))}
          rows={found.slice(0, seen)}
          columns={[
            { name: 'Row', cell: ({ row_index }) => formatCount(row_index), numeric: true },
            { name: 'Column', cell: ({ column }) => column || 'whole row', isRowHeader: true },
            { name: 'Severity', cell: ({ severity }) => <Severity severity={severity} /> },
            { name: 'Kind', cell: ({ issue_type }) => wordsOf(issue_type) },
            { name: 'Value', cell: ({ value }) => <Cell value={value} /> },
            { name: 'What is wrong', cell: ({ message }) => <Sentence>{message}</Sentence> },
          ]}
          empty={<EmptyState title={rowIssues.length > 0 ? 'No row is like that.' : 'No row has an issue.'} />}
        />
        <MoreRows seen={seen} of={found.length} onMore={() => setSeen(seen + ROWS_SEEN)} />
      </Card>
    </>
  );
}
