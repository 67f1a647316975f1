import type { Db } from '@sluice/db';
import { afterEach, expect, it, vi } from 'vitest';
import { connectAhead } from './connect-ahead.ts';

type Connection = Awaited<ReturnType<Db['$connect']>>;

/** Connections that only know whether they were closed. */
function fakeDb() {
  const opened: { destroy: ReturnType<typeof vi.fn> }[] = [];
  const $connect = async () => {
    const connection = { destroy: vi.fn() };
    opened.push(connection);
    return connection as unknown as Connection;
  };
  return { opened, $connect };
}

afterEach(() => void vi.useRealTimers());

it('gives the connection that is open to the first who asks, and new ones to others', async () => {
  const db = fakeDb();
  const ahead = connectAhead(db);
  expect(db.opened).toHaveLength(1);
  const [first, second] = [await ahead.$connect(), await ahead.$connect()];
  expect([first, second]).toEqual(db.opened);
  ahead.close();
  for (const { destroy } of db.opened) expect(destroy).not.toHaveBeenCalled();
});

it('closes the connection if nobody has asked for it', async () => {
  const db = fakeDb();
  connectAhead(db).close();
  await vi.waitFor(() => expect(db.opened[0]?.destroy).toHaveBeenCalledOnce());
});

it('replaces a connection that has been idle for long', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const db = fakeDb();
  const ahead = connectAhead(db);
  vi.advanceTimersByTime(5_001);
  expect(await ahead.$connect()).toBe(db.opened[1]);
  expect(db.opened[0]?.destroy).toHaveBeenCalledOnce();
});

it('fails like the connection, whenever it is asked for, and tries again', async () => {
  const db = fakeDb();
  const $connect = vi.fn(db.$connect).mockRejectedValueOnce(new Error('refused'));
  const ahead = connectAhead({ $connect });
  await expect(ahead.$connect()).rejects.toThrow('refused');
  expect(await ahead.$connect()).toBe(db.opened[0]);
  ahead.close();
});
