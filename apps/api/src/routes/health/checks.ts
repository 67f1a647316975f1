import { inTime, LateError } from '@sluice/core';
import { checkDatabase } from '@sluice/db';
import type { Deps } from '../../context.ts';
import { requestError } from '../../problem.ts';

export interface CheckResult {
  readonly state: 'up' | 'down';
  readonly latency_ms: number;
  /** Only error codes, never an address or a name, because this endpoint is public. */
  readonly reason?: string;
}

const PATIENCE_MS = 3_000;

/** Checks MySQL, Redis and S3 in parallel, each for at most three seconds. */
export async function checkAll({ db, queues, storage }: Pick<Deps, 'db' | 'queues' | 'storage'>) {
  const [mysql, redis, s3] = await Promise.all([
    check(() => checkDatabase(db)),
    check(() => queues.check()),
    check(() => storage.check()),
  ]);
  return { mysql, redis, s3 };
}

async function check(ask: () => Promise<void>): Promise<CheckResult> {
  const start = performance.now();
  const taken = () => Math.round(performance.now() - start);
  try {
    await inTime(ask(), PATIENCE_MS);
    return { state: 'up', latency_ms: taken() };
  } catch (error) {
    return { state: 'down', latency_ms: taken(), reason: reasonOf(error) };
  }
}

/** Sluice's error code, followed by that of the driver or socket where known. */
function reasonOf(error: unknown): string {
  if (error instanceof LateError) return 'TIMEOUT';
  const known = requestError(error);
  if (known.context.reason) return String(known.context.reason);
  for (let at: unknown = known.cause; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) return `${known.code} (${code})`;
  }
  return known.code;
}
