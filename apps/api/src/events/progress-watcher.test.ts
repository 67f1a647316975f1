import { createLogger } from '@sluice/core';
import { describe, expect, it } from 'vitest';
import { ProgressWatcher } from './progress-watcher.ts';

interface State {
  readonly id: string;
}
const common = { logger: createLogger({ service: 'test', level: 'silent' }), idOf: ({ id }: State) => id };
const state = (id: string): State => ({ id });

describe('ProgressWatcher', () => {
  it('polls once for all listeners, and stops without listeners', async () => {
    const asked: string[][] = [];
    const watcher = new ProgressWatcher({
      ...common,
      intervalMs: 1,
      load: async (ids) => {
        asked.push([...ids]);
        return ids.map(state);
      },
    });
    const seen = await new Promise<string[]>((resolve) => {
      const seen: string[] = [];
      const stops = ['a', 'b', 'a'].map((id) =>
        watcher.watch(id, (job) => {
          seen.push(job.id);
          if (seen.length < 3) return;
          for (const stop of stops) stop();
          resolve(seen);
        }),
      );
    });
    expect(seen.sort()).toEqual(['a', 'a', 'b']);
    expect(asked).toEqual([['a', 'b']]);
    expect(watcher.size).toBe(0);
  });

  it('resumes when the database comes back', async () => {
    let calls = 0;
    const watcher = new ProgressWatcher({
      ...common,
      intervalMs: 1,
      load: async (ids) => {
        calls++;
        if (calls < 3) throw new Error('down');
        return ids.map(state);
      },
    });
    await new Promise<void>((resolve) => {
      const stop = watcher.watch('a', () => {
        stop();
        resolve();
      });
    });
    expect(calls).toBe(3);
  });

  it('refuses listeners beyond its limit', () => {
    const watcher = new ProgressWatcher({ ...common, load: async () => [], maxListeners: 1 });
    const stop = watcher.watch('a', () => {});
    expect(() => watcher.watch('b', () => {})).toThrow(expect.objectContaining({ code: 'QUEUE_FULL' }));
    stop();
    stop();
    watcher.watch('b', () => {})();
    expect(watcher.size).toBe(0);
  });
});
