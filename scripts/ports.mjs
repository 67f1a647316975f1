// @ts-check
import net from 'node:net';
import { Plain } from './progress.mjs';

/**
 * Whether the port is free. Tested by listening, because a port may be in use without accepting connections.
 * @param {number} port
 */
export function isFree(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * The first free port from `first` on: predictable, and below the ephemeral range.
 * @param {number} first
 */
export async function freePortFrom(first) {
  for (let port = first; port < first + 200; port++) if (await isFree(port)) return port;
  throw new Plain(`No free port between ${first} and ${first + 199}.`);
}

/**
 * Connects, sends `hello` if given, and returns the first bytes of the reply.
 * @param {{ port: number, host?: string, hello?: string, timeout?: number }} target
 * @returns {Promise<Buffer | undefined>} undefined if there is no reply in time
 */
export function firstAnswer({ port, host = '127.0.0.1', hello, timeout = 1000 }) {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host });
    const finish = (/** @type {Buffer | undefined} */ answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeout, () => finish(undefined));
    socket.once('error', () => finish(undefined)).once('close', () => finish(undefined));
    socket.once('data', finish);
    if (hello !== undefined) socket.write(hello);
  });
}

/** @param {string} host @param {number} port @param {number} [timeout] milliseconds */
export function isReachable(host, port, timeout = 3000) {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host, timeout });
    const finish = (/** @type {boolean} */ answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket
      .once('connect', () => finish(true))
      .once('timeout', () => finish(false))
      .once('error', () => finish(false));
  });
}
