// @ts-check
import { Plain } from '../progress.mjs';

/**
 * The servers that Sluice needs, in display order.
 * @typedef {'mysql' | 'valkey' | 's3'} ServiceName
 * @typedef {'environment' | 'docker' | 'packages'} Source
 */

/** @type {readonly ServiceName[]} */
export const SERVICE_NAMES = ['mysql', 'valkey', 's3'];

/** The variable that, if set, names an existing server. @type {Record<ServiceName, string>} */
export const VARIABLE_OF = { mysql: 'DATABASE_URL', valkey: 'REDIS_URL', s3: 'S3_ENDPOINT' };

/** Where the search for a free port starts; `ceph` is the internal traffic of the storage cluster behind `s3`. */
export const FIRST_PORT = { mysql: 23306, valkey: 26379, s3: 28000, ceph: 28300 };

/** @param {string} text @returns {ServiceName} */
export function serviceName(text) {
  const found = SERVICE_NAMES.find((name) => name === text);
  if (!found) throw new Plain(`Unknown service: ${text}. Use one of: ${SERVICE_NAMES.join(', ')}.`);
  return found;
}
