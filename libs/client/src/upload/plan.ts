/** How the server splits large documents: its `CHUNK_COUNT` and the default of `CHUNK_THRESHOLD_BYTES`. */
const CHUNK_COUNT = 6;
const CHUNK_THRESHOLD_BYTES = 64 * 1024 * 1024;

/**
 * The chunk sizes that the server will probably use; empty for a document that is not chunked. A server with other
 * settings refuses hashes that do not fit, and the upload continues without them.
 */
export function likelyChunkSizes(sizeBytes: number): number[] {
  if (sizeBytes <= CHUNK_THRESHOLD_BYTES) return [];
  const remainder = sizeBytes % CHUNK_COUNT;
  const base = (sizeBytes - remainder) / CHUNK_COUNT;
  return Array.from({ length: CHUNK_COUNT }, (_, chunk) => (chunk < remainder ? base + 1 : base));
}

const types: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  txt: 'text/plain',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The media type by file extension. */
export const typeOfName = (name: string): string =>
  types[/\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream';
