/** One line of a child's output: its JSON object, or `{ msg: text }`. */
export interface LogLine {
  readonly msg?: string;
  readonly [key: string]: unknown;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A Node process that ends with this one. */
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
  /** Discards further output unread, so that reading it does not affect a measurement. */
  discardOutput(): void;
}

export interface ChildOptions {
  /** The whole environment of the child. */
  readonly env: NodeJS.ProcessEnv;
  /** Arguments of the script. */
  readonly args?: readonly string[];
  /** Arguments of node itself, such as --max-old-space-size. */
  readonly nodeArgs?: readonly string[];
  /** How long `waitForLine` waits by default, in milliseconds: 60,000 if not given. */
  readonly patienceMs?: number;
}

/** Starts `node script`, without waiting for it. */
export function startChild(script: string, options: ChildOptions): Child;

/** The last lines, for the message of a failed test. */
export function tail(lines: readonly LogLine[], count?: number): string;
