import { type Hook, OpenAPIHono } from '@hono/zod-openapi';
import { AppError, excerpt } from '@sluice/core';
import type { ErrorHandler } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { secureHeaders } from 'hono/secure-headers';
import { SESSION_COOKIE } from './auth/credentials.ts';
import type { AppContext, AppEnv, Deps } from './context.ts';
import { authenticate } from './middleware/authenticate.ts';
import { measure, requestLog } from './middleware/observe.ts';
import { limited, limitFailures } from './middleware/rate-limit.ts';
import { requestId } from './middleware/request-id.ts';
import { trace } from './middleware/trace.ts';
import { requestError, retryAfterOf, toProblem, zodFields } from './problem.ts';
import { registerAdmin } from './routes/admin/index.ts';
import { registerAnalyses } from './routes/analyses/index.ts';
import { createDashboard } from './routes/dashboard/index.ts';
import { registerDocs } from './routes/docs/index.ts';
import { registerDocuments } from './routes/documents/index.ts';
import { registerDownloads } from './routes/downloads/index.ts';
import { registerErrorLogs } from './routes/error-logs/index.ts';
import { registerHealth } from './routes/health/index.ts';
import { registerImports } from './routes/imports/index.ts';
import { registerJobs } from './routes/jobs/index.ts';
import { registerMetrics } from './routes/metrics/index.ts';
import { registerQueues } from './routes/queues/index.ts';
import { registerReprocessRuns } from './routes/reprocess-runs/index.ts';
import { registerRetentionHolds } from './routes/retention-holds/index.ts';
import { registerRows } from './routes/rows/index.ts';
import { registerSession } from './routes/session/index.ts';
import { registerStorageServers } from './routes/storage-servers/index.ts';
import { registerTools } from './routes/tools/index.ts';
import { registerTraces } from './routes/traces/index.ts';
import { registerUpload } from './routes/upload/index.ts';

const description = {
  openapi: '3.1.0',
  info: {
    title: 'Sluice',
    version: '0.1.0',
    description: 'Import CSV and XLSX files into MySQL, profile and clean them, and download reports and result files.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/' }],
};

/** The whole API as one fetch handler. Does nothing until it is called. */
export function createApp(deps: Deps): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  app.use(requestId(deps), measure(deps), deps.inFlight.middleware, requestLog, security);
  app.use(methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }));
  app.onError(answerError);
  const dashboard = createDashboard(deps);
  app.notFound(async (c) => {
    const page = await dashboard(c);
    return page ?? answer(c, new AppError('NOT_FOUND', `No route matches ${excerpt(c.req.path)}.`));
  });

  registerHealth(app, deps);
  registerMetrics(app, deps);
  registerDocs(app);
  registerAdmin(app, deps);
  const api = new OpenAPIHono<AppEnv>({ defaultHook: refuseInput });
  api.use(noStore);
  registerSession(api, deps);
  api.use(limitFailures(deps, authenticate(deps)), limited(deps, 'requests'), trace(deps));
  registerUpload(api, deps);
  registerDocuments(api, deps);
  registerTools(api);
  registerAnalyses(api, deps);
  registerDownloads(api, deps);
  registerReprocessRuns(api, deps);
  registerJobs(api, deps);
  registerQueues(api, deps);
  registerTraces(api, deps);
  registerErrorLogs(api, deps);
  registerStorageServers(api, deps);
  registerRetentionHolds(api, deps);
  // Last: `/{importer}` would match the paths above.
  registerImports(api, deps);
  registerRows(api, deps);
  app.route('/api/v1', api);

  const bearerAuth = { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } as const;
  const sessionCookie = { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE } as const;
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearerAuth', bearerAuth);
  app.openAPIRegistry.registerComponent('securitySchemes', 'sessionCookie', sessionCookie);
  let document: string | undefined;
  app.get('/openapi.json', (c) => {
    document ??= JSON.stringify(app.getOpenAPI31Document(description));
    return c.body(document, 200, { 'Content-Type': 'application/json' });
  });
  return app;
}

/** Default headers of responses: they are data, and browsers may load nothing for them. */
const security = secureHeaders({
  overwrite: false,
  xFrameOptions: 'DENY',
  contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
});

const noStore = async (c: AppContext, next: () => Promise<void>): Promise<void> => {
  c.header('Cache-Control', 'no-store');
  await next();
};

/** An error as application/problem+json; also kept for the log and the trace. */
function answer(c: AppContext, failure: AppError): Response {
  c.set('failure', failure);
  const problem = toProblem(failure, { instance: c.req.path, traceId: c.var.traceId });
  const retryAfter = retryAfterOf(failure);
  if (retryAfter !== undefined) c.header('Retry-After', String(retryAfter));
  return c.body(JSON.stringify(problem), problem.status, { 'Content-Type': 'application/problem+json' });
}

const answerError: ErrorHandler<AppEnv> = (error, c) => answer(c, requestError(error));

const refuseMethod = (c: AppContext, allowed: string[]): Response => {
  c.header('Allow', allowed.join(', '));
  return answer(c, new AppError('METHOD_NOT_ALLOWED', `${excerpt(c.req.path)} supports ${allowed.join(', ')}.`));
};

/** Input that fails a route's schema: an unknown importer is a missing route, a bad ID is malformed. */
const refuseInput: Hook<unknown, AppEnv, string, void> = (result) => {
  if (result.success) return;
  const fields = zodFields(result.error);
  if (result.target !== 'param') {
    throw new AppError('VALIDATION_FAILED', 'The request has invalid fields; see `fields`.', { fields });
  }
  if (fields.some(({ field }) => field === 'importer')) throw new AppError('NOT_FOUND', 'No importer has this name.');
  throw new AppError('MALFORMED_REQUEST', 'The path is malformed; see `fields`.', { fields });
};
