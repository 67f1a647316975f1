import type { z } from 'zod';
import { answerSettings, authSettings, httpSettings, limitSettings } from './api.ts';
import { definitionSettings, importSettings } from './importing.ts';
import { metricsSettings, runtimeSettings, serverSettings, workerMetricsSettings } from './servers.ts';
import { aboutSetting, type Reader } from './setting.ts';
import { storageSettings } from './storage.ts';
import { checkoutSettings, clientSettings, composeSettings } from './tools.ts';
import { sharedUploadSettings, uploadSettings } from './uploads.ts';
import { retentionSettings, sweepSettings, workSettings } from './worker.ts';

export * from './api.ts';
export type { EndpointRule } from './endpoint-rule.ts';
export * from './importing.ts';
export { parseEnv } from './parse-env.ts';
export * from './servers.ts';
export { type About, aboutSetting, type Described, type Reader } from './setting.ts';
export * from './storage.ts';
export * from './tools.ts';
export * from './uploads.ts';
export * from './worker.ts';

export interface Concern {
  readonly title: string;
  readonly schemas: readonly z.ZodObject[];
}

/** Every setting of Sluice, in the order in which people read about them. */
export const concerns: readonly Concern[] = [
  { title: 'Database and queue', schemas: [serverSettings] },
  { title: 'Storage', schemas: [storageSettings] },
  { title: 'Authentication', schemas: [authSettings] },
  { title: 'HTTP', schemas: [httpSettings] },
  { title: 'Limits', schemas: [limitSettings, answerSettings] },
  { title: 'Uploads', schemas: [uploadSettings, sharedUploadSettings] },
  { title: 'Importers', schemas: [importSettings, definitionSettings] },
  { title: 'Workers', schemas: [workSettings] },
  { title: 'Sweeps', schemas: [sweepSettings] },
  { title: 'Retention', schemas: [retentionSettings] },
  { title: 'Metrics', schemas: [metricsSettings, workerMetricsSettings] },
  { title: 'Mode and logs', schemas: [runtimeSettings] },
  { title: 'Docker Compose', schemas: [composeSettings] },
  { title: 'Command line', schemas: [clientSettings] },
  { title: 'Checkout', schemas: [checkoutSettings] },
];

/** The names of the settings that are declared as read by `reader`. */
export const namesReadBy = (reader: Reader): string[] =>
  concerns
    .flatMap(({ schemas }) => schemas.flatMap(({ shape }) => Object.entries(shape)))
    .filter(([, schema]) => aboutSetting(schema as z.ZodType)?.readBy.includes(reader))
    .map(([name]) => name);
