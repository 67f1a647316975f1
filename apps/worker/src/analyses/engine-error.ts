import { AppError } from '@sluice/core';

/** DuckDB prefixes each message with the fixed name of the error's class; the driver passes on nothing else. */
const MEMORY = /^(Out of Memory Error|TransactionContext Error: Failed to commit: Out of Memory)/;
/** Also an Out of Memory Error; it names the setting. */
const TEMP = /max_temp_directory_size/;
const DISK = /^IO Error\b.*No space left on device/s;

export interface EngineLimits {
  readonly memoryMb: number;
  /** Disk space for what does not fit in memory. */
  readonly tempMb: number;
}

/** Converts DuckDB errors that the user or operator can fix to AppErrors. */
export function engineError(error: unknown, { memoryMb, tempMb }: EngineLimits): unknown {
  const message = error instanceof Error ? error.message : String(error);
  if (TEMP.test(message)) {
    return new AppError(
      'ANALYSIS_OUT_OF_MEMORY',
      `The analysis needs more than the ${memoryMb} MB of memory and ${tempMb} MB of disk space that it may use. Split the ` +
        'file, or ask your operator to raise ANALYSIS_TEMP_MB or ANALYSIS_MEMORY_MB.',
      { cause: error },
    );
  }
  if (MEMORY.test(message)) {
    return new AppError(
      'ANALYSIS_OUT_OF_MEMORY',
      `The analysis needs more than its limit of ${memoryMb} MB of memory, or more disk space than is free in ` +
        'its spool folder. Raise ANALYSIS_MEMORY_MB, or give SPOOL_DIR a larger disk.',
      { cause: error },
    );
  }
  if (DISK.test(message)) {
    return new AppError(
      'ANALYSIS_OUT_OF_MEMORY',
      'The analysis ran out of disk space in its spool folder (SPOOL_DIR). Give it a larger disk, or raise ' +
        `ANALYSIS_MEMORY_MB (${memoryMb}) so that it spills less.`,
      { cause: error },
    );
  }
  return error;
}
