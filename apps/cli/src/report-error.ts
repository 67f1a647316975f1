import { isSluiceError, type SluiceError } from '@sluice/client';
import { CliError, exitCodeOf } from './exit-codes.ts';
import { printable } from './show/text.ts';

/** What to do about it, where there is something. */
const advice: Partial<Record<SluiceError['code'], string>> = {
  UNAUTHENTICATED: 'Sign in: sluice login --url URL, or set SLUICE_TOKEN.',
  FORBIDDEN: 'Ask for a token with a higher role; sluice token shows yours.',
  NETWORK: 'Is the server running, and is this its address? Set it with --url, SLUICE_URL or sluice login.',
  UNEXPECTED_ANSWER: 'Is this the address of Sluice? Set it with --url, SLUICE_URL or sluice login.',
  QUEUE_FULL: 'Wait until some of the unfinished work is done, then run the same command again.',
  RATE_LIMITED: 'Wait a moment, then run the same command again.',
  UPLOAD_REFUSED: 'Run the same command again; if the file has changed, it is read anew.',
  STORAGE_UNAVAILABLE: 'Run the same command again in a moment; what has arrived is not sent again.',
};

/** An error for a person: what happened, which fields, what to do, and the id that finds it on the server. */
export function describeError(error: unknown): string {
  if (error instanceof CliError) return error.message;
  if (!isSluiceError(error)) return error instanceof Error ? error.message : String(error);
  const lines = [printable(error.detail)];
  for (const { field, message } of error.fields) lines.push(`  ${printable(field)}: ${printable(message)}`);
  const help = advice[error.code];
  if (help) lines.push(help);
  if (error.traceId) lines.push(`Trace id: ${printable(error.traceId)}`);
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
