import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Deps } from './deps.ts';
import { contentDisposition } from './disposition.ts';
import { toStorageError } from './errors.ts';
import type { PresignedPut, PresignGetOptions, PresignPutOptions } from './storage.ts';

/** A URL that downloads the object under `fileName`, without any other credentials, until it expires. */
export async function presignGet(
  { clients, config }: Deps,
  key: string,
  { expiresInSeconds, fileName, contentType }: PresignGetOptions,
): Promise<string> {
  const command = new GetObjectCommand({
    Bucket: config.bucket,
    Key: key,
    ResponseContentDisposition: contentDisposition(fileName),
    ResponseContentType: contentType,
    ResponseCacheControl: 'private, no-store',
  });
  try {
    return await getSignedUrl(clients.presigner, command, { expiresIn: expiresInSeconds });
  } catch (error) {
    throw toStorageError(error, config, { operation: 'presign GetObject', key });
  }
}

const CHECKSUM = 'x-amz-checksum-sha256';
const ALGORITHM = 'x-amz-sdk-checksum-algorithm';

/**
 * The server enforces what is signed, on AWS and Ceph alike: the type (Ceph refuses an unsigned one), the length, and the
 * SHA-256 as a header next to its algorithm (in the query string it would not be verified).
 */
export async function presignPut(
  { clients, config }: Deps,
  key: string,
  { expiresInSeconds, contentType, sizeBytes, sha256 }: PresignPutOptions,
): Promise<PresignedPut> {
  const checksum = sha256 === undefined ? undefined : Buffer.from(sha256, 'hex').toString('base64');
  const checksumHeaders: Record<string, string> = checksum ? { [CHECKSUM]: checksum, [ALGORITHM]: 'SHA256' } : {};
  const command = new PutObjectCommand({
    Bucket: config.bucket,
    Key: key,
    ContentType: contentType,
    ContentLength: sizeBytes,
    ...(checksum ? { ChecksumAlgorithm: 'SHA256', ChecksumSHA256: checksum } : {}),
  });
  const names = Object.keys(checksumHeaders);
  const signingDate = new Date();
  try {
    const url = await getSignedUrl(clients.presigner, command, {
      expiresIn: expiresInSeconds,
      signingDate,
      signableHeaders: new Set(['host', 'content-type', 'content-length', ...names]),
      unhoistableHeaders: new Set(names),
    });
    return {
      url,
      requiredHeaders: { 'content-type': contentType, ...checksumHeaders },
      // Signatures use whole seconds.
      expiresAt: new Date(Math.floor(signingDate.getTime() / 1_000 + expiresInSeconds) * 1_000),
    };
  } catch (error) {
    throw toStorageError(error, config, { operation: 'presign PutObject', key });
  }
}
