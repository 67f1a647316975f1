import type { ReportDownload } from '@sluice/jobs/report';
import type { Findings, Material } from '../types.ts';

/** Produces one artifact. The output is deterministic, byte for byte. */
export interface Producer {
  /** Whether the tool has the data for the artifact. Default: always. */
  canMake?(findings: Findings): boolean;
  /** `files` are all artifacts of the analysis, as listed in its report before they are stored. */
  produce(material: Material, files: readonly ReportDownload[]): AsyncIterable<Uint8Array>;
}
