import { AppError } from '@sluice/core';
import { describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import { announcementOf } from '../../uploads/announcement.ts';
import { uploadRequestSchema } from './schemas.ts';

const limits = { chunkThresholdBytes: 100, maxDocumentBytes: 1_000 };
const hash = 'AB'.repeat(32);
const least = { doc_name: 'rows.csv', doc_hash_256: hash, file_size: 10 };
const announce = (body: Record<string, unknown>) =>
  announcementOf(uploadRequestSchema.parse({ ...least, ...body }), limits);

function refusal(body: Record<string, unknown>): unknown {
  try {
    return announce(body);
  } catch (error) {
    if (error instanceof ZodError) return error.issues.map(({ path }) => path.join('.')).join();
    return error instanceof AppError ? error : error;
  }
}

it('reads the announcement, with the hash in lowercase and defaults for the rest', () => {
  expect(announce({})).toEqual({
    originalFilename: 'rows.csv',
    sha256: hash.toLowerCase(),
    sizeBytes: 10,
    contentType: 'application/octet-stream',
    storage: 'single',
    chunks: [],
  });
});

it('drops the parameters of a content type, and the path and control characters of a name', () => {
  expect(announce({ content_type: 'Text/CSV; charset=utf-8', doc_name: '../a\u0000/b\u202e.csv' })).toMatchObject({
    contentType: 'text/csv',
    originalFilename: 'b.csv',
  });
});

it('is chunked above the threshold, but not at it', () => {
  expect(announce({ file_size: 100 }).chunks).toEqual([]);
  const { storage, chunks } = announce({ file_size: 101, chunk_hashes: Array(6).fill(hash) });
  expect(storage).toBe('chunked');
  expect(chunks.map(({ size }) => size)).toEqual([17, 17, 17, 17, 17, 16]);
  expect(chunks.map(({ chunkHash }) => chunkHash)).toEqual(Array(6).fill(hash.toLowerCase()));
});

describe('refuses', () => {
  it.each([
    ['doc_hash_256', { doc_hash_256: 'ab' }],
    ['doc_hash_256', { doc_hash_256: `${'a'.repeat(63)}g` }],
    ['doc_hash_256', { doc_hash_256: `${'a'.repeat(64)}\n` }],
    ['file_size', { file_size: -1 }],
    ['file_size', { file_size: 1.5 }],
    ['file_size', { file_size: '10' }],
    ['file_size', { file_size: 2 ** 60 }],
    ['doc_name', { doc_name: '' }],
    ['chunk_hashes.1', { file_size: 101, chunk_hashes: [hash, 'x'] }],
    ['', { unknown: true }],
  ])('an invalid %s in %j', (field, body) => {
    expect(refusal(body)).toBe(field);
  });

  it.each([
    ['FILE_EMPTY', { file_size: 0 }],
    ['FILE_TOO_LARGE', { file_size: 1_001 }],
    ['UNSUPPORTED_MEDIA_TYPE', { content_type: 'text/html' }],
    ['UNSUPPORTED_MEDIA_TYPE', { content_type: 'image/png' }],
    ['VALIDATION_FAILED', { chunk_hashes: [hash] }],
    ['VALIDATION_FAILED', { chunk_hashes: [] }],
    ['VALIDATION_FAILED', { file_size: 101, chunk_hashes: Array(5).fill(hash) }],
  ])('with %s: %j', (code, body) => {
    expect(refusal(body)).toMatchObject({ code });
  });

  it('a file that is too large, with its size and the limit', () => {
    expect(refusal({ file_size: 1_001 })).toMatchObject({ message: expect.stringMatching(/1,001 .*1,000/) });
  });
});
