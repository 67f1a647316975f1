export { type Definition, definition } from './definition.ts';
export type { Problem, ProblemCode } from './problem.ts';
export { type DefinitionReading, MOST_PROBLEMS, type ReadOptions, readDefinition } from './read-definition.ts';
