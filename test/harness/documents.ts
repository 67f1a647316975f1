import { newId } from '@sluice/core';
import { createAnalysis } from '@sluice/db/analyses';
import { beginDocument, completeDocument } from '@sluice/db/documents';
import { type ToolName, toolArtifacts, toolParameters } from '@sluice/jobs';
import { documentKey, type Storage } from '@sluice/storage';
import { sha256 } from './http.ts';
import type { Stack } from './stack.ts';

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Writes an object, replacing an existing one. */
export const putBytes = (
  storage: Storage,
  key: string,
  bytes: Uint8Array,
  contentType = 'application/octet-stream',
): ReturnType<Storage['putStream']> => storage.putStream(key, once(bytes), { contentType });

/** Stores a document without the API. */
export async function storeDocument({ db, storage }: Stack, accountId: string, bytes: Buffer, name = 'people.csv') {
  const docId = newId();
  const s3Key = documentKey(storage.env, accountId, docId);
  await beginDocument(db, { docId, accountId, originalFilename: name, contentType: 'text/csv', s3Key });
  await putBytes(storage, s3Key, bytes, 'text/csv');
  const { document } = await completeDocument(db, { accountId, docId, sha256: sha256(bytes), sizeBytes: bytes.length });
  return document;
}

/** Creates an analysis with every artifact of its tool, without a job. Returns its id. */
export function askAnalysis(
  stack: Stack,
  accountId: string,
  docId: string,
  tool: ToolName,
  upload = true,
): Promise<string> {
  const parameters = toolParameters[tool].parse({});
  const options = { tool, parameters, artifacts: [...toolArtifacts[tool]], upload_to_s3: upload };
  return createAnalysis(stack.db, { accountId, docId, tool, options, traceId: newId() });
}

/** A CSV of `rows` people. */
export const peopleCsv = (rows: number): Buffer =>
  Buffer.from(
    `name,age,note\n${Array.from({ length: rows }, (_, at) => `person ${at},${at % 90},"a note, no ${at}"\n`).join('')}`,
  );
