import { createRoute, type RouteHandler, z } from '@hono/zod-openapi';
import {
  type DocumentCursor,
  type DocumentOrder,
  documentOrders,
  type ListedDocument,
  listDocuments,
} from '@sluice/db/documents';
import type { AppEnv, Deps } from '../../context.ts';
import { documentExpiry } from '../../expiry.ts';
import { decodeCursor, encodeCursor, several, timeQuery } from '../../lists.ts';
import { bearer, pageOf, problems } from '../../openapi.ts';
import { documentStatus, listedDocumentSchema } from './schemas.ts';
import { viewDocument } from './view.ts';

const descending = documentOrders.map((name) => `-${name}` as const);
const query = z.object({
  ...timeQuery,
  status: several(documentStatus),
  q: z.string().trim().min(1).max(255).optional().describe('Part of the file name, or the full ID or SHA-256.'),
  sort: z
    .enum([...documentOrders, ...descending])
    .default('-created_at')
    .describe('By time, name or size; with `-` in descending order. No other order has an index.'),
});

const route = () =>
  createRoute({
    method: 'get',
    path: '/documents',
    operationId: 'listDocuments',
    tags: ['Documents'],
    summary: 'List documents',
    security: bearer,
    request: { query },
    responses: {
      200: { description: 'One page.', content: { 'application/json': { schema: pageOf(listedDocumentSchema) } } },
      ...problems(422),
    },
  });

/** How the value of an order is written in cursors. */
const cursors = {
  created_at: z.tuple([z.iso.datetime().transform((text) => new Date(text)), z.uuid()]),
  doc_name: z.tuple([z.string(), z.uuid()]),
  file_size: z.tuple([z.number().int().nullable(), z.uuid()]),
} as const satisfies Record<DocumentOrder, z.ZodType<[DocumentCursor['value'], string]>>;
const values = {
  created_at: ({ createdAt }: ListedDocument) => createdAt.toISOString(),
  doc_name: ({ originalFilename }: ListedDocument) => originalFilename,
  file_size: ({ fileSizeBytes }: ListedDocument) => fileSizeBytes,
} as const satisfies Record<DocumentOrder, (document: ListedDocument) => unknown>;

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { accountId } = c.get('principal');
    const { cursor, sort, ...asked } = c.req.valid('query');
    const by = sort.replace(/^-/, '') as DocumentOrder;
    const [value, id] = cursor === undefined ? [] : decodeCursor(cursor, cursors[by]);
    const given = Object.fromEntries(Object.entries(asked).filter(([, one]) => one !== undefined));
    const { items, hasMore } = await listDocuments(deps.db, {
      ...{ ...given, accountId, limit: asked.limit, order: { by, descending: sort.startsWith('-') } },
      ...(id === undefined || value === undefined ? {} : { cursor: { value, id } }),
    });
    const last = items.at(-1);
    return c.json(
      {
        items: items.map((one) => ({ ...viewDocument(one), expires_at: documentExpiry(deps.kept, one) })),
        next_cursor: hasMore && last ? encodeCursor([values[by](last), last.docId]) : null,
      },
      200,
    );
  };

export const listDocumentsRoute = { route, handler };
