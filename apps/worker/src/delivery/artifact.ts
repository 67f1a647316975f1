import type { ArtifactName } from '@sluice/jobs';

/** A file that an analysis makes; everything about it, its bytes too, is the same whenever it is made. */
export interface Artifact {
  readonly name: ArtifactName;
  readonly downloadId: string;
  readonly kind: string;
  readonly format: 'xlsx' | 'csv' | 'json';
  /** As a person sees it. */
  readonly fileName: string;
  readonly key: string;
  readonly contentType: string;
  produce(): AsyncIterable<Uint8Array>;
}

/** What became of it. */
export interface Produced {
  readonly sizeBytes: number;
  /** Hex, of all bytes. */
  readonly sha256: string;
}
