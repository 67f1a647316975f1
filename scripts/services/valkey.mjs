// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { firstAnswer } from '../ports.mjs';
import { startDetached } from '../process.mjs';
import { logFileOf, pidFileOf } from './checkout.mjs';

/** @typedef {import('./packaged.mjs').Setting} Setting */

/** Valkey, or Redis if Valkey is not available, with an append-only file and no eviction, as BullMQ requires. */
export const valkey = {
  label: (/** @type {Setting} */ { programs }) => (programs.flavour === 'sid' ? 'Valkey' : 'Redis'),

  /** @param {Setting} setting */
  async start({ checkout, programs }) {
    const { memory, paths, secrets } = checkout;
    const data = path.join(paths.data, programs.flavour === 'sid' ? 'valkey' : 'redis');
    mkdirSync(data, { recursive: true });
    const config = path.join(paths.base, 'valkey.conf');
    // In a file, because every user of the machine can read arguments.
    writeFileSync(
      config,
      `bind 127.0.0.1
port ${memory.ports.valkey}
dir "${data}"
requirepass ${secrets.valkey}
appendonly yes
save ""
maxmemory-policy noeviction
`,
      { mode: 0o600 },
    );
    await startDetached({
      command: programs.program(programs.flavour === 'sid' ? 'valkey-server' : 'redis-server'),
      args: [config],
      logFile: logFileOf(checkout, 'valkey'),
      pidFile: pidFileOf(checkout, 'valkey'),
    });
  },

  /** It replies LOADING while it reads its file; asking for a password means that it is ready. @param {number} port */
  async answers(port) {
    const answer = await firstAnswer({ port, hello: 'PING\r\n' });
    return /^(\+PONG|-NOAUTH)/.test(answer?.toString() ?? '');
  },

  /** @param {import('./checkout.mjs').Checkout} checkout */
  env: ({ memory, secrets }) => ({ REDIS_URL: `redis://:${secrets.valkey}@127.0.0.1:${memory.ports.valkey}/0` }),
};
