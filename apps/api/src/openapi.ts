import { z } from '@hono/zod-openapi';
import { errorCodes } from '@sluice/core';

/** How a problem looks; `problem.ts` makes them. */
export const problemSchema = z
  .object({
    type: z.string().openapi({ example: 'urn:sluice:problem:not-found' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string().describe('The path that was asked for.'),
    code: z.enum(errorCodes),
    trace_id: z.uuid(),
    fields: z
      .array(z.object({ field: z.string(), code: z.string(), message: z.string() }))
      .optional()
      .describe('Each input field that is wrong.'),
  })
  .openapi('Problem');

const meanings = {
  400: 'Malformed: the request, an id or the body cannot be read.',
  401: 'No token, or one that is not accepted.',
  403: 'The role of the token is not enough.',
  404: 'There is no such thing in this account.',
  409: 'Not possible in this state, or a request with this Idempotency-Key is still running.',
  413: 'The file or the body is too large.',
  415: 'The Content-Type is not taken here.',
  416: 'The range begins behind the end; `Content-Range` says how long the file is.',
  422: 'Well-formed, but wrong; or the Idempotency-Key was used for another request.',
  429: 'Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams.',
  500: 'Our fault; `trace_id` finds it in the logs.',
  503: 'MySQL, Redis, S3, the identity provider or the workers cannot be reached.',
} as const;

export const problemContent = { 'application/problem+json': { schema: problemSchema } };

type Status = keyof typeof meanings;
type ProblemAnswer = { description: string; content: typeof problemContent };

/** What any route may answer. */
const usual = [401, 429, 500, 503] as const;
type Usual = (typeof usual)[number];

/** The error answers of a route: those named, and what any route may answer. */
export function problems<S extends Status>(...statuses: S[]): Record<S | Usual, ProblemAnswer> {
  const all = [...new Set<S | Usual>([...statuses, ...usual])];
  const answers = all.map((status): [Status, ProblemAnswer] => [
    status,
    { description: meanings[status], content: problemContent },
  ]);
  return Object.fromEntries(answers) as Record<S | Usual, ProblemAnswer>;
}

/** A list's query parameters. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('Items of a page.'),
  cursor: z.string().max(1_024).optional().describe('`next_cursor` of the page before.'),
};

/** One page of a list. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next_cursor: z.string().nullable().describe('Send it as `cursor` for the next page; null: this was the last.'),
  });

/** Routes under /api/v1 are called with a token; a browser that has signed in has it in its cookie. */
export const bearer = [{ bearerAuth: [] }, { sessionCookie: [] }];

/** Described, and read by the middleware. */
export const idempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .optional()
    .describe('The same key and request within 24 h get the first answer again; it is 1 to 255 printable characters.'),
});

/** `application/json` or else; for bodies that the handler reads by itself, so that nothing buffers them. */
export const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** What an event stream reads and answers. */
export const lastEventHeader = z.object({
  'last-event-id': z.string().optional().describe('Id of the last event seen; only news are sent.'),
});
export const eventAnswers = {
  200: {
    description: 'The stream. It ends after `done`, when the token expires and when the server stops.',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  },
  204: { description: 'The client has seen `done` already.' },
} as const;
