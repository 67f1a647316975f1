import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { counted, formatCount } from '../../ui/format.ts';
import { wordsOf } from '../numbers.ts';
import { Cell, Sentence } from './Cell.tsx';
import { FirstRows, MoreRows } from './FirstRows.tsx';
import { RowFilter } from './RowFilter.tsx';
import type { Report } from './read-report.ts';
import { Severity } from './Severity.tsx';

const PAGE_ROWS = 100;

/** The issues of columns and of single records. */
export function IssuesTab({ report }: { report: Report }) {
  const [asked, setAsked] = useState('');
  const [seen, setSeen] = useState(PAGE_ROWS);
  const { issues, rowIssues, issueSummary } = report;
  const needle = asked.trim().toLowerCase();
  const found = rowIssues.filter(({ column, message, value, issue_type: type, row_index: row }) =>
    [column, message, value ?? '', wordsOf(type), String(row)].some((text) => text.toLowerCase().includes(needle)),
  );
  return (
    <>
      <Card title="Issues by column">
        <DataTable
          caption="Column issues"
          keyOf={({ issue_id }) => issue_id}
          rows={issues}
          columns={[
            { name: 'Severity', cell: ({ severity }) => <Severity severity={severity} /> },
            { name: 'Column', cell: ({ field_name }) => field_name, isRowHeader: true },
            { name: 'Type', cell: ({ issue_type }) => wordsOf(issue_type) },
            { name: 'Issue', cell: ({ message }) => <Sentence>{message}</Sentence> },
          ]}
          empty={<EmptyState title="No column issues." />}
        />
      </Card>
      <Card title="Issues by record">
        {issueSummary.total_issues > 0 ? (
          <p>
            {counted(issueSummary.total_issues, 'issue')} in {counted(issueSummary.affected_rows, 'record')}:{' '}
            {Object.entries(issueSummary.by_type)
              .map(([type, count]) => `${wordsOf(type).toLowerCase()} (${formatCount(count)})`)
              .join(', ')}
            .
          </p>
        ) : null}
        <FirstRows shown={rowIssues.length} total={issueSummary.total_issues} what="issues" />
        {rowIssues.length > 0 ? (
          <RowFilter label="Filter record issues" value={asked} onChange={setAsked} found={found.length} />
        ) : null}
        <DataTable
          caption="Record issues"
          keyOf={(issue) => JSON.stringify(Object.values(issue))}
          rows={found.slice(0, seen)}
          columns={[
            { name: 'Row', cell: ({ row_index }) => formatCount(row_index), numeric: true },
            { name: 'Column', cell: ({ column }) => column || 'whole record', isRowHeader: true },
            { name: 'Severity', cell: ({ severity }) => <Severity severity={severity} /> },
            { name: 'Type', cell: ({ issue_type }) => wordsOf(issue_type) },
            { name: 'Value', cell: ({ value }) => <Cell value={value} /> },
            { name: 'Issue', cell: ({ message }) => <Sentence>{message}</Sentence> },
          ]}
          empty={<EmptyState title={rowIssues.length > 0 ? 'No issues match your filters.' : 'No record issues.'} />}
        />
        <MoreRows seen={seen} of={found.length} onMore={() => setSeen(seen + PAGE_ROWS)} />
      </Card>
    </>
  );
}
