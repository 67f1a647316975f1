import { createRoute, type RouteHandler } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import type { Document } from '@sluice/db/documents';
import { deleteDocument } from '@sluice/db/retention';
import { canDeleteDocument, deleteDocumentObjects } from '@sluice/storage';
import { audited } from '../../audit/declare.ts';
import type { Audited } from '../../audit/trail.ts';
import type { AppEnv, Deps } from '../../context.ts';
import { findDocument } from '../../documents/find.ts';
import { namingServerInFields } from '../../documents/open-content.ts';
import { requireRole } from '../../middleware/authenticate.ts';
import { bearer, problems } from '../../openapi.ts';
import { documentParams } from './schemas.ts';

const route = () =>
  createRoute({
    method: 'delete',
    path: '/documents/{docId}',
    operationId: 'deleteDocument',
    tags: ['Documents'],
    summary: 'Delete a document and its stored bytes; finished imports and analyses of it are kept',
    security: bearer,
    middleware: [audited('document.delete'), requireRole('member')] as const,
    request: { params: documentParams },
    responses: {
      204: { description: 'Deleted.' },
      ...problems(400, 403, 404, 409),
    },
  });

const handler =
  (deps: Deps): RouteHandler<ReturnType<typeof route>, AppEnv> =>
  async (c) => {
    const { principal, about, audit } = c.var;
    const { docId } = c.req.valid('param');
    await findDocument(deps, { accountId: principal.accountId, docId });
    about.docId = docId;
    const outcome = await deleteDocument(deps.db, {
      docId,
      canDelete: (stored) => canDeleteDocument(deps, stored),
      deleteObjects: (stored) => deleteDocumentObjects(deps, stored),
      note: (tx, step, document) => audit[step === 'done' ? 'record' : 'start'](tx, deletion(document)),
    }).catch((error: unknown) => {
      throw namingServerInFields(error);
    });
    if (outcome === 'missing') throw new AppError('NOT_FOUND', `No document has the ID ${docId}.`);
    if (outcome === 'in_use') {
      throw new AppError(
        'INVALID_STATE',
        'The document is being verified or used by an unfinished import or analysis. Wait for it or cancel it first.',
      );
    }
    return c.body(null, 204);
  };

const deletion = (document: Document): Audited => {
  const { docId: id, accountId, originalFilename: file_name, fileSizeBytes: size_bytes, docHash256: sha256 } = document;
  return { action: 'document.delete', id, accountId, before: { file_name, size_bytes, sha256 } };
};

export const deleteDocumentRoute = { route, handler };
