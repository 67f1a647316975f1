import { createSluiceClient, type SluiceClient } from '@sluice/client';
import { readConfig } from './config.ts';
import type { ExitCode } from './exit-codes.ts';
import { configFile, hashesFile } from './places.ts';
import { Progress, type Terminal } from './show/progress.ts';

/** The process as seen by a command; tests pass their own. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: Terminal;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Options of every command. */
export interface GlobalOptions {
  readonly url?: string;
  readonly token?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const DEFAULT_URL = 'http://127.0.0.1:3000';

/** The URL of the API and the caller's token. */
export interface Access {
  readonly url: string;
  readonly token?: string;
}

/** What a command works with. */
export interface Cli extends Surroundings {
  readonly json: boolean;
  readonly options: GlobalOptions;
  readonly configFile: string;
  readonly hashesFile: string;
  /** From options, then the environment, then what `login` saved. */
  access(): Promise<Access>;
  client(): Promise<SluiceClient>;
  progress(label: string): Progress;
  /** A message for people, on stderr. */
  say(text: string): void;
  /** Writes to stdout and waits for a slow reader. */
  print(text: string): Promise<void>;
  /** The result: the document with --json, otherwise the text. */
  result(document: unknown, text: string): Promise<void>;
}

/** The exit code of a command; undefined means success. */
export type Outcome = Promise<ExitCode> | Promise<void>;

/** Creates the action of a command: `run` receives the context, then the arguments and options. */
// biome-ignore lint/suspicious/noExplicitAny: commander passes arguments by position; each command types its own.
export type Act = (run: (cli: Cli, ...given: any[]) => Outcome) => (...given: any[]) => Promise<void>;

export function createCli(around: Surroundings, options: GlobalOptions): Cli {
  const { env, stdout, stderr, signal } = around;
  const json = options.json === true;
  const quiet = json || options.quiet === true;
  const silent: Terminal = { write: () => {} };
  const print = async (text: string) => {
    if (!stdout.write(text)) await new Promise<void>((resolve) => stdout.once('drain', resolve));
  };
  const cli: Cli = {
    ...around,
    json,
    options,
    configFile: configFile(env),
    hashesFile: hashesFile(env),
    async access() {
      const kept = await readConfig(cli.configFile);
      const url = options.url || env.SLUICE_URL || kept.url || DEFAULT_URL;
      // A saved token is only sent to the server it was saved for.
      const own = url.replace(/(?<!\/)\/+$/, '') === kept.url ? kept.token : undefined;
      const token = options.token || env.SLUICE_TOKEN || own;
      return { url, ...(token ? { token } : {}) };
    },
    async client() {
      const { url, token } = await cli.access();
      return createSluiceClient({
        baseUrl: url,
        token,
        fetch: (request) => fetch(request),
        onRetry: ({ error, waitMs }) => {
          if (!signal.aborted) cli.say(`${error.message} Retrying in ${Math.ceil(waitMs / 1_000)} s.`);
        },
      });
    },
    progress: (label) => new Progress(quiet ? silent : stderr, label),
    say: (text) => void (quiet || stderr.write(`${text}\n`)),
    print,
    result: (document, text) => print(json ? `${JSON.stringify(document)}\n` : text),
  };
  return cli;
}
