import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import { redactText } from './redact.ts';

export type { Logger } from 'pino';

/** Keys whose values must never reach a log. */
const SECRET_KEYS = ['authorization', 'cookie', 'password', 'secret', 'token', 'secretAccessKey', 'accessKeyId', 'jwt'];
const REDACTED_PATHS = SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);

export interface LoggerOptions {
  readonly service: string;
  readonly level?: string;
  /** Where lines go. Default: standard output. */
  readonly destination?: DestinationStream;
}

/** A JSON line logger. Use `withTrace` for a request or a job. */
export function createLogger({ service, level = 'info', destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { service, pid: process.pid },
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
    // Signed URLs and tokens also occur in messages and stacks, which paths do not cover.
    hooks: { streamWrite: redactText },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** A child logger that adds `trace_id` and other bindings to every line. */
export const withTrace = (logger: Logger, traceId: string, bindings: Record<string, unknown> = {}): Logger =>
  logger.child({ trace_id: traceId, ...bindings });
