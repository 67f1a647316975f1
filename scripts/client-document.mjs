// @ts-check
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './paths.mjs';

export const DOCUMENT_FILE = path.join(ROOT, 'libs/client/openapi.json');
export const SCHEMA_FILE = path.join(ROOT, 'libs/client/src/schema.ts');

const HEADER = '// Made by `npm run client:generate` from the API. Do not edit.\n\n';

/**
 * Stands for whatever a route may want of its dependencies while it is only being described; as middleware it passes on.
 * @type {any}
 */
const inert = new Proxy(() => {}, {
  get: (_target, name) => (name === 'then' ? undefined : name === Symbol.toPrimitive ? () => '' : inert),
  apply: (_target, _self, given) => (typeof given.at(-1) === 'function' ? given.at(-1)() : inert),
});

/**
 * The OpenAPI document of the built API, without any server.
 * @returns {Promise<string>} JSON, keys in the order of the routes; the same for the same code
 */
export async function openApiDocument() {
  const built = pathToFileURL(path.join(ROOT, 'apps/api/dist/app.js')).href;
  const { createApp } = await import(built);
  const answer = await createApp(inert).request('/openapi.json');
  if (answer.status !== 200) throw new Error(`/openapi.json answers ${answer.status}: ${await answer.text()}`);
  return `${JSON.stringify(await answer.json(), null, 2)}\n`;
}

/**
 * The types of that document, by openapi-typescript with the compiler that it was written for, and the two things that a
 * client must know while it runs.
 * @param {string} text the document
 * @returns {Promise<string>} TypeScript
 */
export async function schemaOf(text) {
  const requireFor = createRequire(path.join(ROOT, 'libs/client/package.json'));
  const { default: openapiTS, astToString } = requireFor('openapi-typescript');
  const document = JSON.parse(text);
  const types = astToString(await openapiTS(document, { defaultNonNullable: false }));
  const { keyed, importers } = factsOf(document);
  return `${HEADER}${types}
/** Paths whose POST takes an Idempotency-Key. */
export const postsWithIdempotencyKey = ${JSON.stringify(keyed, null, 2)} as const;

export const importerNames = ${JSON.stringify(importers)} as const;
`;
}

/**
 * @typedef {{ in: string, name: string, schema?: { enum?: string[] } }} Parameter
 * @param {{ paths: Record<string, Record<string, { parameters?: Parameter[] }>> }} document
 */
function factsOf({ paths }) {
  const parametersOf = (/** @type {string} */ at, /** @type {string} */ method) =>
    paths[at]?.[method]?.parameters ?? [];
  const keyed = Object.keys(paths).filter((at) =>
    parametersOf(at, 'post').some(({ name }) => name === 'idempotency-key'),
  );
  const importer = parametersOf('/api/v1/{importer}/bulk', 'get').find(({ name }) => name === 'importer');
  return { keyed, importers: importer?.schema?.enum ?? [] };
}
