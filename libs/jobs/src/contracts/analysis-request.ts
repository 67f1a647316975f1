import { z } from 'zod';
import { cleanParameters } from './clean-parameters.ts';
import { profileParameters } from './profile-parameters.ts';

export const toolNames = ['profile-my-data', 'clean-my-data'] as const;
export const toolName = z.enum(toolNames);
export type ToolName = z.infer<typeof toolName>;

/** What a person can ask each tool for. */
export const toolParameters = {
  'profile-my-data': profileParameters,
  'clean-my-data': cleanParameters,
} as const satisfies Record<ToolName, z.ZodType>;
export type ToolParameters<T extends ToolName> = z.output<(typeof toolParameters)[T]>;

/** The files that an analysis can make. `cleaned.csv` and `quarantined.csv` are made by clean-my-data only. */
export const artifactNames = ['report.xlsx', 'report.json', 'cleaned.csv', 'quarantined.csv'] as const;
export const artifactName = z.enum(artifactNames);
export type ArtifactName = z.infer<typeof artifactName>;

/** What each tool makes when nothing is said. */
export const toolArtifacts: Readonly<Record<ToolName, readonly ArtifactName[]>> = {
  'profile-my-data': ['report.xlsx', 'report.json'],
  'clean-my-data': ['report.xlsx', 'report.json', 'cleaned.csv', 'quarantined.csv'],
};

/** `analysis_reports.options`: everything a worker needs beside the document. */
export const analysisOptions = z.object({
  tool: toolName,
  /** Checked against `toolParameters[tool]`; kept whole, defaults included, so that a later version decides nothing new. */
  parameters: z.record(z.string(), z.unknown()),
  artifacts: z.array(artifactName),
  upload_to_s3: z.boolean(),
});
export type AnalysisOptions = z.output<typeof analysisOptions>;
