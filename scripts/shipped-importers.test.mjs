// @ts-check
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SHIPPED_FILE, shippedImporters } from './shipped-importers.mjs';

test('the module of the shipped definitions is up to date', () => {
  const isCurrent = readFileSync(SHIPPED_FILE, 'utf8') === shippedImporters();
  expect(isCurrent, 'libs/importers/src/shipped/definitions.ts is out of date. Run: npm run importers:generate').toBe(
    true,
  );
});
