// @ts-check
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DOCUMENT_FILE, openApiDocument, SCHEMA_FILE, schemaOf } from './client-document.mjs';

const REPAIR = 'is out of date. Run: npm run client:generate';

test('the generated client matches the built API', async () => {
  const document = await openApiDocument();
  expect(readFileSync(DOCUMENT_FILE, 'utf8') === document, `libs/client/openapi.json ${REPAIR}`).toBe(true);
  expect(readFileSync(SCHEMA_FILE, 'utf8') === (await schemaOf(document)), `libs/client/src/schema.ts ${REPAIR}`).toBe(
    true,
  );
});
