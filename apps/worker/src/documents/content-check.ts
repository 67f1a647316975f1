import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { AppError, formatCount, isAppError } from '@sluice/core';
import type { SpoolFolder } from '../spool/folder.ts';
import { checkWorkbook, checkWrapped, inspectHead, isGzip, isZip, type TableLimits } from '../tabular/index.ts';

/** Bytes at the start of a text that are examined. */
const HEAD_BYTES = 1024 * 1024;
/** Enough bytes to recognize an archive. */
const MAGIC_BYTES = 4;

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Content types of text. Other types, except that of workbooks, are too generic to check. */
const TEXTS = new Set(['text/csv', 'text/tab-separated-values', 'text/plain', 'application/csv']);

const ARCHIVES = new Set(['application/gzip', 'application/x-gzip', 'application/zip', 'application/x-zip-compressed']);

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
  #kind: 'unknown' | 'text' | 'gzip' | 'zip' = 'unknown';
  /** The archive is a workbook, not one with a table inside. */
  #isWorkbook = true;
  #folder: { readonly path: string; remove(): Promise<void> } | undefined;
  #file: FileHandle | undefined;

  constructor(options: ContentCheckOptions) {
    this.#options = options;
  }

  /** Takes the next bytes, which may be reused once the promise resolves. Returns void for text, which needs no waiting. */
  push(bytes: Uint8Array): void | Promise<void> {
    if (this.#file) return this.#write(bytes);
    if (this.#isArchive() || this.#headBytes >= HEAD_BYTES) return;
    const piece = Buffer.from(bytes.subarray(0, HEAD_BYTES - this.#headBytes));
    this.#head.push(piece);
    this.#headBytes += piece.length;
    if (this.#kind === 'unknown' && this.#headBytes >= MAGIC_BYTES) return this.#decide(bytes, piece.length);
  }

  /** Undefined for a table, otherwise what is wrong with it. Call it once, after the last byte. */
  async verdict(): Promise<AppError | undefined> {
    try {
      if (this.#isArchive()) await this.#judgeArchive();
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
    this.#kind = isZip(head) ? 'zip' : isGzip(head) ? 'gzip' : 'text';
    if (this.#kind === 'text' || this.#tooLarge()) return;
    this.#head = [];
    this.#folder = await this.#options.spool.create('upload');
    this.#file = await open(path.join(this.#folder.path, 'archive'), 'w');
    await this.#write(head.subarray(0, head.length - kept));
    await this.#write(bytes);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = (await this.#file?.write(bytes, at).catch(noSpace)) ?? { bytesWritten: bytes.length };
      at += bytesWritten;
    }
  }

  #isArchive(): boolean {
    return this.#kind === 'gzip' || this.#kind === 'zip';
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
      const sizes = `has ${formatCount(sizeBytes)} bytes; the limit is ${formatCount(limits.xlsx.maxPackedBytes)}.`;
      throw this.#kind === 'gzip'
        ? new AppError('ARCHIVE_TOO_LARGE', `The archive ${sizes}`)
        : new AppError('XLSX_TOO_LARGE', `The workbook ${sizes}`);
    }
    const file = path.join(this.#folder.path, 'archive');
    this.#isWorkbook = !(await checkWrapped(this.#kind === 'gzip' ? 'gzip' : 'zip', file, limits));
    if (this.#isWorkbook) await checkWorkbook(file, limits);
  }

  #mismatch(): AppError | undefined {
    const { contentType } = this.#options;
    const isWorkbook = this.#isArchive() && this.#isWorkbook;
    const found = isWorkbook ? 'a workbook (XLSX)' : this.#isArchive() ? 'an archive' : 'text';
    const texts = TEXTS.has(contentType) && this.#isArchive();
    const workbook = contentType === WORKBOOK && !isWorkbook;
    const archive = ARCHIVES.has(contentType) && !this.#isArchive();
    return texts || workbook || archive ? notAsAnnounced(contentType, found) : undefined;
  }
}

const notAsAnnounced = (contentType: string, what: string): AppError =>
  new AppError('UPLOAD_MISMATCH', `The file was announced as ${contentType}, but it is ${what}.`);

function noSpace(error: NodeJS.ErrnoException): never {
  if (error.code !== 'ENOSPC') throw error;
  const message = 'The worker ran out of disk space in its spool folder (SPOOL_DIR).';
  throw new AppError('INTERNAL', message, { retryable: true, cause: error });
}
