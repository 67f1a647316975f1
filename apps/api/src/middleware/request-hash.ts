import { createHash } from 'node:crypto';

/** One hash for a request: method, path and what `body` says of its body, each unmistakably apart. */
export const hashRequest = (method: string, path: string, body: string): string =>
  createHash('sha256')
    .update(JSON.stringify([method, path, body]))
    .digest('hex');

/** The same for a form: its fields in the order of their names, and the SHA-256 of its file. */
export const hashForm = (
  method: string,
  path: string,
  fields: ReadonlyMap<string, string>,
  fileSha256: string | undefined,
): string => {
  const sorted = [...fields].sort(([a], [b]) => (a < b ? -1 : 1));
  return hashRequest(method, path, JSON.stringify([sorted, fileSha256 ?? null]));
};
