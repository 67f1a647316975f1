import { expect } from 'vitest';
import type { Dialect } from '../index.ts';
import { inspect, type ReadOptions } from './read-table.ts';

export const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding);
export const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

/** The dialect and the codes of the warnings, after checking that small chunks and a single one give the same. */
export function found(
  content: Buffer,
  options: ReadOptions = {},
): Partial<Dialect> & { warnings: string[]; records: number } {
  const small = inspect(content, { ...options, chunkBytes: 3 });
  expect(small).toEqual(inspect(content, options));
  if (small.kind !== 'csv') throw new Error('not a CSV');
  return { ...small.dialect, warnings: small.warnings.map(({ code }) => code), records: small.records };
}

/** Why a file is refused, or what it was found to be. */
export const refusal = (content: Buffer, options: ReadOptions = {}) => {
  try {
    return inspect(content, options);
  } catch (error) {
    const { code, message, context } = error as { code: string; message: string; context: Record<string, unknown> };
    return { code, message, context };
  }
};
