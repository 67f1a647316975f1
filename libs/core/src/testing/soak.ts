const { SOAK, SEED } = process.env;

/** Whether `npm run soak` runs the tests: the same ones, repeated for longer. Only this file reads its variables. */
export const soaking = SOAK === '1';

/** Seed of all random data in tests. `npm test` always uses the same one; `npm run soak` picks one and prints it. */
export const seed = Number(SEED || 1);

/** How often to repeat something: `usual` times in `npm test`, `soak` times in `npm run soak`. */
export const repeats = (usual: number, soak: number): number => (soaking ? soak : usual);

/** Options of `fc.assert`: the seed and the number of runs of a property. */
export const runs = (usual = 100, soak = 20 * usual) => ({ seed, numRuns: repeats(usual, soak) });

/**
 * Starts the clock on something that Sluice promises to do within `ms`. The returned function stops it, and throws when it
 * took longer. A busy machine can break any such promise, so only `npm run soak` measures it.
 */
export function promised(ms: number): () => void {
  const began = performance.now();
  return () => {
    const took = Math.round(performance.now() - began);
    if (soaking && took > ms) throw new Error(`It took ${took} ms instead of at most ${ms} ms.`);
  };
}
