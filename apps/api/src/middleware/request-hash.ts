import { createHash } from 'node:crypto';

/** A hash of a request: method, path and `body`, unambiguously separated. */
export const hashRequest = (method: string, path: string, body: string): string =>
  createHash('sha256')
    .update(JSON.stringify([method, path, body]))
    .digest('hex');

/** The same for a form: its fields sorted by name, and the SHA-256 of its file. */
export const hashForm = (
  method: string,
  path: string,
  fields: ReadonlyMap<string, string>,
  fileSha256: string | undefined,
): string => {
  const sorted = [...fields].sort(([a], [b]) => (a < b ? -1 : 1));
  return hashRequest(method, path, JSON.stringify([sorted, fileSha256 ?? null]));
};
