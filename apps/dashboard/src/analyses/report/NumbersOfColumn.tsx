import { Card } from '../../ui/Card.tsx';
import { ChartFigure } from '../../ui/ChartFigure.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { formatCount } from '../../ui/format.ts';
import { Histogram } from '../charts/index.ts';
import { formatNumber } from '../numbers.ts';
import { FactList } from './FactList.tsx';
import type { Bin, NumberFacts } from './shapes.ts';

/** Range, middle and spread of a column of numbers, and how they are distributed. */
export function NumbersOfColumn({ numbers }: { numbers: NumberFacts }) {
  const { histogram } = numbers;
  return (
    <Card title="Numbers">
      <FactList
        facts={[
          ['Smallest', formatNumber(numbers.min)],
          ['5th percentile', formatNumber(numbers.p5)],
          ['First quartile', formatNumber(numbers.q1)],
          ['Median', formatNumber(numbers.median)],
          ['Third quartile', formatNumber(numbers.q3)],
          ['95th percentile', formatNumber(numbers.p95)],
          ['Largest', formatNumber(numbers.max)],
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
                { name: 'Rows', cell: ({ count }) => formatCount(count), numeric: true },
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

function sentenceOf({ count, histogram }: NumberFacts): string {
  const fullest = histogram.reduce<Bin | undefined>(
    (best, bin) => (best && best.count >= bin.count ? best : bin),
    undefined,
  );
  if (!fullest) return `${formatCount(count)} numbers.`;
  return `${formatCount(count)} numbers in ${histogram.length} bins; most (${formatCount(fullest.count)}) are from ${formatNumber(fullest.from)} to ${formatNumber(fullest.to)}.`;
}
