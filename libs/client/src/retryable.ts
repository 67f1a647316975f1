import { fileErrorCodes } from './schema.ts';

const hopeless: ReadonlySet<string | null> = new Set(fileErrorCodes);

/** Whether a retry of an import or analysis that failed with this code may succeed; the API refuses all others. */
export const isRetryable = (code: string | null): boolean => !hopeless.has(code);
