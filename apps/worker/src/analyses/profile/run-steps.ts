import { failureReason, rethrowAbort } from '../shared/findings.ts';
import type { RowIssues } from '../shared/row-issues.ts';
import type { StepReport, ToolContext } from '../types.ts';
import type { Profile, ProfileStep, StepOutcome } from './types.ts';

export interface StepRun {
  readonly report: StepReport;
  /** Undefined for a step that was skipped or failed. */
  readonly outcome: StepOutcome | undefined;
}

/** Runs the steps in order. A step that throws is reported as failed; the others still run, unless the columns are missing. */
export async function runSteps(
  steps: readonly ProfileStep[],
  profile: Profile,
  rowIssues: RowIssues,
  { signal, progress, logger }: Pick<ToolContext, 'signal' | 'progress' | 'logger'>,
): Promise<StepRun[]> {
  const runs: StepRun[] = [];
  for (const [at, step] of steps.entries()) {
    signal.throwIfAborted();
    progress(step.title, at / steps.length);
    const started = performance.now();
    const report = { key: step.key, title: step.title, parameters: step.parameters ?? {} };
    const since = (): number => Math.round(performance.now() - started);
    const nothing = { before: {}, after: {}, findings: null };
    const uncounted = runs.length > 0 && profile.columns.length < profile.source.columns.length;
    const reason = uncounted ? 'the columns could not be profiled' : step.idle?.(profile);
    if (reason !== undefined) {
      const skipped = { ...report, ...nothing, status: 'skipped', reason, execution_time_ms: 0 } as const;
      runs.push({ report: skipped, outcome: undefined });
      continue;
    }
    try {
      const outcome = await step.run(profile);
      for (const query of outcome.rowIssues ?? []) await rowIssues.add(step.key, query);
      const { numbers, findings, sheet } = outcome;
      const done = {
        status: 'completed',
        execution_time_ms: since(),
        before: numbers,
        after: numbers,
        findings,
      } as const;
      runs.push({ report: { ...report, ...done, ...(sheet === undefined ? {} : { sheet }) }, outcome });
    } catch (error) {
      rethrowAbort(error, signal);
      logger.warn({ err: error, step: step.key }, 'profile step failed');
      await rowIssues.discard(step.key);
      const failed = { ...report, ...nothing, status: 'failed', reason: failureReason(error) } as const;
      runs.push({ report: { ...failed, execution_time_ms: since() }, outcome: undefined });
    }
  }
  progress('done', 1);
  return runs;
}
