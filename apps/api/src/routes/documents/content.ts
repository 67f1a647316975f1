import { Readable } from 'node:stream';
import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import { AppError, formatCount } from '@sluice/core';
import type { Document } from '@sluice/db/documents';
import { contentDisposition } from '@sluice/storage';
import { servedType } from '../../body/name-and-type.ts';
import type { AppContext, AppEnv, Deps } from '../../context.ts';
import { findCompleteDocument } from '../../documents/find.ts';
import { noteDamage, openContent } from '../../documents/open-content.ts';
import { type ByteRange, parseRange } from '../../documents/range.ts';
import { bearer, problems } from '../../openapi.ts';
import { documentParams } from './schemas.ts';

const bytes = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } as const;

const route = () =>
  createRoute({
    method: 'get',
    path: '/documents/{docId}/content',
    operationId: 'documentContent',
    tags: ['Documents'],
    summary: 'Download a document, or a range of it',
    description:
      'Chunked documents are joined, and every block is verified before it is sent. If a block turns out to be damaged or its storage server goes down mid-response, the connection is closed: the bytes received so far are correct, and a range request can resume after them.',
    security: bearer,
    request: {
      params: documentParams,
      headers: z.object({
        range: z.string().optional().describe('One byte range, such as `bytes=0-1023`.'),
        'if-range': z.string().optional().describe('An ETag; the whole file is sent if it no longer matches.'),
      }),
    },
    responses: {
      200: { description: 'The whole file.', content: bytes },
      206: { description: 'The range.', content: bytes },
      ...problems(400, 404, 409, 416),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { accountId } = c.get('principal');
    const document = await findCompleteDocument(deps, { accountId, docId: c.req.valid('param').docId });
    const range = rangeOf(c, document);
    const headers = headersOf(document, range);
    // A HEAD response has no body to stream.
    if (c.req.method === 'HEAD') return c.body(null, 200, headers) as never;
    const body = await openContent(deps, document, { range, signal: c.req.raw.signal });
    const watched = Readable.from(watch(c, deps, { document, body }), { objectMode: false });
    return c.body(Readable.toWeb(watched) as ReadableStream<Uint8Array>, range ? 206 : 200, headers) as never;
  };

const etagOf = ({ docHash256 }: Document): string => `"${docHash256}"`;

/** @throws AppError RANGE_NOT_SATISFIABLE, with Content-Range set */
function rangeOf(c: AppContext, document: Document): ByteRange | undefined {
  const ifRange = c.req.header('if-range');
  if (c.req.method === 'HEAD' || (ifRange !== undefined && ifRange !== etagOf(document))) return undefined;
  const size = document.fileSizeBytes ?? 0;
  const range = parseRange(c.req.header('range'), size);
  if (range !== 'unsatisfiable') return range;
  c.header('Content-Range', `bytes */${size}`);
  throw new AppError(
    'RANGE_NOT_SATISFIABLE',
    `The range starts past the end of the file, which has ${formatCount(size)} bytes.`,
  );
}

function headersOf(document: Document, range: ByteRange | undefined): Record<string, string> {
  const size = document.fileSizeBytes ?? 0;
  return {
    'Accept-Ranges': 'bytes',
    'Content-Disposition': contentDisposition(document.originalFilename),
    'Content-Length': String(range ? range.end - range.start + 1 : size),
    ...(range ? { 'Content-Range': `bytes ${range.start}-${range.end}/${size}` } : {}),
    'Content-Type': servedType(document.contentType),
    ETag: etagOf(document),
    'X-Content-Type-Options': 'nosniff',
  };
}

/**
 * Streams the body; an error is recorded and then closes the connection. It is not thrown, because the HTTP server would
 * write it to the console.
 */
async function* watch(
  c: AppContext,
  deps: Deps,
  { document, body }: { document: Document; body: Readable },
): AsyncGenerator<Uint8Array> {
  try {
    yield* body as AsyncIterable<Uint8Array>;
  } catch (error) {
    const { docId } = document;
    if (!c.req.raw.signal.aborted) c.get('logger').error({ err: error, doc_id: docId }, 'a download was interrupted');
    await noteDamage(deps, document, error).catch((err: unknown) => {
      c.get('logger').error({ err, doc_id: docId }, 'could not mark a damaged document');
    });
    c.env.outgoing?.destroy();
  } finally {
    body.destroy();
  }
}

export const documentContentRoute = { route, handler };
