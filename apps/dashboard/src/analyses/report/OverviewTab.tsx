import type { Analysis } from '@sluice/client';
import { Card } from '../../ui/Card.tsx';
import { formatDuration } from '../../ui/format.ts';
import styles from '../Analyses.module.css';
import { Alerts } from './Alerts.tsx';
import { GradeCard } from './GradeCard.tsx';
import { Markdown } from './Markdown.tsx';
import { NextSteps } from './NextSteps.tsx';
import { Recommendations } from './Recommendations.tsx';
import { findingsOf, type Report } from './read-report.ts';
import { SummaryTiles } from './SummaryTiles.tsx';

/** Grade, key figures, alerts, next steps, summary and recommendations. */
export function OverviewTab({ analysis, report }: { analysis: Analysis; report: Report }) {
  const grade = findingsOf(report, 'quality');
  const took = analysis.execution_time_ms;
  return (
    <>
      {grade ? <GradeCard grade={grade} /> : null}
      <SummaryTiles tiles={grade ? report.tiles.filter(({ summary_id: id }) => id !== 'grade') : report.tiles} />
      <Alerts alerts={report.alerts} />
      <NextSteps analysis={analysis} routing={report.routing} />
      <Card title="Summary">
        <Markdown text={report.summary} />
        {took === null ? null : (
          <p className={styles.soft}>
            Generated from the data by fixed rules in{' '}
            {took < 1_000 ? 'less than a second' : formatDuration(took / 1_000)}.
          </p>
        )}
      </Card>
      <Recommendations recommendations={report.recommendations} />
    </>
  );
}
