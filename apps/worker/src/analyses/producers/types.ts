import type { ReportDownload } from '@sluice/jobs/report';
import type { Findings, Material } from '../types.ts';

/** Makes one artifact. Everything about it, its bytes too, is the same whenever it is made. */
export interface Producer {
  /** Whether the tool found what the artifact is made of; unless given, it always did. */
  canMake?(findings: Findings): boolean;
  /** `files` are all artifacts of the analysis, as its report lists them before they are stored. */
  produce(material: Material, files: readonly ReportDownload[]): AsyncIterable<Uint8Array>;
}
