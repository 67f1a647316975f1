// @ts-check
/** The yardstick of request rates: a Hono route on the same server that parses a JSON body and answers with JSON. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();
app.post('/', async (c) => {
  const body = await c.req.json();
  return c.json({ doc_id: body.doc_hash_256, status: 'UPLOAD_URL_GENERATED' }, 201);
});

const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  process.stdout.write(`${port}\n`);
});
process.once('SIGTERM', () => server.close(() => process.exit(0)));
