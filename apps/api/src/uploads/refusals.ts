import type { AppError } from '@sluice/core';

/** Codes for refusals that the API answers with VALIDATION_FAILED and the invalid field. */
const uploadRefusals = [
  'UPLOAD_HASH_MALFORMED',
  'UPLOAD_SIZE_INVALID',
  'UPLOAD_SIZE_CONFLICT',
  'UPLOAD_NAME_INVALID',
  'UPLOAD_TYPE_INVALID',
  'UPLOAD_CHUNK_HASHES_INVALID',
  'UPLOAD_REQUEST_INVALID',
] as const;
type UploadRefusal = (typeof uploadRefusals)[number];

const byField: Readonly<Record<string, UploadRefusal>> = {
  doc_hash_256: 'UPLOAD_HASH_MALFORMED',
  file_size: 'UPLOAD_SIZE_INVALID',
  doc_name: 'UPLOAD_NAME_INVALID',
  content_type: 'UPLOAD_TYPE_INVALID',
  chunk_hashes: 'UPLOAD_CHUNK_HASHES_INVALID',
};

/** The code of a refused upload in `error_logs` and in metrics. */
export function refusalCode({ code, fields, context }: AppError): UploadRefusal | AppError['code'] {
  if (code !== 'VALIDATION_FAILED') return code;
  const given = uploadRefusals.find((known) => known === context.refusal);
  if (given) return given;
  const known = fields.map(({ field }) => byField[field.split('.')[0] ?? '']).find((found) => found !== undefined);
  return known ?? 'UPLOAD_REQUEST_INVALID';
}
