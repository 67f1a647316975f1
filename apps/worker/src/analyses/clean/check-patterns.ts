import { AppError, isAppError } from '@sluice/core';
import type { CleanParameters } from '@sluice/jobs';
import type { Engine } from '../engine.ts';

/** @throws AppError VALIDATION_FAILED naming a pattern that is not a valid RE2 expression */
export async function checkPatterns(
  engine: Engine,
  { quarantine }: CleanParameters,
  signal: AbortSignal,
): Promise<void> {
  for (const [at, { pattern }] of quarantine.formats.entries()) {
    if (pattern === undefined) continue;
    try {
      await engine.rows(`SELECT regexp_full_match('', ?)`, [pattern]);
    } catch (error) {
      signal.throwIfAborted();
      if (isAppError(error) || !(error instanceof Error)) throw error;
      const message = `expected an RE2 expression; received "${pattern}" (${error.message.split('\n', 1)[0]})`;
      throw new AppError('VALIDATION_FAILED', `quarantine.formats.${at}.pattern: ${message}`, {
        fields: [{ field: `parameters.quarantine.formats.${at}.pattern`, code: 'PATTERN_INVALID', message }],
        cause: error,
      });
    }
  }
}
