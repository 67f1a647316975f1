export { FileInference, MOST_CELLS, MOST_RECORDS } from './infer-file.ts';
export type { FileInferenceOptions, Inference, InferenceWarning, InferredColumn, KeyCandidate } from './types.ts';
