import { isUtf8 } from 'node:buffer';
import type { Stats } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type FieldError, type Logger, toAppError } from '@sluice/core';
import { type Db, withTransaction } from '@sluice/db';
import { ALL_ACCOUNTS, archiveFolderImporters, folderImporters, saveVersion } from '@sluice/db/importers';
import { MOST_BYTES } from '@sluice/importers/document';
import type { CheckedDefinition } from './check-definition.ts';

export interface FolderOptions {
  readonly dir: string;
  readonly everyMs: number;
  readonly db: Db;
  readonly logger: Logger;
  readonly check: (source: string, format: 'yaml' | 'json') => Promise<CheckedDefinition>;
}

/** What keeps a file of the folder from being used. */
export interface FileProblems {
  readonly file: string;
  readonly problems: readonly FieldError[];
}

const DEFINITION = /\.(?:ya?ml|json)$/i;
/** Not a definition, but what editors check definitions with. */
const SCHEMA = 'importer.schema.json';

/**
 * The definitions that an operator has installed in a folder, for all accounts. They are read at start and when a file has
 * changed. One that is wrong keeps its newest right version and does not stop the others; one without a file is archived.
 */
export class ImporterFolder {
  readonly #options: FolderOptions;
  /** What the files looked like when they were last read. */
  #seen = '';
  #problems: readonly FileProblems[] = [];
  /** The importers of the files, each with its file. */
  #installed: ReadonlyMap<string, string> = new Map();
  /** Importers for which the last look found no file. */
  #missing: Set<string> = new Set();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(options: FolderOptions) {
    this.#options = options;
  }

  /** What is wrong with files of the folder now. */
  get problems(): readonly FileProblems[] {
    return this.#problems;
  }

  /** Reads the folder, and then looks for changes. */
  async start(): Promise<void> {
    await this.#look();
    this.#timer = setInterval(() => {
      this.#running = this.#look();
    }, this.#options.everyMs);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Polling also sees folders that are replaced as a whole, as Kubernetes does, or that are on another machine. */
  async #look(): Promise<void> {
    const { dir, logger } = this.#options;
    try {
      const files = await this.#files();
      const seen = JSON.stringify(files.map(({ name, stats }) => [name, stats.mtimeMs, stats.size, stats.ino]));
      if (seen !== this.#seen || (await this.#isUndone())) this.#seen = (await this.#read(files)) ? seen : '';
      await this.#archiveMissing();
    } catch (error) {
      const { code, message } = toAppError(error);
      this.#problems = [{ file: dir, problems: [{ field: '', code, message }] }];
      logger.error({ err: error, dir }, 'the importers folder could not be read; it is tried again');
    }
  }

  /** Whether an importer of the folder was archived since, by a process with another folder. */
  async #isUndone(): Promise<boolean> {
    const open = new Set(await folderImporters(this.#options.db));
    return [...this.#installed.keys()].some((name) => !open.has(name));
  }

  /**
   * Archives importers that two looks in a row had no file for. Nothing is taken for removed while a file is wrong, because it
   * may be of any importer, or while the folder is empty, which is most likely one that is not mounted.
   */
  async #archiveMissing(): Promise<void> {
    const { db, logger } = this.#options;
    const names = [...this.#installed.keys()];
    if (this.#problems.length > 0 || names.length === 0) return this.#missing.clear();
    const missing = (await folderImporters(db)).filter((name) => !this.#installed.has(name));
    const gone = missing.filter((name) => this.#missing.has(name));
    this.#missing = new Set(missing);
    if (gone.length === 0) return;
    await archiveFolderImporters(db, gone);
    logger.warn({ archived: gone }, 'importers without a file in the folder were archived');
  }

  async #files(): Promise<{ readonly name: string; readonly stats: Stats }[]> {
    const { dir } = this.#options;
    const entries = await readdir(dir, { withFileTypes: true });
    const names = entries
      .map(({ name }) => name)
      .filter((name) => DEFINITION.test(name) && name !== SCHEMA && !name.startsWith('.'));
    const all = await Promise.all(
      names.toSorted().map(async (name) => ({ name, stats: await stat(path.join(dir, name)) })),
    );
    return all.filter(({ stats }) => stats.isFile());
  }

  /** Installs the files. False if something has to be tried again. */
  async #read(files: readonly { readonly name: string }[]): Promise<boolean> {
    const { logger } = this.#options;
    const wrong: FileProblems[] = [];
    const installed = new Map<string, string>();
    let complete = true;
    for (const { name: file } of files) {
      const problems = await this.#install(file, installed).catch((error: unknown) => {
        const { code, message } = toAppError(error);
        logger.error({ err: error, file }, 'a definition could not be installed; it is tried again');
        complete = false;
        return [problem(code, message)];
      });
      if (problems.length === 0) continue;
      wrong.push({ file, problems });
      logger.error(
        { file, problems },
        'a definition in the importers folder is invalid; its last valid version stays in use',
      );
    }
    this.#installed = installed;
    this.#problems = wrong;
    return complete;
  }

  async #install(file: string, installed: Map<string, string>): Promise<readonly FieldError[]> {
    const { dir, db, logger, check } = this.#options;
    const bytes = await readFile(path.join(dir, file));
    if (bytes.length > MOST_BYTES) return [problem('TOO_LARGE', 'A definition has at most 1 MiB.')];
    if (!isUtf8(bytes)) return [problem('SYNTAX', 'The definition is not UTF-8. Save it as UTF-8.')];
    const source = bytes.toString('utf8');
    const format = file.toLowerCase().endsWith('.json') ? 'json' : 'yaml';
    const checked = await check(source, format);
    if (checked.problems) return checked.problems;
    const { definition, warnings, makeTable } = checked;
    const { name, title = name } = definition;
    const other = installed.get(name);
    if (other !== undefined) return [problem('DUPLICATE', `${other} already defines the importer ${name}.`)];
    installed.set(name, file);
    try {
      await makeTable?.();
      const { version, created } = await withTransaction(db, (tx) =>
        saveVersion(tx, {
          ...{ name, title, accountId: ALL_ACCOUNTS, origin: 'folder', createdBy: null },
          ...{ source, format, definition: { ...definition } },
        }),
      );
      if (created)
        logger.info({ file, importer: name, version, warnings }, 'a definition was installed from the folder');
      return [];
    } catch (error) {
      const { code, message, retryable } = toAppError(error);
      if (retryable) throw error;
      return [problem(code, message)];
    }
  }
}

const problem = (code: string, message: string): FieldError => ({ field: '', code, message });
