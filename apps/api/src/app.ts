import { type Hook, OpenAPIHono } from '@hono/zod-openapi';
import { AppError, excerpt } from '@sluice/core';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { secureHeaders } from 'hono/secure-headers';
import { auditTrail, declaredChanges } from './audit/declare.ts';
import { SESSION_COOKIE } from './auth/credentials.ts';
import type { AppContext, AppEnv, Deps } from './context.ts';
import { authenticate } from './middleware/authenticate.ts';
import { measure, operationOf, requestLog } from './middleware/observe.ts';
import { limited, limitFailures } from './middleware/rate-limit.ts';
import { requestId } from './middleware/request-id.ts';
import { trace } from './middleware/trace.ts';
import { requestError, retryAfterOf, toProblem, zodFields } from './problem.ts';
import { registerAccount } from './routes/account/index.ts';
import { registerAdmin } from './routes/admin/index.ts';
import { registerAnalyses } from './routes/analyses/index.ts';
import { registerAuditEvents } from './routes/audit-events/index.ts';
import { createDashboard } from './routes/dashboard/index.ts';
import { registerDocs } from './routes/docs/index.ts';
import { registerDocuments } from './routes/documents/index.ts';
import { registerDownloads } from './routes/downloads/index.ts';
import { registerErrorLogs } from './routes/error-logs/index.ts';
import { registerHealth } from './routes/health/index.ts';
import { registerImporters } from './routes/importers/index.ts';
import { registerImports } from './routes/imports/index.ts';
import { registerJobs } from './routes/jobs/index.ts';
import { registerMetrics } from './routes/metrics/index.ts';
import { registerQueues } from './routes/queues/index.ts';
import { registerReprocessRuns } from './routes/reprocess-runs/index.ts';
import { registerRetentionHolds } from './routes/retention-holds/index.ts';
import { registerRows } from './routes/rows/index.ts';
import { registerSession } from './routes/session/index.ts';
import { registerStatus } from './routes/status/index.ts';
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
  const answer = answerWith(deps);
  app.use(requestId(deps), measure(deps), deps.inFlight.middleware, requestLog, security, auditTrail(deps));
  app.use(methodNotAllowed({ app, onMethodNotAllowed: refuseMethod(answer) }));
  app.onError((error, c) => answer(c, requestError(error)));
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
  api.use(limitFailures(deps, authenticate(deps)));
  registerStatus(api, deps);
  api.use(limited(deps, 'requests'), trace(deps));
  registerAccount(api, deps);
  registerUpload(api, deps);
  registerDocuments(api, deps);
  registerTools(api);
  registerImporters(api, deps);
  registerAnalyses(api, deps);
  registerDownloads(api, deps);
  registerReprocessRuns(api, deps);
  registerJobs(api, deps);
  registerQueues(api, deps);
  registerTraces(api, deps);
  registerErrorLogs(api, deps);
  registerAuditEvents(api, deps);
  registerStorageServers(api, deps);
  registerRetentionHolds(api, deps);
  // Last: `/{importer}` would match the paths above.
  registerImports(api, deps);
  registerRows(api, deps);
  app.route('/api/v1', api);
  declaredChanges(app.routes);

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

type Answer = (c: AppContext, failure: AppError) => Response;

/** Answers with an error as application/problem+json, keeps it for the log, and makes sure that its trace ID has a trace. */
const answerWith =
  ({ refusals }: Pick<Deps, 'refusals'>): Answer =>
  (c, failure) => {
    c.set('failure', failure);
    const { requestId: request_id, principal, isTraced } = c.var;
    const traceId = isTraced
      ? c.get('traceId')
      : refusals.record(
          {
            traceId: c.get('traceId'),
            operation: operationOf(c),
            metadata: { request_id, ...(principal ? { subject: principal.subject } : {}) },
            ...(principal ? { accountId: principal.accountId } : {}),
          },
          failure,
        );
    if (traceId !== c.get('traceId')) c.set('logger', c.get('logger').child({ shared_trace_id: traceId }));
    const problem = toProblem(failure, { instance: c.req.path, traceId });
    const retryAfter = retryAfterOf(failure);
    if (retryAfter !== undefined) c.header('Retry-After', String(retryAfter));
    return c.body(JSON.stringify(problem), problem.status, { 'Content-Type': 'application/problem+json' });
  };

const refuseMethod =
  (answer: Answer) =>
  (c: AppContext, allowed: string[]): Response => {
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
