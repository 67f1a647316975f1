/** As the server cuts large documents: its `CHUNK_COUNT` and the default of `CHUNK_THRESHOLD_BYTES`. */
const CHUNK_COUNT = 6;
const CHUNK_THRESHOLD_BYTES = 64 * 1024 * 1024;

/**
 * Sizes of the chunks that the server will most probably want; empty for a document in one piece. Where the server is
 * configured otherwise it refuses hashes that do not fit, and the upload goes without them.
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

/** What a file's name says of its media type. */
export const typeOfName = (name: string): string =>
  types[/\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream';
