import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SCRIPT = fileURLToPath(new URL('../../../scripts/services.mjs', import.meta.url));
const run = promisify(execFile);

export interface OwnServers {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Simulates a crash. */
  kill(name: 'mysql' | 'valkey'): Promise<void>;
  start(name: 'mysql' | 'valkey'): Promise<void>;
  close(): Promise<void>;
}

/** Starts a MySQL and a Valkey for one suite, which may crash them. S3 is the shared one from the environment. */
export async function startOwnServers(): Promise<OwnServers> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'sluice-own-'));
  const { DATABASE_URL: _, REDIS_URL: __, ...env } = process.env;
  const services = async (...args: string[]): Promise<string> => {
    const { stdout } = await run(process.execPath, [SCRIPT, ...args, '--dir', dir], {
      env: { ...env, SLUICE_SERVICES: 'packages' },
    });
    return stdout;
  };
  await services('start');
  const lines = (await services('env')).split('\n').map((line): [string, string] => {
    const at = line.indexOf('=');
    return [line.slice(0, at), line.slice(at + 1)];
  });
  const found = new Map(lines);
  return {
    databaseUrl: found.get('DATABASE_URL') ?? '',
    redisUrl: found.get('REDIS_URL') ?? '',
    kill: async (name) => void (await services('stop', name, '--signal', 'SIGKILL')),
    start: async (name) => void (await services('start', name)),
    async close() {
      await services('stop');
      await rm(dir, { recursive: true, force: true });
    },
  };
}
