/**
 * - `ok`: all passes
 * - `delay`: every piece waits `ms` (200), each way
 * - `reset`: connections are reset, those that exist and every new one
 * - `down`: connections are reset and nothing listens
 * - `blackhole`: connections are accepted and nothing passes
 * - `drip`: `bytesPerSecond` (1024) pass, each way
 * - `cut`: reset after `after` (0) bytes of an answer; `cut-up`: of a request
 * - `half`: requests pass, answers are swallowed: the work is done and nobody hears of it
 */
export type FaultMode = 'ok' | 'delay' | 'reset' | 'down' | 'blackhole' | 'drip' | 'cut' | 'cut-up' | 'half';

export interface FaultOptions {
  readonly ms?: number;
  readonly bytesPerSecond?: number;
  readonly after?: number;
  /** `cut`, `cut-up` and `reset`: back to `ok` once it has struck. */
  readonly once?: boolean;
}

export interface FaultProxy {
  /** Listens here on 127.0.0.1, also again after `down`. */
  readonly port: number;
  /** Connections that are open now. */
  readonly connections: number;
  /** Connections that were ever accepted. */
  readonly accepted: number;
  set(mode: FaultMode, options?: FaultOptions): Promise<void>;
  /** Resets what is open and stops listening. */
  close(): Promise<void>;
}

/** A TCP proxy on loopback in front of `host:to` that spoils what passes through it, as a network can. */
export function faultProxy(target: { to: number; host?: string }): Promise<FaultProxy>;
