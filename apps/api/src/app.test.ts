import { createLogger } from '@sluice/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createApp } from './app.ts';
import type { Deps } from './context.ts';
import { createApiMetrics } from './metrics/api-metrics.ts';
import { InFlight } from './middleware/in-flight.ts';
import { Refusals } from './middleware/refusals.ts';

/** Enough for requests that reach no other dependency. */
const deps = {
  logger: createLogger({ service: 'test', level: 'silent' }),
  inFlight: new InFlight(),
  dashboardDir: '/nonexistent',
  metrics: createApiMetrics({
    inFlight: () => 0,
    eventStreams: () => ({}),
    rateLimiter: () => ({ isAlone: false, fallbacks: 0 }),
  }),
  refusals: new Refusals({ begin: () => () => {} }),
  limits: { maxUploadBytes: 1, maxQueuedImports: 1 },
} as Deps;
const app = createApp(deps);

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security?: unknown[];
  readonly parameters?: { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly responses: Record<string, { readonly description: string; readonly content?: Record<string, unknown> }>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, unknown> };
}
let document: Document;
beforeAll(async () => {
  document = (await (await app.request('/openapi.json')).json()) as Document;
});

const operations = (): [string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );

/** Operations that need no token. */
const open = new Set(['createSession', 'createDevelopmentSession', 'deleteSession', 'getSignInOptions']);

/** Routes that serve the documentation, a redirect for browsers, and the queue board's own. */
const undocumented = /^(GET \/(openapi\.json|docs|admin\/login)|PUT \/admin\/queues\/)/;

describe('the OpenAPI document', () => {
  it('describes every route and no other', () => {
    const routes = app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
      .filter((route) => !undocumented.test(route));
    expect(
      operations()
        .map(([name]) => name)
        .sort(),
    ).toEqual([...new Set(routes)].sort());
  });

  it('is OpenAPI 3.1, and all its references resolve', () => {
    expect(document.openapi).toBe('3.1.0');
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
    expect(refs.length).toBeGreaterThan(10);
    for (const [, name] of refs) expect(document.components.schemas).toHaveProperty(name ?? '');
  });

  it('gives every operation a name, a summary and described responses', () => {
    const ids = operations().map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [name, operation] of operations()) {
      expect(operation.summary, name).toBeTruthy();
      expect(
        Object.keys(operation.responses).some((status) => /^[23]/.test(status)),
        name,
      ).toBe(true);
      for (const { description } of Object.values(operation.responses)) expect(description, name).toBeTruthy();
    }
  });

  it('declares every parameter of a path', () => {
    for (const [name, { parameters = [] }] of operations()) {
      const declared = parameters.filter((parameter) => parameter.in === 'path' && parameter.required);
      const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      expect(declared.map((parameter) => parameter.name).sort(), name).toEqual(inPath.sort());
    }
  });

  it('requires a token under /api/v1 and declares problem responses', () => {
    for (const [name, operation] of operations()) {
      if (!name.includes('/api/v1')) continue;
      const known = open.has(operation.operationId) ? [] : [{ bearerAuth: [] }, { sessionCookie: [] }];
      expect(operation.security, name).toEqual(known);
      for (const [status, { content }] of Object.entries(operation.responses)) {
        if (Number(status) >= 400)
          expect(Object.keys(content ?? {}), `${name} ${status}`).toEqual(['application/problem+json']);
      }
    }
  });

  it('describes the options of imports', () => {
    expect(document.components.schemas).toHaveProperty('ImportByFile.allOf.1.properties.on_duplicate');
  });

  it('describes the options that say how a file is read once', () => {
    const { schemas } = document.components;
    expect(schemas).toHaveProperty('ReadingOptions.properties.header_row');
    expect(JSON.stringify(document).match(/"header_row":/g)).toHaveLength(1);
    const closed = { unevaluatedProperties: false };
    const extending = (name: string) => ({ allOf: [{ $ref: `#/components/schemas/${name}` }, expect.anything()] });
    expect(schemas).toMatchObject({
      ImportOptions: extending('ReadingOptions'),
      ImportByDocument: { ...extending('ImportOptions'), ...closed },
      ImportByFile: { ...extending('ReadingOptions'), ...closed },
      ProfileMyDataParameters: { ...extending('ReadingOptions'), ...closed },
      CleanMyDataParameters: { ...extending('ReadingOptions'), ...closed },
    });
  });

  it('writes patterns without slashes and flags, which JSON Schema would read as text', () => {
    const patterns = [...JSON.stringify(document).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)];
    expect(patterns.length).toBeGreaterThan(5);
    for (const [, pattern = ''] of patterns) expect(JSON.parse(pattern)).not.toMatch(/\/[a-z]*$/);
  });

  it('contains the parameters of the tools', () => {
    const { schemas } = document.components;
    expect(schemas).toHaveProperty('ProfileMyDataParameters.allOf.1.properties.compare_doc_id');
    expect(schemas).toHaveProperty('CleanMyDataParameters.allOf.1.properties.nulls.description');
    expect(JSON.stringify(schemas.AnalysisByDocument)).toContain('#/components/schemas/CleanMyDataParameters');
  });
});

describe('outside the routes', () => {
  it.each([
    ['GET', '/api/nothing', 404, 'NOT_FOUND'],
    ['GET', '/metrics/nothing', 404, 'NOT_FOUND'],
    ['POST', '/nothing', 404, 'NOT_FOUND'],
    ['POST', '/health/live', 405, 'METHOD_NOT_ALLOWED'],
  ])('%s %s returns a problem response', async (method, path, status, code) => {
    const response = await app.request(path, { method });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ code, status, instance: path });
    expect(response.headers.get('x-request-id')).toBeTruthy();
  });

  it('lists the allowed methods in a 405', async () => {
    expect((await app.request('/health/live', { method: 'DELETE' })).headers.get('allow')).toBe('GET, HEAD');
  });

  it('serves the reference page without other origins, under a matching content security policy', async () => {
    const page = await app.request('/docs');
    const html = await page.text();
    expect(html).not.toMatch(/https?:\/\//);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    for (const [, path] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
      const asset = await app.request(path ?? '');
      expect(asset.status, path).toBe(200);
      expect((await asset.arrayBuffer()).byteLength, path).toBeGreaterThan(50);
    }
    expect((await app.request('/docs/package.json')).status).toBe(404);
    expect((await app.request('/docs/..%2fpackage.json')).status).toBe(404);
  });

  it('forbids browsers to load anything for data responses', async () => {
    const { headers } = await app.request('/health/live');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});
