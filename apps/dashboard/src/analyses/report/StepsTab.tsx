import type { ResultCheck } from '@sluice/client';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { ChartFigure } from '../../ui/ChartFigure.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { formatCount } from '../../ui/format.ts';
import { BeforeAfter } from '../charts/index.ts';
import { wordsOf } from '../numbers.ts';
import { Findings } from './Findings.tsx';
import styles from './Report.module.css';
import { findingsOf, type Report, type Step } from './read-report.ts';

const tones: Readonly<Record<Step['status'], Tone>> = { completed: 'good', skipped: 'neutral', failed: 'bad' };
const labels: Readonly<Record<Step['status'], string>> = {
  completed: 'Completed',
  skipped: 'Skipped',
  failed: 'Failed',
};

/** The steps of the tool, each with its counts before and after. */
export function StepsTab({ report }: { report: Report }) {
  const checks = findingsOf(report, 'checks')?.checks ?? [];
  return (
    <>
      <RowsThroughSteps steps={report.steps} />
      {report.steps.map((step) => (
        <Card
          key={step.key}
          title={step.title}
          actions={<Badge tone={tones[step.status]}>{labels[step.status]}</Badge>}
        >
          {step.reason ? <p className={styles.soft}>{wordsOf(step.reason)}.</p> : null}
          {step.status === 'completed' && step.key !== 'preview' ? <StepCounts step={step} /> : null}
          {step.key === 'checks' ? <Checks checks={checks} /> : <Findings step={step} />}
        </Card>
      ))}
    </>
  );
}

function RowsThroughSteps({ steps }: { steps: readonly Step[] }) {
  const pairs = steps.flatMap(({ key, title, status, before, after }) =>
    status === 'completed' &&
    key !== 'preview' &&
    key !== 'checks' &&
    before.rows !== undefined &&
    after.rows !== undefined
      ? [{ name: title, before: before.rows, after: after.rows }]
      : [],
  );
  const [first, last] = [pairs[0], pairs.at(-1)];
  if (!first || !last) return null;
  const lost = first.before - last.after;
  return (
    <Card title="Records by step">
      <ChartFigure
        title="Records before and after each step"
        height="low"
        sentence={
          lost === 0
            ? first.before === 1
              ? 'The record was kept.'
              : `All ${formatCount(first.before)} records were kept.`
            : `${formatCount(lost)} of ${formatCount(first.before)} records were removed; ${formatCount(last.after)} remain.`
        }
      >
        <BeforeAfter pairs={pairs} />
      </ChartFigure>
    </Card>
  );
}

/** The counts of a step. Some are only taken before or only after it. */
function StepCounts({ step: { title, before, after } }: { step: Step }) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  if (names.length === 0) return null;
  const count = (value: number | undefined) => (value === undefined ? '' : formatCount(value));
  return (
    <DataTable
      caption={`${title}: counts before and after`}
      keyOf={(name) => name}
      rows={names}
      columns={[
        { name: 'Count', cell: wordsOf, isRowHeader: true },
        { name: 'Before', cell: (name) => count(before[name]), numeric: true },
        { name: 'After', cell: (name) => count(after[name]), numeric: true },
      ]}
    />
  );
}

const Checks = ({ checks }: { checks: readonly ResultCheck[] }) =>
  checks.length === 0 ? null : (
    <DataTable
      caption="Result checks"
      keyOf={({ check }) => check}
      rows={checks}
      columns={[
        { name: 'Check', cell: ({ check }) => wordsOf(check), isRowHeader: true },
        {
          name: 'Result',
          cell: ({ passed }) => <Badge tone={passed ? 'good' : 'bad'}>{passed ? 'Passed' : 'Failed'}</Badge>,
        },
        { name: 'Actual', cell: ({ found }) => found },
        { name: 'Expected', cell: ({ expected }) => expected },
      ]}
    />
  );
