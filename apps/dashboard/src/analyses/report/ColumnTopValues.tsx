import type { ColumnProfile } from '@sluice/client';
import { Card } from '../../ui/Card.tsx';
import { ChartFigure } from '../../ui/ChartFigure.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { counted, formatCount } from '../../ui/format.ts';
import { TopValues } from '../charts/index.ts';
import { formatShare } from '../numbers.ts';

/** The most frequent values of a column. */
export function ColumnTopValues({ facts: { column, top_values: values, distinct, rows } }: { facts: ColumnProfile }) {
  return (
    <Card title="Values">
      <ChartFigure
        title="Most frequent"
        height="high"
        sentence={
          values[0]?.count === 1
            ? 'Every value is unique; these are examples.'
            : values.length >= distinct
              ? `All ${counted(distinct, 'distinct value')}.`.replace(/^All 1 /, 'The only ')
              : `The ${values.length} most frequent of ${formatCount(distinct)} distinct values.`
        }
        table={
          <DataTable
            caption={`Most frequent values of ${column}`}
            keyOf={({ value }) => value}
            rows={values}
            columns={[
              { name: 'Value', cell: ({ value }) => value, isRowHeader: true },
              { name: 'Records', cell: ({ count }) => formatCount(count), numeric: true },
              { name: 'Share', cell: ({ count }) => formatShare(count / rows), numeric: true },
            ]}
          />
        }
      >
        <TopValues values={values} />
      </ChartFigure>
    </Card>
  );
}
