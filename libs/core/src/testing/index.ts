export { promised, repeats, runs, seed, soaking } from './soak.ts';
