import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { cancelAnalysisRoute } from './cancel.ts';
import { createAnalysisRoute } from './create.ts';
import { deleteAnalysisRoute } from './delete.ts';
import { analysisDownloadsRoute } from './downloads.ts';
import { analysisEventsRoute } from './events.ts';
import { getAnalysisRoute } from './get.ts';
import { listAnalysesRoute } from './list.ts';
import { analysisReportRoute } from './report.ts';
import { retryAnalysisRoute } from './retry.ts';
import { analysisByDocument, analysisByFile, reportComponents } from './schemas.ts';
import { analyzeNowRoute } from './sync.ts';

export function registerAnalyses(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openAPIRegistry.register('AnalysisByDocument', analysisByDocument);
  api.openAPIRegistry.register('AnalysisByFile', analysisByFile);
  for (const [name, schema] of Object.entries(reportComponents())) {
    api.openAPIRegistry.registerComponent('schemas', name, schema);
  }
  api.openapi(createAnalysisRoute.route(deps), createAnalysisRoute.handler(deps));
  api.openapi(analyzeNowRoute.route(deps), analyzeNowRoute.handler(deps));
  api.openapi(listAnalysesRoute.route(), listAnalysesRoute.handler(deps));
  api.openapi(getAnalysisRoute.route(), getAnalysisRoute.handler(deps));
  api.openapi(analysisReportRoute.route(), analysisReportRoute.handler(deps));
  api.openapi(analysisDownloadsRoute.route(), analysisDownloadsRoute.handler(deps));
  api.openapi(analysisEventsRoute.route(), analysisEventsRoute.handler(deps));
  api.openapi(cancelAnalysisRoute.route(), cancelAnalysisRoute.handler(deps));
  api.openapi(retryAnalysisRoute.route(deps), retryAnalysisRoute.handler(deps));
  api.openapi(deleteAnalysisRoute.route(), deleteAnalysisRoute.handler(deps));
}
