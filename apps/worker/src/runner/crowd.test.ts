import { expect, it } from 'vitest';
import { Crowd } from './crowd.ts';

const { signal } = new AbortController();

it('lets jobs run side by side', async () => {
  const crowd = new Crowd();
  const places = await Promise.all([crowd.enter(false, signal), crowd.enter(false, signal)]);
  expect(places.map(({ alone }) => alone)).toEqual([false, false]);
});

it('runs a job alone after the earlier ones, and holds back later ones', async () => {
  const crowd = new Crowd();
  const order: string[] = [];
  const first = await crowd.enter(false, signal);
  const enter = async (name: string, alone: boolean) => {
    const place = await crowd.enter(alone, signal);
    order.push(`${name} ${place.alone ? 'alone' : 'beside'}`);
    return place;
  };
  const second = enter('second', true);
  const third = enter('third', false);
  const fourth = enter('fourth', true);
  expect(order).toEqual([]);
  first.leave();
  first.leave();
  const place = await second;
  expect(order).toEqual(['second alone']);
  place.leave();
  (await third).leave();
  await fourth;
  expect(order).toEqual(['second alone', 'third beside', 'fourth alone']);
});

it('runs a job beside the others if they take too long', async () => {
  const crowd = new Crowd(1);
  await crowd.enter(false, signal);
  expect((await crowd.enter(true, signal)).alone).toBe(false);
});

it('forgets a job that stops waiting', async () => {
  const crowd = new Crowd();
  const stop = new AbortController();
  await crowd.enter(false, signal);
  const waiting = crowd.enter(true, stop.signal);
  const later = crowd.enter(false, signal);
  stop.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow('stopped');
  expect((await later).alone).toBe(false);
});
