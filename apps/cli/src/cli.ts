import { createSluiceClient, type SluiceClient } from '@sluice/client';
import { readConfig } from './config.ts';
import type { ExitCode } from './exit-codes.ts';
import { configFile, hashesFile } from './places.ts';
import { Progress, type Terminal } from './show/progress.ts';

/** The process as the command sees it; tests give another one. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: Terminal;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Options that every command takes. */
export interface GlobalOptions {
  readonly url?: string;
  readonly token?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const DEFAULT_URL = 'http://127.0.0.1:3000';

/** Where the API is, and who asks. */
export interface Access {
  readonly url: string;
  readonly token?: string;
}

/** What a command stands on. */
export interface Cli extends Surroundings {
  readonly json: boolean;
  readonly options: GlobalOptions;
  readonly configFile: string;
  readonly hashesFile: string;
  /** By options, then environment, then what `login` kept. */
  access(): Promise<Access>;
  client(): Promise<SluiceClient>;
  progress(label: string): Progress;
  /** A line for a person; programs do not see it. */
  say(text: string): void;
  /** Something on stdout, which waits for a slow reader. */
  print(text: string): Promise<void>;
  /** The result: the document with --json, else the text. */
  result(document: unknown, text: string): Promise<void>;
}

/** What a command ends with; nothing is success. */
export type Outcome = Promise<ExitCode> | Promise<void>;

/** Makes the action of a command: `run` gets what commands stand on, and then the arguments and options. */
// biome-ignore lint/suspicious/noExplicitAny: commander gives arguments by their place; each command names its own.
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
      // A kept token is for the server that it was kept with, and for no other.
      const own = url.replace(/\/+$/, '') === kept.url ? kept.token : undefined;
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
          if (!signal.aborted) cli.say(`${error.message} Trying again in ${Math.ceil(waitMs / 1_000)} s.`);
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
