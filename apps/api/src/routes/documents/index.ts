import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { documentContentRoute } from './content.ts';
import { createDocumentRoute } from './create.ts';
import { deleteDocumentRoute } from './delete.ts';
import { getDocumentRoute } from './get.ts';
import { listDocumentsRoute } from './list.ts';
import { previewReadingRoute } from './reading.ts';
import { documentForm } from './schemas.ts';

export function registerDocuments(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openAPIRegistry.register('DocumentForm', documentForm);
  api.openapi(createDocumentRoute.route(deps), createDocumentRoute.handler(deps));
  api.openapi(listDocumentsRoute.route(), listDocumentsRoute.handler(deps));
  api.openapi(getDocumentRoute.route(), getDocumentRoute.handler(deps));
  api.openapi(documentContentRoute.route(), documentContentRoute.handler(deps));
  api.openapi(previewReadingRoute.route(deps), previewReadingRoute.handler(deps));
  api.openapi(deleteDocumentRoute.route(), deleteDocumentRoute.handler(deps));
}
