// @ts-check
import { isReachable } from '../ports.mjs';
import { Plain } from '../progress.mjs';
import { SERVICE_NAMES, VARIABLE_OF } from './names.mjs';

const DEFAULT_PORT = { 'mysql:': 3306, 'redis:': 6379, 'rediss:': 6379, 'http:': 80, 'https:': 443 };

/** The servers that the environment names; these scripts run the others. */
export const namedServices = () => SERVICE_NAMES.filter((name) => (process.env[VARIABLE_OF[name]] ?? '') !== '');

/** @param {import('./names.mjs').ServiceName} name */
export function addressOf(name) {
  const variable = VARIABLE_OF[name];
  try {
    const url = new URL(process.env[variable] ?? '');
    const port = Number(url.port) || DEFAULT_PORT[/** @type {keyof typeof DEFAULT_PORT} */ (url.protocol)];
    return { host: url.hostname.replace(/^\[|\]$/g, ''), port };
  } catch {
    throw new Plain(`${variable} is not a valid URL.`);
  }
}

/** @param {import('./names.mjs').ServiceName[]} names @throws {Plain} that lists the unreachable servers */
export async function requireReachable(names) {
  const checked = await Promise.all(
    names.map(async (name) => {
      const { host, port } = addressOf(name);
      return (await isReachable(host, port))
        ? []
        : [`${VARIABLE_OF[name]} names ${host}:${port}, which is unreachable.`];
    }),
  );
  const silent = checked.flat();
  if (silent.length > 0) throw new Plain(silent.join('\n'));
}
