import type { HistogramBin, NumberProfile } from '@sluice/client';
import { Card } from '../../ui/Card.tsx';
import { ChartFigure } from '../../ui/ChartFigure.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { counted, formatCount } from '../../ui/format.ts';
import { Histogram } from '../charts/index.ts';
import { formatNumber } from '../numbers.ts';
import { FactList } from './FactList.tsx';

/** Statistics and histogram of a numeric column. */
export function ColumnStatistics({ numbers }: { numbers: NumberProfile }) {
  const { histogram } = numbers;
  return (
    <Card title="Statistics">
      <FactList
        facts={[
          ['Minimum', formatNumber(numbers.min)],
          ['5th percentile', formatNumber(numbers.p5)],
          ['First quartile', formatNumber(numbers.q1)],
          ['Median', formatNumber(numbers.median)],
          ['Third quartile', formatNumber(numbers.q3)],
          ['95th percentile', formatNumber(numbers.p95)],
          ['Maximum', formatNumber(numbers.max)],
          ['Mean', formatNumber(numbers.mean)],
          ['Standard deviation', formatNumber(numbers.std)],
          ['Sum', formatNumber(numbers.sum)],
          ['Zeros', formatCount(numbers.zeros)],
          ['Negative', formatCount(numbers.negatives)],
          ['Outliers', formatCount(numbers.outliers)],
        ]}
      />
      {histogram.length > 1 ? (
        <ChartFigure
          title="Histogram"
          height="low"
          sentence={sentenceOf(numbers)}
          table={
            <DataTable
              caption={`Histogram of ${numbers.column}`}
              keyOf={({ from }) => String(from)}
              rows={histogram}
              columns={[
                { name: 'From', cell: ({ from }) => formatNumber(from), isRowHeader: true },
                { name: 'To', cell: ({ to }) => formatNumber(to), numeric: true },
                { name: 'Values', cell: ({ count }) => formatCount(count), numeric: true },
              ]}
            />
          }
        >
          <Histogram bins={histogram} />
        </ChartFigure>
      ) : null}
    </Card>
  );
}

function sentenceOf({ count, histogram }: NumberProfile): string {
  const largest = histogram.reduce<HistogramBin | undefined>(
    (best, bin) => (best && best.count >= bin.count ? best : bin),
    undefined,
  );
  if (!largest) return `${counted(count, 'value')}.`;
  return `${counted(count, 'value')} in ${histogram.length} bins. The largest bin (${counted(largest.count, 'value')}) ranges from ${formatNumber(largest.from)} to ${formatNumber(largest.to)}.`;
}
