// @ts-check
import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { APP_MEMORY } from '../../scripts/app-memory.mjs';
import { ROOT } from '../../scripts/paths.mjs';

/** @import { Tally } from '../tally.mjs' */
/** @typedef {'api' | 'worker'} App */

/** pino's numbers of levels. */
const ERROR = 50;
const FATAL = 60;

/** Sluice promises 10 s; a busy machine may need some more. */
const STOP_MS = 15_000;

/** An API or a worker that is started again whenever it has ended, as a container engine would do. */
export class Process {
  ready = false;
  stopped = false;
  paused = false;
  /** Peak resident set size of all its runs, in MiB. */
  peakMiB = 0;
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  /** @type {string | undefined} */
  #asked;
  #askedAt = 0;
  #killed = false;
  /** @type {Promise<void>} */
  #ended = Promise.resolve();

  /**
   * @param {{ name: string, app: App, env: NodeJS.ProcessEnv, logFile: string, tally: Tally, pause: () => number }} options
   *   pause: milliseconds until it is started again
   */
  constructor(options) {
    this.options = options;
    this.name = options.name;
    this.app = options.app;
  }

  start() {
    const { app, env, logFile } = this.options;
    const script = path.join(ROOT, 'apps', app, 'dist/main.js');
    const child = spawn(process.execPath, [...APP_MEMORY[app].args, script], {
      cwd: ROOT,
      env: { ...APP_MEMORY[app].env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    [this.#asked, this.#killed] = [undefined, false];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        appendFileSync(logFile, `${line}\n`);
        this.#read(line);
      });
    }
    this.#ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(this.#over(code, signal))));
  }

  get pid() {
    return this.#child?.pid;
  }

  /** @param {NodeJS.Signals} signal */
  kill(signal) {
    if (signal === 'SIGKILL' || signal === 'SIGTERM') this.#asked ??= signal;
    if (signal === 'SIGKILL') this.#killed = true;
    if (signal === 'SIGTERM') this.#askedAt = Date.now();
    if (signal === 'SIGSTOP') [this.paused, this.#askedAt] = [true, Number.POSITIVE_INFINITY];
    if (signal === 'SIGCONT') this.paused = false;
    this.#child?.kill(signal);
  }

  /** @param {Readonly<Record<string, string>>} env variables that change */
  async restartWith(env) {
    Object.assign(this.options.env, env);
    this.ready = false;
    this.kill('SIGTERM');
    await this.#ended;
  }

  /** Ends it for good. */
  async stop() {
    this.stopped = true;
    this.kill('SIGTERM');
    this.kill('SIGCONT');
    const timer = setTimeout(() => this.kill('SIGKILL'), 30_000);
    await this.#ended;
    clearTimeout(timer);
  }

  /** Resident set size in MiB (VmRSS and VmHWM of proc(5)); undefined where there is no /proc. */
  memory() {
    try {
      const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
      const of = (/** @type {string} */ name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
      this.peakMiB = Math.max(this.peakMiB, of('VmHWM'));
      return of('VmRSS');
    } catch {
      return undefined;
    }
  }

  /** @param {number | null} code @param {NodeJS.Signals | null} signal */
  #over(code, signal) {
    const { tally } = this.options;
    this.ready = false;
    this.paused = false;
    tally.note(`${this.name} ended: ${signal ?? code}`);
    if (this.#asked === undefined) tally.problem(`${this.name} ended unexpectedly (${signal ?? code})`);
    if (this.#asked === 'SIGTERM' && !this.#killed) this.#checkStop(signal ?? code);
    if (!this.stopped) void this.#restart();
  }

  /** @param {number | NodeJS.Signals | null} outcome SIGKILL: by itself, because a server was silent */
  #checkStop(outcome) {
    const ms = Date.now() - this.#askedAt;
    if (outcome === 1 || outcome === 'SIGKILL')
      this.options.tally.count('operations', `stop ${this.app} beside a silent server`);
    // A process that has just started does not handle signals yet.
    const proper = outcome === 0 || outcome === 1 || outcome === 'SIGKILL' || outcome === 'SIGTERM';
    this.options.tally.check('stop at SIGTERM', this.name, proper && ms < STOP_MS ? [] : [`${outcome} after ${ms} ms`]);
  }

  async #restart() {
    await sleep(this.options.pause());
    if (!this.stopped) this.start();
  }

  /** @param {string} line */
  #read(line) {
    const { tally } = this.options;
    /** @type {{ level?: number, msg?: string, err?: { code?: string, type?: string, message?: string } }} */
    let entry;
    try {
      entry = JSON.parse(line);
    } catch {
      // The lines of an error that is printed belong together.
      if (!/^[ }]/.test(line))
        tally.problem(`${this.name} wrote something other than a log line: ${line.slice(0, 300)}`);
      return;
    }
    const { level = 0, msg, err } = entry;
    if (msg === 'ready') this.ready = true;
    if (level >= FATAL) tally.problem(`${this.name} logged as fatal: ${line.slice(0, 1_000)}`);
    else if (level >= ERROR) {
      tally.count('errors logged', `${this.app}: ${msg}${err ? ` [${err.code ?? err.type ?? err.message}]` : ''}`);
    }
  }
}
