import { createHash } from 'node:crypto';
import { newId } from '@sluice/core';

/** UTF-8 bytes of one component; six of them, or three and a file name, stay below the 1,024 that S3 allows a key. */
const COMPONENT_BYTES = 120;
const FILE_NAME_BYTES = 200;

const bytes = (text: string) => Buffer.byteLength(text);

/** The longest prefix of `text` within `limit` UTF-8 bytes, without splitting a character. */
function truncate(text: string, limit: number): string {
  let size = 0;
  let out = '';
  for (const char of text) {
    size += bytes(char);
    if (size > limit) break;
    out += char;
  }
  return out;
}

/** NFKC comes first, because it turns other characters into slashes and dots. */
const clean = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}\p{M}._-]+/gu, '-')
    .replace(/(?<!-)-+\./g, '.')
    .replace(/\.{2,}/g, '.')
    .replace(/-{2,}/g, '-')
    .replace(/^[.-]+|(?<![.-])[.-]+$/g, '');

/** Different long names stay different: the removed part is replaced by eight hex digits of the full name's hash. */
function bounded(text: string, limit: number, suffix = ''): string {
  if (bytes(text) <= limit) return text;
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 8);
  // Two dashes in a row would become one if the name is sanitized again.
  const stem = truncate(text.slice(0, text.length - suffix.length), limit - bytes(suffix) - 9).replace(
    /(?<![.-])[.-]+$/,
    '',
  );
  return `${stem}-${digest}${suffix}`;
}

/**
 * A file name as one component of a key: lowercase letters and digits of any script, `.`, `_` and `-`, at most 200 bytes,
 * with its extension. Deterministic and idempotent; never empty, `.` or `..`.
 */
export function sanitizeFileName(fileName: string): string {
  const name = clean(fileName) || 'file';
  const extension = /[^.](\.[a-z0-9]{1,10})$/.exec(name)?.[1] ?? '';
  return bounded(name, FILE_NAME_BYTES, extension);
}

const component = (text: string) => bounded(clean(text), COMPONENT_BYTES) || 'none';

/** What every key of an environment starts with: `{env}/`. Different names can have the same prefix, such as Prod and prod. */
export const environmentPrefix = (env: string): string => `${component(env)}/`;

/** The key of a document: `{env}/documents/{account}/{docId}`. */
export function documentKey(env: string, accountId: string, docId: string): string {
  return [env, 'documents', accountId, docId].map(component).join('/');
}

/** Another key for the same document, after an upload to its first one was given up: `{env}/documents/{account}/{docId}/{n}`. */
export const freshDocumentKey = (env: string, accountId: string, docId: string): string =>
  `${documentKey(env, accountId, docId)}/${newId()}`;

export interface ChunkName {
  readonly env: string;
  readonly accountId: string;
  readonly docId: string;
  /** Each session has its own keys, so that a late PUT of an earlier one overwrites nothing. */
  readonly sessionId: string;
  /** From 0. */
  readonly chunkNumber: number;
}

/** The key of a chunk on its storage server: `{env}/chunks/{account}/{docId}/{session}/{n}`. */
export function chunkKey({ env, accountId, docId, sessionId, chunkNumber }: ChunkName): string {
  return [env, 'chunks', accountId, docId, sessionId, String(chunkNumber)].map(component).join('/');
}

/**
 * Another key for a chunk that goes to another server during its session: `…/{session}/{n}/{id}`. Whoever has read its old
 * place must not take the new object for it, also where two servers share a bucket.
 */
export const freshChunkKey = (name: ChunkName): string => `${chunkKey(name)}/${newId()}`;

export interface ArtifactName {
  readonly env: string;
  /** What created it: `import-assets`, `clean-my-data`, ... */
  readonly tool: string;
  /** The ID of its import or analysis. */
  readonly ownerId: string;
  /** When its owner was created, so that every retry computes the same key. */
  readonly createdAt: Date;
  readonly fileName: string;
}

/** `{env}/{tool}/{owner}/{timestamp}_{file name}`, for example `dev/assets/0193.../20261121t220710123z_result.csv`. */
export function artifactKey({ env, tool, ownerId, createdAt, fileName }: ArtifactName): string {
  const timestamp = createdAt.toISOString().replace(/[-:.]/g, '').toLowerCase();
  return [...[env, tool, ownerId].map(component), `${timestamp}_${sanitizeFileName(fileName)}`].join('/');
}
