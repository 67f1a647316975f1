import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { AppError, formatCount, isAppError } from '@sluice/core';
import type { SpoolFolder } from '../spool/folder.ts';
import { checkWorkbook, inspectHead, isZip, type TableLimits } from '../tabular/index.ts';

/** Bytes at the start of a text that are examined. */
const HEAD_BYTES = 1024 * 1024;
/** Enough bytes to recognize an archive. */
const MAGIC_BYTES = 4;

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Content types of text. Other types, except that of workbooks, are too generic to check. */
const TEXTS = new Set(['text/csv', 'text/tab-separated-values', 'text/plain', 'application/csv']);

export interface ContentCheckOptions {
  /** The announced content type. */
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly limits: TableLimits;
  readonly spool: SpoolFolder;
}

/**
 * Checks streamed bytes: whether they are a table, and of the announced type. Keeps the head of a text; a workbook, whose
 * directory is at its end, is kept on disk until `close`.
 */
export class ContentCheck {
  readonly #options: ContentCheckOptions;
  #head: Buffer[] = [];
  #headBytes = 0;
  #kind: 'unknown' | 'text' | 'archive' = 'unknown';
  #folder: { readonly path: string; remove(): Promise<void> } | undefined;
  #file: FileHandle | undefined;

  constructor(options: ContentCheckOptions) {
    this.#options = options;
  }

  /** Takes the next bytes, which may be reused once the promise resolves. Returns void for text, which needs no waiting. */
  push(bytes: Uint8Array): void | Promise<void> {
    if (this.#file) return this.#write(bytes);
    if (this.#kind === 'archive' || this.#headBytes >= HEAD_BYTES) return;
    const piece = Buffer.from(bytes.subarray(0, HEAD_BYTES - this.#headBytes));
    this.#head.push(piece);
    this.#headBytes += piece.length;
    if (this.#kind === 'unknown' && this.#headBytes >= MAGIC_BYTES) return this.#decide(bytes, piece.length);
  }

  /** Undefined for a table, otherwise what is wrong with it. Call it once, after the last byte. */
  async verdict(): Promise<AppError | undefined> {
    try {
      if (this.#kind === 'archive') await this.#judgeArchive();
      else this.#judgeText();
      return this.#mismatch();
    } catch (error) {
      if (isAppError(error) && !error.retryable) return error;
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#file?.close();
    await this.#folder?.remove();
  }

  /** `bytes` are the last ones, of which `kept` are in the head. */
  async #decide(bytes: Uint8Array, kept: number): Promise<void> {
    const head = Buffer.concat(this.#head);
    this.#kind = isZip(head) ? 'archive' : 'text';
    if (this.#kind === 'text' || this.#tooLarge()) return;
    this.#head = [];
    this.#folder = await this.#options.spool.create('upload');
    this.#file = await open(path.join(this.#folder.path, 'workbook'), 'w');
    await this.#write(head.subarray(0, head.length - kept));
    await this.#write(bytes);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = (await this.#file?.write(bytes, at).catch(noSpace)) ?? { bytesWritten: bytes.length };
      at += bytesWritten;
    }
  }

  #tooLarge(): boolean {
    return this.#options.sizeBytes > this.#options.limits.xlsx.maxPackedBytes;
  }

  #judgeText(): void {
    const head = Buffer.concat(this.#head);
    inspectHead(head, this.#options.sizeBytes <= head.length, {}, this.#options.limits);
  }

  async #judgeArchive(): Promise<void> {
    const { limits, sizeBytes } = this.#options;
    if (!this.#folder) {
      const most = limits.xlsx.maxPackedBytes;
      throw new AppError(
        'XLSX_TOO_LARGE',
        `The workbook has ${formatCount(sizeBytes)} bytes; the limit is ${formatCount(most)}.`,
      );
    }
    await checkWorkbook(path.join(this.#folder.path, 'workbook'), limits);
  }

  #mismatch(): AppError | undefined {
    const { contentType } = this.#options;
    const isWorkbook = this.#kind === 'archive';
    if (isWorkbook && TEXTS.has(contentType)) return notAsAnnounced(contentType, 'a workbook (XLSX)');
    if (!isWorkbook && contentType === WORKBOOK) return notAsAnnounced(contentType, 'text');
    return undefined;
  }
}

const notAsAnnounced = (contentType: string, what: string): AppError =>
  new AppError('UPLOAD_MISMATCH', `The file was announced as ${contentType}, but it is ${what}.`);

function noSpace(error: NodeJS.ErrnoException): never {
  if (error.code !== 'ENOSPC') throw error;
  const message = 'The worker ran out of disk space in its spool folder (SPOOL_DIR).';
  throw new AppError('INTERNAL', message, { retryable: true, cause: error });
}
