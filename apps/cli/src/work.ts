import {
  type Analysis,
  type ImportJob,
  isSluiceError,
  listImporters,
  type ReprocessRun,
  type SluiceClient,
} from '@sluice/client';
import { CliError, usageError } from './exit-codes.ts';
import { isId } from './options.ts';

/** The resource behind an ID. */
export type Work =
  | { readonly kind: 'import'; readonly id: string; readonly importer: string; readonly state: ImportJob }
  | { readonly kind: 'analysis'; readonly id: string; readonly state: Analysis }
  | { readonly kind: 'reprocess-run'; readonly id: string; readonly state: ReprocessRun };

/** Undefined when the API returns 404. */
export async function orAbsent<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isSluiceError(error) && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}

/** The import, analysis or re-processing run with this ID. */
export async function findWork(client: SluiceClient, id: string, signal: AbortSignal): Promise<Work | undefined> {
  if (!isId(id)) throw usageError(`${id} is not a valid ID.`);
  for await (const { name: importer } of listImporters(client, { archived: true, signal })) {
    const params = { path: { importer, jobId: id } };
    const found = await orAbsent(client.GET('/api/v1/{importer}/bulk/{jobId}', { params, signal }));
    if (found) return { kind: 'import', id, importer, state: found.data };
  }
  const analysis = await orAbsent(
    client.GET('/api/v1/analyses/{analysisId}', { params: { path: { analysisId: id } }, signal }),
  );
  if (analysis) return { kind: 'analysis', id, state: analysis.data };
  const run = await orAbsent(client.GET('/api/v1/reprocess-runs/{runId}', { params: { path: { runId: id } }, signal }));
  return run ? { kind: 'reprocess-run', id, state: run.data } : undefined;
}

/** The same. @throws CliError when it does not exist */
export async function requireWork(client: SluiceClient, id: string, signal: AbortSignal): Promise<Work> {
  const work = await findWork(client, id, signal);
  if (!work) throw new CliError(`No import, analysis or re-processing run in this account has the ID ${id}.`);
  return work;
}
