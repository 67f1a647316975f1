export type { Definition } from './definition.ts';
export { definitionText, type TextFormat, textFormats } from './definition-text.ts';
export { definitionJsonSchema } from './json-schema.ts';
export type { Problem } from './problem.ts';
export { MOST_PROBLEMS, readDefinition } from './read-definition.ts';
export { reservedNames } from './reserved-names.ts';
export { MOST_BYTES } from './source.ts';
