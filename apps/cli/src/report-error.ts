import { isSluiceError, type SluiceError } from '@sluice/client';
import { CliError, exitCodeOf } from './exit-codes.ts';
import { printable } from './show/text.ts';

/** What to do about an error, where something helps. */
const advice: Partial<Record<SluiceError['code'], string>> = {
  UNAUTHENTICATED: 'Sign in: sluice login --url URL, or set SLUICE_TOKEN.',
  FORBIDDEN: 'Get a token with a higher role. Run sluice token to see yours.',
  NETWORK: 'Check that the server is running and that the URL is right. Set it with --url, SLUICE_URL or sluice login.',
  UNEXPECTED_ANSWER: 'Check that the URL belongs to Sluice. Set it with --url, SLUICE_URL or sluice login.',
  QUEUE_FULL: 'Wait until some unfinished work completes, then run the same command again.',
  RATE_LIMITED: 'Wait a moment, then run the same command again.',
  UPLOAD_REFUSED: 'Run the same command again. If the file has changed, it is read again.',
  STORAGE_UNAVAILABLE: 'Run the same command again in a moment. Uploaded parts are not sent again.',
};

/** An error for people: what happened, which fields, what to do, and the trace ID. */
export function describeError(error: unknown): string {
  if (error instanceof CliError) return error.message;
  if (!isSluiceError(error)) return error instanceof Error ? error.message : String(error);
  const lines = [printable(error.detail)];
  for (const { field, message } of error.fields) lines.push(`  ${printable(field)}: ${printable(message)}`);
  const help = advice[error.code];
  if (help) lines.push(help);
  if (error.traceId) lines.push(`Trace ID: ${printable(error.traceId)}`);
  return lines.join('\n');
}

/** The same for a program. */
export function errorDocument(error: unknown): unknown {
  const message = error instanceof Error ? error.message : String(error);
  const exit_code = exitCodeOf(error);
  if (!isSluiceError(error)) return { error: { code: 'CLI', message, exit_code } };
  const { code, status, fields, traceId: trace_id } = error;
  return { error: { code, message, status, fields, trace_id, exit_code } };
}
