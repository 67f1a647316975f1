import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { createDocumentRoute } from './create.ts';
import { documentForm } from './schemas.ts';

export function registerDocuments(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openAPIRegistry.register('DocumentForm', documentForm);
  api.openapi(createDocumentRoute.route(deps), createDocumentRoute.handler(deps));
}
