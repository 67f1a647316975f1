import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { downloadContentRoute } from './content.ts';
import { getDownloadRoute } from './get.ts';
import { listDownloadsRoute } from './list.ts';
import { reprocessDownloadRoute } from './reprocess.ts';

export function registerDownloads(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openapi(listDownloadsRoute.route(), listDownloadsRoute.handler(deps));
  api.openapi(getDownloadRoute.route(), getDownloadRoute.handler(deps));
  api.openapi(downloadContentRoute.route(), downloadContentRoute.handler(deps));
  api.openapi(reprocessDownloadRoute.route(deps), reprocessDownloadRoute.handler(deps));
}
