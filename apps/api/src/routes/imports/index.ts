import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { cancelImportRoute } from './cancel.ts';
import { createImportRoute } from './create.ts';
import { deleteImportRoute } from './delete.ts';
import { importDeletionsRoute } from './deletions.ts';
import { importErrorGroupsRoute } from './error-groups.ts';
import { importErrorsRoute } from './errors.ts';
import { importEventsRoute } from './events.ts';
import { retryExportRoute } from './export.ts';
import { getImportRoute } from './get.ts';
import { listImportsRoute } from './list.ts';
import { previewImportRoute } from './preview.ts';
import { importResultsRoute } from './results.ts';
import { retryImportRoute } from './retry.ts';
import { importByDocument, importByFile } from './schemas.ts';
import { importTemplateRoute } from './template.ts';

/** Everything under `/{importer}/bulk`. `template` and `preview` must precede `{jobId}`, which would match them too. */
export function registerImports(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openAPIRegistry.register('ImportByDocument', importByDocument);
  api.openAPIRegistry.register('ImportByFile', importByFile);
  api.openapi(createImportRoute.route(deps), createImportRoute.handler(deps));
  api.openapi(previewImportRoute.route(deps), previewImportRoute.handler(deps));
  api.openapi(importTemplateRoute.route(), importTemplateRoute.handler(deps));
  api.openapi(listImportsRoute.route(), listImportsRoute.handler(deps));
  api.openapi(getImportRoute.route(), getImportRoute.handler(deps));
  api.openapi(importEventsRoute.route(), importEventsRoute.handler(deps));
  api.openapi(importErrorsRoute.route(), importErrorsRoute.handler(deps));
  api.openapi(importErrorGroupsRoute.route(), importErrorGroupsRoute.handler(deps));
  api.openapi(importDeletionsRoute.route(), importDeletionsRoute.handler(deps));
  api.openapi(importResultsRoute.route(), importResultsRoute.handler(deps));
  api.openapi(cancelImportRoute.route(), cancelImportRoute.handler(deps));
  api.openapi(deleteImportRoute.route(), deleteImportRoute.handler(deps));
  api.openapi(retryExportRoute.route(deps), retryExportRoute.handler(deps));
  api.openapi(retryImportRoute.route(deps), retryImportRoute.handler(deps));
}
