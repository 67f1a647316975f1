import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { PATIENCE_MS } from './wait-for.ts';

/** One line of a child's output: its JSON object, or `{ msg: text }`. */
export interface LogLine {
  readonly msg?: string;
  readonly [key: string]: unknown;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A Sluice process under test. */
export interface Child {
  readonly pid: number;
  /** All output so far. */
  readonly lines: readonly LogLine[];
  readonly exited: Promise<Exit>;
  kill(signal?: NodeJS.Signals): void;
  /** SIGTERM, and SIGKILL if that has not ended it within a minute. Returns its exit code. */
  stop(): Promise<number | null>;
  /** The first line, past or future, that `matches`. Rejects when the child exits first or after `timeoutMs`. */
  waitForLine(matches: (line: LogLine) => boolean, timeoutMs?: number): Promise<LogLine>;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const STOP_MS = 60_000;
const living = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});
// vitest ends a hanging worker without `exit`: by a signal, or by disconnecting from it.
for (const event of ['SIGTERM', 'disconnect'] as const) process.once(event, () => process.exit(1));

/** Starts `node apps/<app>/dist/main.js` with exactly this environment (and PATH, HOME). */
export function startChild(
  app: 'api' | 'worker',
  env: Readonly<Record<string, string>>,
  nodeArgs: readonly string[] = [],
): Child {
  const script = `${ROOT}apps/${app}/dist/main.js`;
  if (!existsSync(script)) throw new Error(`${script} is not there: build first (npx tsc -b apps/${app})`);
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [...nodeArgs, script], {
    cwd: ROOT,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  living.add(child);
  const lines: LogLine[] = [];
  const listeners = new Set<(line: LogLine) => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (text) => {
      const line = parseLine(text);
      lines.push(line);
      for (const listener of [...listeners]) listener(line);
    });
  }
  // `close`, not `exit`: only then has all output been read.
  const exited = new Promise<Exit>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      living.delete(child);
      resolve({ code, signal });
    });
  });

  return {
    pid: child.pid ?? 0,
    lines,
    exited,
    kill: (signal = 'SIGTERM') => void child.kill(signal),
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      const { code } = await exited;
      clearTimeout(timer);
      return code;
    },
    waitForLine(matches, timeoutMs = PATIENCE_MS) {
      const found = lines.find(matches);
      if (found) return Promise.resolve(found);
      return new Promise((resolve, reject) => {
        const settle = (act: () => void) => {
          clearTimeout(timer);
          listeners.delete(listener);
          act();
        };
        const listener = (line: LogLine) => {
          if (matches(line)) settle(() => resolve(line));
        };
        const fail = (why: string) =>
          settle(() => reject(new Error(`${app} ${child.pid}: ${why}. It wrote:\n${tail(lines)}`)));
        const timer = setTimeout(() => fail(`no such line within ${timeoutMs} ms`), timeoutMs);
        listeners.add(listener);
        void exited.then(({ code, signal }) => fail(`exited (${code ?? signal}) before`));
      });
    },
  };
}

/** The last lines, for the message of a failed test. */
export const tail = (lines: readonly LogLine[], count = 30): string =>
  lines
    .slice(-count)
    .map((line) => JSON.stringify(line))
    .join('\n');

function parseLine(text: string): LogLine {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as LogLine;
  } catch {
    // Not a JSON line.
  }
  return { msg: text };
}
