import { isSluiceError, type SluiceError } from '@sluice/client';

/** Exit codes; docs/cli.md lists them. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  failedRows: 3,
  notAllowed: 4,
  unreachable: 5,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A failure with a message for the user. */
export class CliError extends Error {
  readonly exitCode: ExitCode;
  constructor(message: string, exitCode: ExitCode = exitCodes.failed) {
    super(message);
    this.exitCode = exitCode;
  }
}

export const usageError = (message: string): CliError => new CliError(message, exitCodes.usage);

/** Codes for no answer, or an answer that is not from Sluice. */
const UNREACHABLE = new Set<SluiceError['code']>(['NETWORK', 'UNEXPECTED_ANSWER']);

export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CliError) return error.exitCode;
  if (!isSluiceError(error)) return exitCodes.failed;
  if (error.status === 401 || error.status === 403) {
    return error.code === 'UPLOAD_REFUSED' ? exitCodes.failed : exitCodes.notAllowed;
  }
  return UNREACHABLE.has(error.code) || error.status === 503 ? exitCodes.unreachable : exitCodes.failed;
}
