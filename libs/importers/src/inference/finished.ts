import { readDefinition } from '../document/read-definition.ts';
import type { Inference, InferenceWarning, InferredColumn, KeyCandidate } from './types.ts';
import { yamlText } from './yaml-text.ts';

interface Found {
  /** Lines at the start of the text. */
  readonly comments: readonly string[];
  readonly columns: readonly InferredColumn[];
  readonly keys: readonly KeyCandidate[];
  readonly warnings: readonly InferenceWarning[];
}

/** The inference with its text. What is wrong with the definition, such as its size, is a warning: a person can mend it. */
export function finished(
  definition: Readonly<Record<string, unknown>>,
  { comments, columns, keys, warnings }: Found,
): Inference {
  const notes = warnings.map(({ message, column }) => (column === undefined ? message : `${column}: ${message}`));
  const source = yamlText(definition, [...comments, ...notes.slice(0, MOST_NOTES)]);
  const { problems } = readDefinition(source);
  const wrong = problems.map(({ path, message }) => ({ code: 'DEFINITION_INVALID', message: `${path}: ${message}` }));
  return { definition, source, columns, key_candidates: keys, warnings: [...warnings, ...wrong] };
}
const MOST_NOTES = 20;
