import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, opendir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { isId } from '@sluice/core';

export interface KeptFile {
  readonly downloadId: string;
  readonly modifiedAt: Date;
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Artifacts on this machine that are not in S3 yet, by download id. */
export class KeptFiles {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** Moves a finished file here; `file` must be on the same file system. */
  async take(file: string, downloadId: string): Promise<void> {
    await mkdir(this.#root, { recursive: true });
    await rename(file, this.#path(downloadId));
  }

  /** The path of the file if it exists and matches the recorded download. */
  async find(downloadId: string, sha256: string | null, signal: AbortSignal): Promise<string | undefined> {
    const file = this.#path(downloadId);
    const hash = createHash('sha256');
    try {
      for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20, signal })) hash.update(chunk);
    } catch (error) {
      signal.throwIfAborted();
      if (isMissing(error)) return undefined;
      throw error;
    }
    return hash.digest('hex') === sha256 ? file : undefined;
  }

  async remove(downloadId: string): Promise<void> {
    await rm(this.#path(downloadId), { force: true });
  }

  /** All kept files, in no particular order. */
  async *list(): AsyncGenerator<KeptFile> {
    try {
      for await (const entry of await opendir(this.#root)) {
        if (!isId(entry.name)) continue;
        const found = await stat(path.join(this.#root, entry.name)).catch(() => undefined);
        if (found) yield { downloadId: entry.name, modifiedAt: found.mtime };
      }
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  #path(downloadId: string): string {
    return path.join(this.#root, downloadId);
  }
}
