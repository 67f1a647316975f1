import { type AppError, toAppError } from './errors.ts';
import { inTime, LateError } from './in-time.ts';

/** Whether a server that Sluice needs answers. Health checks are public, so it names error codes and no address. */
export interface ServerHealth {
  readonly state: 'up' | 'down';
  readonly latency_ms: number;
  /** Sluice's error code, followed by that of the driver or socket where known. */
  readonly reason?: string;
}

const PATIENCE_MS = 3_000;

/**
 * Asks a server for at most three seconds.
 * @param known what an error of this server means
 */
export async function checkServer(
  ask: () => Promise<void>,
  known: (error: unknown) => AppError = toAppError,
): Promise<ServerHealth> {
  const start = performance.now();
  const taken = () => Math.round(performance.now() - start);
  try {
    await inTime(ask(), PATIENCE_MS);
    return { state: 'up', latency_ms: taken() };
  } catch (error) {
    return { state: 'down', latency_ms: taken(), reason: reasonOf(error, known) };
  }
}

function reasonOf(error: unknown, known: (error: unknown) => AppError): string {
  if (error instanceof LateError) return 'TIMEOUT';
  const { code, context, cause } = known(error);
  if (context.reason) return String(context.reason);
  for (let at: unknown = cause; at instanceof Error; at = at.cause) {
    const { code: detail } = at as { code?: unknown };
    if (typeof detail === 'string' && /^[A-Z][A-Z0-9_]+$/.test(detail)) return `${code} (${detail})`;
  }
  return code;
}
