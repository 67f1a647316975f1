import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { asUpload } from '../../middleware/trace.ts';
import { completeUploadRoute } from './complete.ts';
import { getUploadRoute } from './get.ts';
import { requestUploadRoute } from './request.ts';
import { uploadRequestSchema } from './schemas.ts';

export function registerUpload(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openAPIRegistry.register('UploadRequest', uploadRequestSchema);
  api.use('/upload/*', asUpload);
  api.openapi(requestUploadRoute.route(deps), requestUploadRoute.handler(deps));
  api.openapi(getUploadRoute.route(), getUploadRoute.handler(deps));
  api.openapi(completeUploadRoute.route(), completeUploadRoute.handler(deps));
}
