// @ts-check
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './paths.mjs';
import { SHIPPED_FILE, shippedImporters } from './shipped-importers.mjs';

test('the module of the shipped definitions is up to date', () => {
  const isCurrent = readFileSync(SHIPPED_FILE, 'utf8') === shippedImporters();
  expect(isCurrent, 'libs/importers/src/shipped/definitions.ts is out of date. Run: npm run importers:generate').toBe(
    true,
  );
});

test('every shipped importer can be chosen in the API', () => {
  const document = JSON.parse(readFileSync(path.join(ROOT, 'libs/client/openapi.json'), 'utf8'));
  const names = JSON.stringify(document.paths);
  for (const [, name] of shippedImporters().matchAll(/^ {2}'([a-z-]+)':/gm)) expect(names).toContain(`"${name}"`);
});
