import { Card } from '../../ui/Card.tsx';
import { formatCount } from '../../ui/format.ts';
import { formatNumber, formatShare } from '../numbers.ts';
import { ColumnFindings } from './ColumnFindings.tsx';
import { FactList } from './FactList.tsx';
import { NumbersOfColumn } from './NumbersOfColumn.tsx';
import styles from './Report.module.css';
import { foundList, type Report } from './read-report.ts';
import type { ColumnFacts, NumberFacts } from './shapes.ts';
import { TopValuesOfColumn } from './TopValuesOfColumn.tsx';

/** All that is known of one column. */
export function ColumnDetail({ report, facts }: { report: Report; facts: ColumnFacts }) {
  const numbers = foundList<NumberFacts>(report, 'numbers').find(({ column }) => column === facts.column);
  const { length, kinds } = facts;
  return (
    <div className={styles.detail}>
      <Card title={facts.column}>
        <FactList
          facts={[
            ['Type', facts.inferred_type],
            ['Values of that type', `${formatCount(facts.agreeing_rows)} (${formatShare(facts.agreement)})`],
            ['With a value', `${formatCount(facts.values)} of ${formatCount(facts.rows)}`],
            ['Empty', formatCount(facts.nulls)],
            ['White space only', formatCount(facts.blanks)],
            ['Words for no value', formatCount(facts.null_tokens)],
            ['Distinct', formatCount(facts.distinct)],
            length && ['Shortest', `${formatCount(length.min)} characters`],
            length && ['Mean length', `${formatNumber(Number(length.mean.toFixed(1)))} characters`],
            length && ['Longest', `${formatCount(length.max)} characters`],
          ]}
        />
        {Object.keys(kinds).length > 1 ? (
          <p>
            Its values look like{' '}
            {Object.entries(kinds)
              .map(([kind, rows]) => `${kind} (${formatCount(rows)})`)
              .join(', ')}
            .
          </p>
        ) : null}
        <ColumnFindings report={report} column={facts.column} />
      </Card>
      {numbers ? <NumbersOfColumn numbers={numbers} /> : null}
      {facts.top_values.length > 0 ? <TopValuesOfColumn facts={facts} /> : null}
    </div>
  );
}
