export { FileInference } from './infer-file.ts';
export { inferTable, type TableInferenceOptions } from './infer-table.ts';
export type { KnownImporter } from './table-references.ts';
export type { FileInferenceOptions, Inference, InferenceWarning, InferredColumn, KeyCandidate } from './types.ts';
