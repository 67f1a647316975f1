export { shipped } from './definitions.ts';
