export { type Definition, definition } from './definition.ts';
export { definitionJsonSchema } from './json-schema.ts';
export type { Place, Problem, ProblemCode } from './problem.ts';
export { type DefinitionReading, MOST_PROBLEMS, type ReadOptions, readDefinition } from './read-definition.ts';
export { reservedNames } from './reserved-names.ts';
export { MOST_BYTES, type SourceFormat } from './source.ts';
