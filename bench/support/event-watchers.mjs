// @ts-check
import { Agent, request } from 'node:http';
import { createParser } from 'eventsource-parser';

/** @typedef {{ name: string, data: any, at: number }} Seen `at` by `performance.now()` */

/**
 * Opens event streams like browsers, each on its own connection; resolves when all of them are open.
 * @param {object} options
 * @param {string} options.url
 * @param {Record<string, string>} options.headers
 * @param {number} options.count
 * @param {(seen: Seen) => void} options.onEvent
 * @param {boolean} [options.reading] false: the responses are never read
 */
export async function openWatchers({ url, headers, count, onEvent, reading = true }) {
  const agent = new Agent({ maxSockets: count, keepAlive: false });
  let ended = 0;
  /** @type {() => void} */
  let allEnded = () => {};
  const end = new Promise((resolve) => {
    allEnded = () => resolve(undefined);
  });
  const open = () =>
    new Promise((resolve, reject) => {
      const sent = request(url, { agent, headers }, (answer) => {
        if (answer.statusCode !== 200) return reject(new Error(`${url} answered ${answer.statusCode}`));
        resolve(undefined);
        if (!reading) return;
        const parser = createParser({
          onEvent: ({ event = 'message', data }) =>
            onEvent({ name: event, data: JSON.parse(data), at: performance.now() }),
        });
        answer.setEncoding('utf8').on('data', (text) => parser.feed(text));
        answer.once('close', () => ++ended === count && allEnded());
      });
      sent.once('error', reject).end();
    });
  // Fifty at a time, because browsers do not open two thousand connections at once either.
  for (let opened = 0; opened < count; opened += 50) {
    await Promise.all(Array.from({ length: Math.min(50, count - opened) }, open));
  }
  return { ended: end, stop: () => agent.destroy() };
}
