import { Hono } from 'hono';
import { expect, it } from 'vitest';
import type { AppEnv } from '../context.ts';
import { audited, declaredChanges, unaudited } from './declare.ts';

const found = (app: Hono<AppEnv>) => Object.fromEntries(declaredChanges(app.routes));

it('finds what every changing route declares, including those of a mounted app', () => {
  const api = new Hono<AppEnv>()
    .get('/a', (c) => c.text(''))
    .post('/a', audited('import.create'), (c) => c.text(''))
    .delete('/a/:id', audited('import.cancel', 'export.retry'), (c) => c.text(''))
    .post('/preview', unaudited('It writes nothing.'), (c) => c.text(''));
  expect(found(new Hono<AppEnv>().route('/v1', api))).toEqual({
    'POST /v1/a': { actions: ['import.create'] },
    'DELETE /v1/a/:id': { actions: ['import.cancel', 'export.retry'] },
    'POST /v1/preview': { exempt: 'It writes nothing.' },
  });
});

it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('refuses a %s route that declares nothing', (method) => {
  const app = new Hono<AppEnv>()
    .post('/b', audited('import.create'), (c) => c.text(''))
    .on(method, '/forgotten', (c) => c.text(''));
  expect(() => declaredChanges(app.routes)).toThrow(`${method} /forgotten.`);
});

it('does not accept the declaration of another method or path', () => {
  const app = new Hono<AppEnv>()
    .post('/c', audited('import.create'), (c) => c.text(''))
    .delete('/c', (c) => c.text(''));
  expect(() => declaredChanges(app.routes)).toThrow('declare neither `audited` nor `unaudited`: DELETE /c.');
});
