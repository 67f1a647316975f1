import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv, Deps } from '../../context.ts';
import { archiveImporterRoute, restoreImporterRoute } from './archive.ts';
import { importerDefinitionRoute } from './definition-file.ts';
import { inferImporterRoute, inferRequestSchema } from './infer.ts';
import { deleteMappingRoute, listMappingsRoute, mappingInputSchema, saveMappingRoute } from './mappings.ts';
import { previewDefinitionRoute, previewRequestSchema } from './preview-definition.ts';
import { getImporterRoute, getVersionRoute, listImportersRoute, listVersionsRoute } from './read.ts';
import { saveImporterRoute } from './save.ts';

/** The importers and their versions. */
export function registerImporters(api: OpenAPIHono<AppEnv>, deps: Deps): void {
  api.openAPIRegistry.register('ImporterInferenceRequest', inferRequestSchema);
  api.openAPIRegistry.register('ImporterPreviewRequest', previewRequestSchema);
  api.openAPIRegistry.register('ImportMappingInput', mappingInputSchema);
  api.openapi(saveImporterRoute.route(deps), saveImporterRoute.handler(deps));
  api.openapi(inferImporterRoute.route(deps), inferImporterRoute.handler(deps));
  api.openapi(previewDefinitionRoute.route(deps), previewDefinitionRoute.handler(deps));
  api.openapi(listImportersRoute.route(), listImportersRoute.handler(deps));
  api.openapi(getImporterRoute.route(), getImporterRoute.handler(deps));
  api.openapi(importerDefinitionRoute.route(), importerDefinitionRoute.handler(deps));
  api.openapi(listVersionsRoute.route(), listVersionsRoute.handler(deps));
  api.openapi(getVersionRoute.route(), getVersionRoute.handler(deps));
  api.openapi(listMappingsRoute.route(), listMappingsRoute.handler(deps));
  api.openapi(saveMappingRoute.route(), saveMappingRoute.handler(deps));
  api.openapi(deleteMappingRoute.route(), deleteMappingRoute.handler(deps));
  api.openapi(archiveImporterRoute.route(), archiveImporterRoute.handler(deps));
  api.openapi(restoreImporterRoute.route(), restoreImporterRoute.handler(deps));
}
