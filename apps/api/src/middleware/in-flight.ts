import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../context.ts';

/** Tracks running handlers, so that shutdown can wait for their cleanup. */
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

  /** Resolves when every handler running now has finished. */
  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }
}
