import { newId } from '@sluice/core';
import { afterAll, beforeAll, describe } from 'vitest';
import type { Storage } from '../storage.ts';
import { failing } from './conformance/failing.ts';
import { objects } from './conformance/objects.ts';
import { presigned } from './conformance/presigned.ts';
import { reading } from './conformance/reading.ts';
import { roundTrips } from './conformance/round-trips.ts';

export interface ConformanceOptions {
  /** Opens the storage under test; its bucket must exist. */
  readonly open: () => Promise<Storage>;
  /** Closes it and removes what the suite left behind. */
  readonly close: (storage: Storage) => Promise<void>;
  /** Part size of the implementation; the suite tests sizes around it. */
  readonly partBytes: number;
}

/** Defines vitest tests of what every Storage must do. Call it in a test file, once per implementation or server. */
export function storageConformance(name: string, { open, close, partBytes }: ConformanceOptions): void {
  describe(name, () => {
    const prefix = `conformance/${newId()}`;
    let storage: Storage | undefined;
    let count = 0;
    beforeAll(async () => {
      storage = await open();
    });
    afterAll(async () => {
      if (storage) await close(storage);
    });
    const context = {
      storage: () => storage as Storage,
      partBytes,
      key: (last = 'object') => {
        count += 1;
        return `${prefix}/${count}/${last}`;
      },
    };
    roundTrips(context);
    reading(context);
    objects(context);
    failing(context);
    presigned(context);
  });
}
