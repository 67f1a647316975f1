// @ts-check
import { once } from 'node:events';
import net from 'node:net';
import { pipeline, Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @typedef {import('./fault-proxy.d.mts').FaultMode} FaultMode
 * @typedef {import('./fault-proxy.d.mts').FaultOptions} FaultOptions
 * @typedef {import('./fault-proxy.d.mts').FaultProxy} FaultProxy
 * @typedef {'up' | 'down'} Direction up: towards the server
 * @typedef {{ mode: FaultMode, options: FaultOptions }} Fault
 */

/**
 * A TCP proxy on loopback that spoils what passes through it, as a network can.
 * @param {{ to: number, host?: string }} target
 * @returns {Promise<FaultProxy>}
 */
export async function faultProxy({ to, host = '127.0.0.1' }) {
  /** @type {Fault} */
  const fault = { mode: 'ok', options: {} };
  /** @type {Set<() => void>} */
  const breakers = new Set();
  let accepted = 0;
  // Half-open, so that an end on one side reaches the other only after the bytes before it.
  const server = net.createServer({ allowHalfOpen: true }, (client) => {
    accepted += 1;
    if (fault.mode === 'reset') reset(client, fault);
    else breakers.add(join(client, { to, host }, fault, (breaker) => breakers.delete(breaker)));
  });
  await listen(server, 0);
  const port = /** @type {net.AddressInfo} */ (server.address()).port;
  const breakAll = () => {
    for (const breaker of [...breakers]) breaker();
  };
  /** @type {FaultProxy['set']} */
  const set = async (mode, options = {}) => {
    Object.assign(fault, { mode, options });
    if (mode === 'reset' || mode === 'down') breakAll();
    if (mode === 'down' && server.listening) await new Promise((resolve) => server.close(resolve));
    if (mode !== 'down' && !server.listening) await listen(server, port);
  };
  return {
    port,
    set,
    get connections() {
      return breakers.size;
    },
    get accepted() {
      return accepted;
    },
    close: () => set('down'),
  };
}

/** @param {net.Server} server @param {number} port */
async function listen(server, port) {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}

/** @param {net.Socket} client @param {Fault} fault */
function reset(client, fault) {
  client.on('error', () => {});
  resetNow(client);
  spend(fault);
}

/**
 * `resetAndDestroy` alone waits for what is still to be written, which a peer that reads nothing never takes;
 * and a socket that has said its end can no longer be reset, only closed.
 * @param {net.Socket} socket
 */
function resetNow(socket) {
  if (!socket.writableEnded) socket.resetAndDestroy();
  socket.destroy();
}

/** A fault that was asked for once is over after it has struck. @param {Fault} fault */
function spend(fault) {
  if (fault.options.once) Object.assign(fault, { mode: 'ok', options: {} });
}

/**
 * Connects a client with the server through both stages.
 * @param {net.Socket} client
 * @param {{ to: number, host: string }} target
 * @param {Fault} fault
 * @param {(breaker: () => void) => void} onClose
 * @returns {() => void} breaks the connection on both sides
 */
function join(client, { to, host }, fault, onClose) {
  const server = net.connect({ port: to, host, allowHalfOpen: true });
  const breaker = () => {
    for (const socket of [client, server]) resetNow(socket);
  };
  for (const socket of [client, server]) socket.setNoDelay().on('error', breaker);
  client.once('close', () => {
    onClose(breaker);
    server.destroy();
  });
  pipeline(client, stage('up', fault, breaker), server, () => {});
  pipeline(server, stage('down', fault, breaker), client, () => {});
  return breaker;
}

/**
 * What one direction of a connection goes through; the fault is looked at anew for every piece.
 * @param {Direction} direction
 * @param {Fault} fault
 * @param {() => void} breaker
 */
function stage(direction, fault, breaker) {
  let passed = 0;
  return new Transform({
    async transform(piece, _encoding, done) {
      await delayOf(piece, fault);
      while (fault.mode === 'blackhole' && !this.destroyed) await sleep(10);
      if (fault.mode === 'half' && direction === 'down') return done();
      if (fault.mode !== (direction === 'down' ? 'cut' : 'cut-up')) return done(null, piece);
      const rest = (fault.options.after ?? 0) - passed;
      passed += piece.length;
      if (piece.length <= rest) return done(null, piece);
      spend(fault);
      // After what may still pass has left, or the reset would overtake it.
      setTimeout(breaker, 5);
      this.push(piece.subarray(0, Math.max(0, rest)));
    },
    // The end of a connection gets no further than its bytes.
    async flush(done) {
      while (swallows(fault, direction) && !this.destroyed) await sleep(10);
      done();
    },
  });
}

/** @param {Fault} fault @param {Direction} direction */
const swallows = ({ mode }, direction) => mode === 'blackhole' || (mode === 'half' && direction === 'down');

/** @param {Buffer} piece @param {Fault} fault */
async function delayOf(piece, { mode, options }) {
  if (mode === 'delay') await sleep(options.ms ?? 200);
  if (mode === 'drip') await sleep((piece.length / (options.bytesPerSecond ?? 1024)) * 1000);
}
