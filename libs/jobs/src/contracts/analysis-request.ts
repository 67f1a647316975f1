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

interface ArtifactContract {
  /** Together with the format, identifies its download. */
  readonly kind: string;
  readonly format: 'xlsx' | 'json' | 'csv';
  /** The tools that make it by default. */
  readonly tools: readonly ToolName[];
  readonly description: string;
}

const CLEAN: readonly ToolName[] = ['clean-my-data'];

/** The artifacts of analyses, by name. One without a producer in the worker does not compile. */
export const artifacts = {
  'report.xlsx': {
    ...{ kind: 'report', format: 'xlsx', tools: toolNames },
    description: 'The report as a workbook: a summary, then one sheet per step.',
  },
  'report.json': {
    ...{ kind: 'report', format: 'json', tools: toolNames },
    description: 'The full report for programs.',
  },
  'cleaned.csv': {
    ...{ kind: 'cleaned', format: 'csv', tools: CLEAN },
    description: 'The cleaned records with the original columns, in the original order.',
  },
  'quarantined.csv': {
    ...{ kind: 'quarantined', format: 'csv', tools: CLEAN },
    description: 'The quarantined records, each with its reason.',
  },
} as const satisfies Record<string, ArtifactContract>;
export type ArtifactName = keyof typeof artifacts;
export const artifactNames = Object.keys(artifacts) as ArtifactName[];
export const artifactName = z.enum(artifactNames);

const madeBy = (tool: ToolName): ArtifactName[] => artifactNames.filter((name) => artifacts[name].tools.includes(tool));

/** The default artifacts of each tool. */
export const toolArtifacts: Readonly<Record<ToolName, readonly ArtifactName[]>> = {
  'profile-my-data': madeBy('profile-my-data'),
  'clean-my-data': madeBy('clean-my-data'),
};

/** `analysis_reports.options`: everything a worker needs besides the document. */
export const analysisOptions = z.object({
  tool: toolName,
  /** Validated against `toolParameters[tool]` and stored with its defaults, so that later versions read the same values. */
  parameters: z.record(z.string(), z.unknown()),
  artifacts: z.array(artifactName),
  upload_to_s3: z.boolean(),
});
export type AnalysisOptions = z.output<typeof analysisOptions>;
