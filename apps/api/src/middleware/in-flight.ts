import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../context.ts';

/** Knows which handlers are still at work, so that a stop can wait for what they clean up. */
export class InFlight {
  readonly #running = new Set<Promise<void>>();

  readonly middleware = createMiddleware<AppEnv>((_c, next) => {
    const run = next();
    const settled = run.then(
      () => {},
      () => {},
    );
    this.#running.add(settled);
    void settled.then(() => this.#running.delete(settled));
    return run;
  });

  get size(): number {
    return this.#running.size;
  }

  /** Resolves when every handler that runs now has ended. */
  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }
}
