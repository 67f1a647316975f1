import { failureReason, rethrowAbort } from '../shared/findings.ts';
import type { StepReport, ToolContext } from '../types.ts';
import { parametersOfStep } from './parameters.ts';
import { StepOutput } from './step-output.ts';
import type { CleanContext, CleanState, CleanStep, StepResult } from './types.ts';

/** The result of one step: its report, and unless it was skipped or failed its findings and output. */
export interface ChainLink {
  readonly report: StepReport;
  readonly result?: StepResult;
  readonly output?: StepOutput;
}

export interface Chain {
  readonly links: readonly ChainLink[];
  readonly state: CleanState;
}

type Runtime = Pick<ToolContext, 'signal' | 'progress' | 'logger'>;

/** The chain's share of the tool's work; the rest is reporting. */
const CHAIN_SHARE = 0.95;

/**
 * Runs the steps in order, each on the output of the previous one. A step that fails is reported as failed and its output
 * is discarded; the next step continues from the state before it.
 * @throws the signal's reason, and AppErrors of the job: those end the analysis.
 */
export async function runChain(context: CleanContext, { signal, progress, logger }: Runtime): Promise<Chain> {
  const { chain, source } = context;
  let state: CleanState = { table: source.table, rows: source.rows };
  const links: ChainLink[] = [];
  for (const [at, step] of chain.entries()) {
    signal.throwIfAborted();
    progress(step.key, (at / chain.length) * CHAIN_SHARE);
    const link = await runStep(context, step, state, { signal, logger });
    state = link.result?.state ?? state;
    links.push(link);
  }
  return { links, state };
}

async function runStep(
  context: CleanContext,
  step: CleanStep,
  state: CleanState,
  { signal, logger }: Pick<Runtime, 'signal' | 'logger'>,
): Promise<ChainLink> {
  const { key, title } = step;
  const { enabled, parameters } = parametersOfStep(context.parameters, key);
  const started = performance.now();
  const unchanged = {
    key,
    title,
    parameters,
    before: { rows: state.rows },
    after: { rows: state.rows },
    findings: null,
  };
  const took = (): number => Math.round(performance.now() - started);
  const idle = enabled ? step.idle?.(context.parameters) : 'disabled in the parameters';
  if (idle) return { report: { ...unchanged, status: 'skipped', reason: idle, execution_time_ms: took() } };
  const output = await StepOutput.open(context.engine, key);
  try {
    const result = await step.run(context, state, output);
    const { before, after, findings, sheet } = result;
    const numbers = { before, after, findings, ...(sheet ? { sheet } : {}) };
    return {
      report: { key, title, parameters, status: 'completed', ...numbers, execution_time_ms: took() },
      result,
      output,
    };
  } catch (error) {
    rethrowAbort(error, signal);
    logger.warn({ err: error, step: key }, 'cleaning step failed');
    await output.discard();
    return { report: { ...unchanged, status: 'failed', reason: failureReason(error), execution_time_ms: took() } };
  }
}
