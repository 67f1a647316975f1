import { Readable } from 'node:stream';
import { createRoute, type RouteHandler, type z } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import type { Db } from '@sluice/db';
import { type Analysis, getAnalysisReport } from '@sluice/db/analyses';
import { downloadsOfAnalysis } from '@sluice/db/downloads';
import type { AppContext, AppEnv, Deps } from '../../context.ts';
import { bearer, problems } from '../../openapi.ts';
import { analysisParams, storedAnalysisResultSchema } from './schemas.ts';
import { readAnalysis } from './shared.ts';
import { wholeReport } from './whole-report.ts';

type StoredResult = z.output<typeof storedAnalysisResultSchema>;

const route = () =>
  createRoute({
    method: 'get',
    path: '/analyses/{analysisId}/report',
    operationId: 'analysisReport',
    tags: ['Analyses'],
    summary: 'Get the final object of an analysis with its full report',
    security: bearer,
    request: { params: analysisParams },
    responses: {
      200: {
        description: 'The final object.',
        content: { 'application/json': { schema: storedAnalysisResultSchema } },
      },
      ...problems(400, 404, 409),
    },
  });

/** The fields of the final object besides the report. */
const headOf = ({ analysisId, tool, status, timestamp, executionTimeMs }: Analysis) => ({
  analysis_id: analysisId,
  tool,
  status,
  timestamp: timestamp?.toISOString() ?? null,
  execution_time_ms: executionTimeMs,
});

/** The key of the full report when it was too long for the database; undefined while it is not stored. */
async function storedWhole(db: Db, { reportS3Path, ...analysis }: Analysis): Promise<string | undefined> {
  if (reportS3Path === null) return undefined;
  const files = await downloadsOfAnalysis(db, analysis);
  return files.find(({ s3Path, status }) => s3Path === reportS3Path && status === 'uploaded')?.s3Path;
}

/** A long report is streamed from S3. Until it is stored there, the trimmed report has `trimmed: true`. */
const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const analysis = await readAnalysis(c, deps, c.req.valid('param').analysisId);
    if (analysis.status !== 'completed') {
      throw new AppError(
        'INVALID_STATE',
        `The analysis is ${analysis.status}. Its report is available once it is completed.`,
      );
    }
    const report = (await getAnalysisReport(deps.db, analysis)) ?? {};
    const key = await storedWhole(deps.db, analysis);
    if (key === undefined) return c.json({ ...headOf(analysis), report } as StoredResult, 200);
    // A HEAD response has no body to stream.
    if (c.req.method === 'HEAD') return c.body(null, 200, json) as never;
    const { body } = await deps.storage.getStream(key, { signal: c.req.raw.signal });
    const whole = Readable.from(orClose(c, wholeReport(body, headOf(analysis), report.downloads)), {
      objectMode: false,
    });
    return c.body(Readable.toWeb(whole) as ReadableStream<Uint8Array>, 200, json) as never;
  };

/** Streams a report; an error is logged and closes the connection. */
async function* orClose<T>(c: AppContext, pieces: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* pieces;
  } catch (err) {
    if (!c.req.raw.signal.aborted) c.get('logger').error({ err }, 'a report was interrupted');
    // Thrown, it would be written to the console by the HTTP server.
    c.env.outgoing?.destroy();
  }
}

const json = { 'Content-Type': 'application/json' };

export const analysisReportRoute = { route, handler };
