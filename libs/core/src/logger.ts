import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import { redactText } from './redact.ts';

export type { Logger } from 'pino';

/** What must never reach a log, wherever an object carries it. */
const SECRET_KEYS = ['authorization', 'cookie', 'password', 'secret', 'token', 'secretAccessKey', 'accessKeyId', 'jwt'];
const REDACTED_PATHS = SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);

export interface LoggerOptions {
  readonly service: string;
  readonly level?: string;
  /** Where lines go; standard output unless told. */
  readonly destination?: DestinationStream;
}

/** A JSON line logger. Give a request or a job its own with `withTrace`. */
export function createLogger({ service, level = 'info', destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { service, pid: process.pid },
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
    // Signed URLs and tokens come in messages and stacks, where no path leads.
    hooks: { streamWrite: redactText },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** A child logger whose every line carries `trace_id` (and what else is given). */
export const withTrace = (logger: Logger, traceId: string, bindings: Record<string, unknown> = {}): Logger =>
  logger.child({ trace_id: traceId, ...bindings });
