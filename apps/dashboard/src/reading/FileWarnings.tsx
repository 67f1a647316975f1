import type { Analysis } from '@sluice/client';
import { Card } from '../ui/Card.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { counted, formatCount } from '../ui/format.ts';

type Warnings = Analysis['warnings'];

/** What the reader of a file assumed, repaired, skipped or could not decide. */
export function FileWarnings({ warnings }: { warnings: Warnings }) {
  if (warnings.length === 0) return null;
  return (
    <Card title={`${counted(warnings.length, 'warning')} about the file`}>
      <DataTable
        caption="Warnings about the file"
        rows={warnings.map((warning, at) => ({ ...warning, at }))}
        keyOf={({ at }) => String(at)}
        columns={[
          { name: 'Warning', cell: ({ message }) => message, isRowHeader: true },
          { name: 'Column', cell: ({ column }) => column },
          { name: 'Count', cell: ({ count }) => (count === undefined ? '' : formatCount(count)), numeric: true },
          { name: 'First rows', cell: ({ rows }) => rows?.join(', ') },
          { name: 'Code', cell: ({ code }) => <code>{code}</code> },
        ]}
      />
    </Card>
  );
}
