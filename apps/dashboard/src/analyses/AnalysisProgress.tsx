import type { Analysis } from '@sluice/client';
import { NoWorkerYet } from '../shell/NoWorkerYet.tsx';
import { Card } from '../ui/Card.tsx';
import { formatCount } from '../ui/format.ts';
import { Note } from '../ui/Note.tsx';
import { Progress } from '../ui/Progress.tsx';
import styles from './Analyses.module.css';
import { wordsOf } from './numbers.ts';
import { toolTitle } from './tools.ts';

/** Which stage a phase belongs to; what the tool itself says is in the middle. */
const stageOf = (phase: string | null): number =>
  phase === null ? -1 : ({ reading: 0, loading: 1, 'writing report': 3, uploading: 3, saving: 4 }[phase] ?? 2);

/** What a running analysis does, and how far it is. */
export function AnalysisProgress({ analysis }: { analysis: Analysis }) {
  const { phase, percent, status, tool, total_rows: rows, attempt, error_message: message } = analysis;
  const now = stageOf(phase);
  const stages = ['Reading the file', 'Loading the table', toolTitle(tool), 'Writing files', 'Saving the report'];
  const label = status === 'cancelling' ? 'Stopping' : phase === null ? 'Waiting for a worker' : wordsOf(phase);
  return (
    <Card title="Progress">
      <Progress
        label={label}
        percent={percent}
        detail={rows === null ? 'The rows are not counted yet.' : `${formatCount(rows)} rows`}
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
      {attempt > 1 && message ? (
        <Note tone="warn" title={`Attempt ${attempt}: the one before was broken off.`}>
          {message}
        </Note>
      ) : null}
      {status === 'queued' ? <NoWorkerYet /> : null}
      <p className={styles.soft}>This page may be closed: the analysis goes on, and its report will be here.</p>
    </Card>
  );
}
