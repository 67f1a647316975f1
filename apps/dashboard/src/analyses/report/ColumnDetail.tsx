import type { ColumnProfile } from '@sluice/client';
import { Card } from '../../ui/Card.tsx';
import { formatCount } from '../../ui/format.ts';
import { formatNumber, formatShare } from '../numbers.ts';
import { ColumnFindings } from './ColumnFindings.tsx';
import { ColumnStatistics } from './ColumnStatistics.tsx';
import { ColumnTopValues } from './ColumnTopValues.tsx';
import { FactList } from './FactList.tsx';
import styles from './Report.module.css';
import { foundList, type Report } from './read-report.ts';

/** Everything the report says about one column. */
export function ColumnDetail({ report, facts }: { report: Report; facts: ColumnProfile }) {
  const numbers = foundList(report, 'numbers').find(({ column }) => column === facts.column);
  const { length, kinds } = facts;
  return (
    <div className={styles.detail}>
      <Card title={facts.column}>
        <FactList
          facts={[
            ['Type', facts.inferred_type],
            ['Values of this type', `${formatCount(facts.agreeing_rows)} (${formatShare(facts.agreement)})`],
            ['Non-empty', `${formatCount(facts.values)} of ${formatCount(facts.rows)}`],
            ['Empty', formatCount(facts.nulls)],
            ['Whitespace only', formatCount(facts.blanks)],
            ['Placeholder values (N/A, null, -)', formatCount(facts.null_tokens)],
            ['Distinct', formatCount(facts.distinct)],
            length && ['Shortest', `${formatCount(length.min)} characters`],
            length && ['Mean length', `${formatNumber(Number(length.mean.toFixed(1)))} characters`],
            length && ['Longest', `${formatCount(length.max)} characters`],
          ]}
        />
        {Object.keys(kinds).length > 1 ? (
          <p>
            Detected value types:{' '}
            {Object.entries(kinds)
              .map(([kind, rows]) => `${kind} (${formatCount(rows)})`)
              .join(', ')}
            .
          </p>
        ) : null}
        <ColumnFindings report={report} column={facts.column} />
      </Card>
      {numbers ? <ColumnStatistics numbers={numbers} /> : null}
      {facts.top_values.length > 0 ? <ColumnTopValues facts={facts} /> : null}
    </div>
  );
}
