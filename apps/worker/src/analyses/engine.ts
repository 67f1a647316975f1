import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  BIGINT,
  DOUBLE,
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBResult,
  type DuckDBType,
  type DuckDBValueConverter,
  type JS,
  JSDuckDBValueConverter,
  SQLNULL,
  VARCHAR,
} from '@duckdb/node-api';
import { AppError } from '@sluice/core';
import { type EngineLimits, engineError } from './engine-error.ts';
import { literal } from './shared/sql.ts';

export type EngineParameter = string | number | null;

/**
 * One in-memory DuckDB database, which spills to its own folder when it reaches its memory limit. Closing it removes
 * everything. Statements run one at a time, concurrently with streams; streams cannot see temporary tables.
 */
export interface Engine {
  /** Runs statements; `params` fill `?`. @throws the signal's reason when interrupted, AppError ANALYSIS_OUT_OF_MEMORY. */
  run(sql: string, params?: readonly EngineParameter[]): Promise<void>;
  /** Rows as objects of JavaScript values: BIGINT as number (never beyond 2^53 here), DOUBLE as number, VARCHAR as string. */
  rows<T>(sql: string, params?: readonly EngineParameter[]): Promise<T[]>;
  /** The same as arrays, in batches, for results of any length. */
  stream(sql: string): AsyncIterable<readonly (readonly unknown[])[]>;
  /** Makes room for a table with so many columns. */
  widen(columns: number): Promise<void>;
  /** Writes the texts of a query with one column to a file in the folder, a line each, without quotes and in their order. */
  write(sql: string, file: string): Promise<void>;
  /** Evaluates `sql`, a scalar subquery, for `getvariable(name)` in later statements, and again in each later stream. */
  define(name: string, sql: string): Promise<void>;
  /** Takes a definition back, if there is one, so that what it reads can be dropped. */
  forget(name: string): Promise<void>;
  close(): Promise<void>;
}

export interface EngineInput extends EngineLimits {
  /** The only folder in which it reads and writes files; must exist. */
  readonly folder: string;
  readonly threads: number;
  readonly signal: AbortSignal;
}

/** An interrupt between two parts of a call is lost, so it is repeated until the call has ended. */
const INTERRUPT_EVERY_MS = 20;

/** Below this limit, DuckDB fails rather than spills; each column needs vectors that cannot be spilled. */
const LEAST_MB = 64;
const COLUMN_MB = 2;
/**
 * The share of an analysis's memory that is DuckDB's limit. With buffers and results it takes up to twice as much, and the rest
 * goes into its library, reading the file and sending artifacts.
 */
const LIMIT_SHARE = 3 / 8;

/** DuckDB's limit for tables with so many columns. */
const limitFor = (memoryMb: number, columns: number): string =>
  `${Math.floor(Math.min(memoryMb, Math.max(LEAST_MB, memoryMb * LIMIT_SHARE, columns * COLUMN_MB)))}MB`;

/** Opens a database for an analysis that may use `memoryMb` MB of memory in all, and files below `folder` and no others. */
export async function openEngine({ folder, memoryMb, tempMb, threads, signal }: EngineInput): Promise<Engine> {
  signal.throwIfAborted();
  const spill = path.join(folder, 'engine');
  await mkdir(spill, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: limitFor(memoryMb, 0),
    threads: String(threads),
    temp_directory: spill,
    preserve_insertion_order: 'true',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  });
  try {
    const connection = await instance.connect();
    await connection.run(`SET allowed_directories = [${literal(folder)}]`);
    // Given to `create`, it is shown but not enforced (DuckDB 1.5.6).
    await connection.run(`SET max_temp_directory_size = '${tempMb}MB'`);
    await connection.run('SET enable_external_access = false');
    return new DuckDbEngine(instance, connection, spill, { memoryMb, tempMb }, signal);
  } catch (error) {
    instance.closeSync();
    await rm(spill, { recursive: true, force: true });
    throw error;
  }
}

class DuckDbEngine implements Engine {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #spill: string;
  readonly #limits: EngineLimits;
  readonly #signal: AbortSignal;
  /** SQL by name; each connection has variables of its own. */
  readonly #definitions = new Map<string, string>();
  #columns = 0;
  /** Resolves when all queued statements have finished. */
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    spill: string,
    limits: EngineLimits,
    signal: AbortSignal,
  ) {
    this.#instance = instance;
    this.#connection = connection;
    this.#spill = spill;
    this.#limits = limits;
    this.#signal = signal;
  }

  async run(sql: string, params?: readonly EngineParameter[]): Promise<void> {
    await this.#inTurn(() => this.#execute(sql, params));
  }

  async rows<T>(sql: string, params?: readonly EngineParameter[]): Promise<T[]> {
    return this.#inTurn(async () => {
      const result = await this.#execute(sql, params);
      return (await result.convertRowObjects(converter)) as T[];
    });
  }

  async *stream(sql: string): AsyncGenerator<readonly (readonly unknown[])[]> {
    this.#refuseClosed();
    const connection = await this.#instance.connect();
    try {
      for (const [name, value] of this.#definitions) {
        await this.#watch(connection, () => connection.run(definition(name, value)));
      }
      const result = await this.#watch(connection, () => connection.stream(sql));
      const pieces = result.yieldConvertedRows(converter);
      for (;;) {
        const piece = await this.#watch(connection, () => pieces.next());
        if (piece.done) return;
        yield piece.value;
      }
    } finally {
      connection.closeSync();
    }
  }

  async widen(columns: number): Promise<void> {
    this.#columns = Math.max(this.#columns, columns);
    await this.run(`SET memory_limit = '${limitFor(this.#limits.memoryMb, this.#columns)}'`);
  }

  async write(sql: string, file: string): Promise<void> {
    const plain = String.raw`FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x01', USE_TMP_FILE false`;
    await this.run(`COPY (${sql}) TO ${literal(file)} (${plain})`);
  }

  async define(name: string, sql: string): Promise<void> {
    await this.run(definition(name, sql));
    this.#definitions.set(name, sql);
  }

  async forget(name: string): Promise<void> {
    if (this.#definitions.delete(name)) await this.run(`RESET VARIABLE ${name}`);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#turn;
    this.#connection.closeSync();
    this.#instance.closeSync();
    await rm(this.#spill, { recursive: true, force: true });
  }

  #execute(sql: string, params: readonly EngineParameter[] = []): Promise<DuckDBResult> {
    if (params.length === 0) return this.#connection.run(sql);
    const values = params.map((value) => (Number.isSafeInteger(value) ? BigInt(value as number) : value));
    return this.#connection.run(sql, values, params.map(typeOf));
  }

  #inTurn<T>(call: () => Promise<T>): Promise<T> {
    this.#refuseClosed();
    const result = this.#turn.then(() => this.#watch(this.#connection, call));
    this.#turn = result.catch(() => undefined);
    return result;
  }

  /** Interrupts the call when the signal aborts, and converts its errors. */
  async #watch<T>(connection: DuckDBConnection, call: () => Promise<T>): Promise<T> {
    const signal = this.#signal;
    signal.throwIfAborted();
    let timer: NodeJS.Timeout | undefined;
    const interrupt = (): void => {
      connection.interrupt();
      timer ??= setInterval(interrupt, INTERRUPT_EVERY_MS);
    };
    signal.addEventListener('abort', interrupt);
    try {
      return await call();
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw engineError(error, this.#limits);
    } finally {
      signal.removeEventListener('abort', interrupt);
      clearInterval(timer);
    }
  }

  #refuseClosed(): void {
    if (this.#closed) throw new AppError('INTERNAL', 'the engine is closed');
  }
}

const definition = (name: string, sql: string): string => `SET VARIABLE ${name} = (${sql})`;

function typeOf(value: EngineParameter): DuckDBType {
  if (value === null) return SQLNULL;
  if (typeof value === 'string') return VARCHAR;
  return Number.isSafeInteger(value) ? BIGINT : DOUBLE;
}

const converter: DuckDBValueConverter<JS> = (value, type, self) =>
  typeof value === 'bigint' ? Number(value) : JSDuckDBValueConverter(value, type, self);
