import type { Analysis } from '@sluice/client';
import { Waiting } from '../shell/Waiting.tsx';
import { Card } from '../ui/Card.tsx';
import { formatCount } from '../ui/format.ts';
import { Note } from '../ui/Note.tsx';
import { Progress } from '../ui/Progress.tsx';
import styles from './Analyses.module.css';
import { wordsOf } from './numbers.ts';
import { toolTitle } from './tools.ts';

/** The stage of a phase. Phases reported by the tool itself belong to the middle stage. */
const stageOf = (phase: string | null): number =>
  phase === null ? -1 : ({ reading: 0, loading: 1, 'writing report': 3, uploading: 3, saving: 4 }[phase] ?? 2);

/** The current stage of a running analysis and its progress. */
export function AnalysisProgress({ analysis }: { analysis: Analysis }) {
  const { phase, percent, status, tool, total_rows: records, attempt, error_message: message } = analysis;
  const now = stageOf(phase);
  const stages = ['Reading document', 'Loading data', toolTitle(tool), 'Writing output files', 'Saving report'];
  const label = status === 'cancelling' ? 'Cancelling' : phase === null ? 'Waiting for a worker' : wordsOf(phase);
  return (
    <Card title="Progress">
      <Progress
        label={label}
        percent={percent}
        detail={records === null ? 'Records not counted yet' : `${formatCount(records)} records`}
      />
      <ol className={styles.stages} aria-label="Stages">
        {stages.map((stage, at) => (
          <li
            key={stage}
            className={at < now ? styles.done : undefined}
            {...(at === now ? { 'aria-current': 'step' } : {})}
          >
            {stage}
            {at < now ? <span className="visually-hidden"> (done)</span> : null}
          </li>
        ))}
      </ol>
      {message ? (
        <Note tone="warn" title={`Attempt ${attempt} was interrupted. The next one starts automatically.`}>
          {message}
        </Note>
      ) : null}
      {status === 'queued' ? <Waiting /> : null}
      <p className={styles.soft}>You can close this page. The analysis continues, and its report will appear here.</p>
    </Card>
  );
}
