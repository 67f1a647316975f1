import { Readable } from 'node:stream';
import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import { type Analysis, getAnalysisReport } from '@sluice/db';
import type { AppEnv, Deps } from '../../context.ts';
import { bearer, problems } from '../../openapi.ts';
import { findAnalysis } from './find.ts';
import { analysisParams, analysisResultSchema } from './schemas.ts';

const route = () =>
  createRoute({
    method: 'get',
    path: '/analyses/{analysisId}/report',
    operationId: 'analysisReport',
    tags: ['Analyses'],
    summary: 'The final object of an analysis, with its whole report',
    security: bearer,
    request: { params: analysisParams },
    responses: {
      200: { description: 'The final object.', content: { 'application/json': { schema: analysisResultSchema } } },
      ...problems(400, 404, 409),
    },
  });

/** What the final object says beside the report. */
const headOf = ({ analysisId, tool, status, timestamp, executionTimeMs }: Analysis) => ({
  analysis_id: analysisId,
  tool,
  status,
  timestamp: timestamp?.toISOString() ?? null,
  execution_time_ms: executionTimeMs,
});

/** A large report comes from S3 as it is, and is never held here. */
const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const analysis = await findAnalysis(deps.db, c.var.principal, c.req.valid('param').analysisId);
    const { status, reportS3Path } = analysis;
    if (status !== 'completed') {
      throw new AppError('INVALID_STATE', `The analysis is ${status}; a report is there once it is completed.`);
    }
    if (reportS3Path === null) {
      return c.json({ ...headOf(analysis), report: (await getAnalysisReport(deps.db, analysis)) ?? {} } as never, 200);
    }
    const { body } = await deps.storage.getStream(reportS3Path, { signal: c.req.raw.signal });
    const whole = Readable.from(embed(JSON.stringify(headOf(analysis)), body));
    return c.body(Readable.toWeb(whole) as ReadableStream, 200, { 'Content-Type': 'application/json' }) as never;
  };

/** `head`, a JSON object, with the JSON of `report` as its last member. */
async function* embed(head: string, report: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${head.slice(0, -1)},"report":`);
  yield* report;
  yield Buffer.from('}');
}

export const analysisReportRoute = { route, handler };
