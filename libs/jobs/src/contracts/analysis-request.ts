import { z } from 'zod';
import { cleanParameters } from './clean-parameters.ts';
import { profileParameters } from './profile-parameters.ts';

export const toolNames = ['profile-my-data', 'clean-my-data'] as const;
export const toolName = z.enum(toolNames);
export type ToolName = z.infer<typeof toolName>;

/** The parameters of each tool. */
export const toolParameters = {
  'profile-my-data': profileParameters,
  'clean-my-data': cleanParameters,
} as const satisfies Record<ToolName, z.ZodType>;
export type ToolParameters<T extends ToolName> = z.output<(typeof toolParameters)[T]>;

/** The artifacts of analyses. Only clean-my-data produces `cleaned.csv` and `quarantined.csv`. */
export const artifactNames = ['report.xlsx', 'report.json', 'cleaned.csv', 'quarantined.csv'] as const;
export const artifactName = z.enum(artifactNames);
export type ArtifactName = z.infer<typeof artifactName>;

/** The default artifacts of each tool. */
export const toolArtifacts: Readonly<Record<ToolName, readonly ArtifactName[]>> = {
  'profile-my-data': ['report.xlsx', 'report.json'],
  'clean-my-data': ['report.xlsx', 'report.json', 'cleaned.csv', 'quarantined.csv'],
};

/** `analysis_reports.options`: everything a worker needs besides the document. */
export const analysisOptions = z.object({
  tool: toolName,
  /** Checked against `toolParameters[tool]`; kept whole, defaults included, so that a later version decides nothing new. */
  parameters: z.record(z.string(), z.unknown()),
  artifacts: z.array(artifactName),
  upload_to_s3: z.boolean(),
});
export type AnalysisOptions = z.output<typeof analysisOptions>;
