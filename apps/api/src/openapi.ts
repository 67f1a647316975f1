import { z } from '@hono/zod-openapi';
import { errorCodes } from '@sluice/core';

export const fieldErrorSchema = z
  .object({
    field: z.string(),
    code: z.string(),
    message: z.string(),
    line: z.number().int().optional().describe('Where in the text that was sent; from 1.'),
    column: z.number().int().optional(),
  })
  .openapi('FieldError');

/** The schema of a problem; `problem.ts` builds them. */
export const problemSchema = z
  .object({
    type: z.string().openapi({ example: 'urn:sluice:problem:not-found' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string().describe('The requested path.'),
    code: z.enum(errorCodes),
    trace_id: z.uuid(),
    fields: z.array(fieldErrorSchema).optional().describe('One entry per invalid field.'),
    quota: z
      .object({ name: z.string(), limit: z.number(), used: z.number() })
      .optional()
      .describe('The account limit that was reached; see `GET /account/usage`.'),
  })
  .openapi('Problem');

const meanings = {
  400: 'Malformed: the request, an ID or the body could not be parsed.',
  401: 'The token is missing or invalid.',
  403: "The token's role does not allow this.",
  404: 'Not found in this account.',
  409: 'The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running.',
  413: "The file or the body is too large, or the account's storage is full.",
  415: 'This Content-Type is not supported.',
  416: 'The range starts past the end of the file; `Content-Range` gives its length.',
  422: 'Well-formed but invalid, or the Idempotency-Key was used for a different request.',
  429: 'Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`.',
  500: 'Internal error; look up `trace_id` in the logs.',
  503: 'MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later.',
} as const;

export const problemContent = { 'application/problem+json': { schema: problemSchema } };

type Status = keyof typeof meanings;
type ProblemAnswer = { description: string; content: typeof problemContent };

/** Errors that any route may return. */
const usual = [401, 429, 500, 503] as const;
type Usual = (typeof usual)[number];

/** The error responses of a route: the given statuses plus those that any route may return. */
export function problems<S extends Status>(...statuses: S[]): Record<S | Usual, ProblemAnswer> {
  const all = [...new Set<S | Usual>([...statuses, ...usual])];
  const answers = all.map((status): [Status, ProblemAnswer] => [
    status,
    { description: meanings[status], content: problemContent },
  ]);
  return Object.fromEntries(answers) as Record<S | Usual, ProblemAnswer>;
}

/** An ID that a client sends. UUIDs are accepted in either case (RFC 9562); rows hold them in lowercase. */
export const idInput = z.uuid().toLowerCase();

/** A list's query parameters. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('Items per page.'),
  cursor: z.string().max(1_024).optional().describe('`next_cursor` of the previous page.'),
};

/** One page of a list. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next_cursor: z.string().nullable().describe('Send it as `cursor` to get the next page; null on the last page.'),
  });

/** Routes under /api/v1 take a token; a browser that has signed in sends it in its cookie. */
export const bearer = [{ bearerAuth: [] }, { sessionCookie: [] }];

/** Documented here, read by the middleware. */
export const idempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .optional()
    .describe(
      'Repeating a request with the same key within 24 hours returns the first response again. 1 to 255 printable characters.',
    ),
});

/** No other fields, also where a schema extends another: `additionalProperties` would see only its own. */
export const closed = { unevaluatedProperties: false } as const;

/** A reference to a named schema, for bodies that the handler reads itself so that nothing buffers them. */
export const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** The request header and the responses of an event stream. */
export const lastEventHeader = z.object({
  'last-event-id': z.string().optional().describe('ID of the last event received; only newer events are sent.'),
});
export const eventAnswers = {
  200: {
    description: 'The stream. It ends after `done`, when the token expires and when the server stops.',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  },
  204: { description: 'The client has already received `done`.' },
} as const;
