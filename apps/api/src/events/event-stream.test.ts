import { describe, expect, it, vi } from 'vitest';
import { EventStream, encodeEvent } from './event-stream.ts';

const event = (id: string) => encodeEvent('progress', id, { n: id });
const text = (id: string) => `event: progress\nid: ${id}\ndata: {"n":"${id}"}\n\n`;

async function readAll(stream: EventStream): Promise<string> {
  return new Response(stream.body).text();
}

describe('EventStream', () => {
  it('sends events and ends after the last one', async () => {
    const onEnd = vi.fn();
    const stream = new EventStream(undefined, onEnd);
    const whole = readAll(stream);
    stream.send(event('1'));
    stream.close();
    stream.close();
    stream.send(event('2'));
    expect(await whole).toBe(`retry: 2000\n\n${text('1')}`);
    expect(onEnd).toHaveBeenCalledOnce();
  });

  it('does not send an event that the client already has', async () => {
    const stream = new EventStream('1', () => {});
    const whole = readAll(stream);
    stream.send(event('1'));
    stream.send(event('2'));
    stream.send(event('2'));
    stream.close();
    expect(await whole).toBe(`retry: 2000\n\n${text('2')}`);
  });

  it('holds only the newest event for a client that does not read', async () => {
    const stream = new EventStream(undefined, () => {});
    for (let n = 1; n <= 1_000; n++) stream.send(event(String(n)));
    stream.close();
    expect(await readAll(stream)).toBe(`retry: 2000\n\n${text('1000')}`);
  });

  it('notices a client that disconnects', async () => {
    const onEnd = vi.fn();
    const stream = new EventStream(undefined, onEnd);
    await stream.body.cancel();
    expect(onEnd).toHaveBeenCalledOnce();
    stream.send(event('1'));
  });

  it('sends a heartbeat every 15 seconds', async () => {
    vi.useFakeTimers();
    try {
      const stream = new EventStream(undefined, () => {});
      const reader = stream.body.getReader();
      const read = async () => Buffer.from((await reader.read()).value ?? []).toString();
      expect(await read()).toBe('retry: 2000\n\n');
      const next = read();
      vi.advanceTimersByTime(15_000);
      expect(await next).toMatch(/^: /);
      stream.close();
    } finally {
      vi.useRealTimers();
    }
  });
});
