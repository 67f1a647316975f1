const { SOAK, SEED } = process.env;

/** Whether this is `npm run soak`: the same tests, repeated for longer. The only place that reads its variables. */
export const soaking = SOAK === '1';

/** Seed of everything random in a test. `npm test` uses the same one every time; `npm run soak` draws one and prints it. */
export const seed = Number(SEED || 1);

/** How many of something: enough to show it in `npm test`, `soak` of them in `npm run soak`. */
export const repeats = (usual: number, soak: number): number => (soaking ? soak : usual);

/** The seed and the number of runs of a property, for `fc.assert`. */
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
