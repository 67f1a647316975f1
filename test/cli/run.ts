import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What `node` runs: the command line with V8's code cache. */
export const PROGRAM = ['../../scripts/run-bundle.cjs', '../../apps/cli/dist/bundle.cjs'].map((file) =>
  fileURLToPath(new URL(file, import.meta.url)),
);

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Content of stdin; none by default. */
  readonly input?: string;
  /** Runs under a pseudo-terminal (`script` of util-linux); then all output is on stdout. */
  readonly terminal?: boolean;
  /** Closes stdout at once, like a reader that exits. */
  readonly closeStdout?: boolean;
  /** Keeps stdin open, to press keys later. */
  readonly keepOpen?: boolean;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ran>;
  /** Resolves when the output (stdout and stderr together) matches. */
  seen(pattern: RegExp): Promise<void>;
}

/** A user of the command line with an empty home. */
export function cliUser(base: Readonly<Record<string, string>>) {
  const home = mkdtempSync(path.join(os.tmpdir(), 'sluice-cli-'));
  const { PATH = '' } = process.env;
  const env = { PATH, HOME: home, TERM: 'xterm', ...base };

  const start = (args: readonly string[], options: RunOptions = {}): Running => {
    const [command, given] = options.terminal
      ? ['script', ['-qec', [process.execPath, ...PROGRAM, ...args].map(shellWord).join(' '), '/dev/null']]
      : [process.execPath, [...PROGRAM, ...args]];
    const child = spawn(command, given, {
      cwd: options.cwd ?? home,
      env: { ...env, ...options.env },
      stdio: [options.input === undefined && !options.keepOpen ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    child.stdin?.on('error', () => {});
    if (!options.keepOpen) child.stdin?.end(options.input);
    if (options.closeStdout) child.stdout?.destroy();
    const out = { stdout: '', stderr: '' };
    const listeners = new Set<() => void>();
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.setEncoding('utf8').on('data', (text: string) => {
        out[name] += text;
        for (const listener of [...listeners]) listener();
      });
    }
    const ended = new Promise<Ran>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, ...out }));
    });
    return {
      child,
      ended,
      seen: (pattern) =>
        new Promise((resolve, reject) => {
          const look = () => {
            if (!pattern.test(out.stdout + out.stderr)) return;
            listeners.delete(look);
            resolve();
          };
          listeners.add(look);
          look();
          void ended.then(({ code }) =>
            reject(new Error(`ended with ${code} before ${pattern}: ${out.stdout}${out.stderr}`)),
          );
        }),
    };
  };
  return {
    home,
    start,
    run: (args: readonly string[], options?: RunOptions): Promise<Ran> => start(args, options).ended,
  };
}

export type CliUser = ReturnType<typeof cliUser>;

const shellWord = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** The JSON documents of an output, one per line. @throws SyntaxError for a line that is not JSON */
export const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
