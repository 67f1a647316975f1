// @ts-check
import { Agent, request } from 'node:http';

/**
 * @typedef {object} Load
 * @property {string} url
 * @property {Record<string, string>} headers
 * @property {(n: number) => string} body of the n-th request
 * @property {readonly number[]} accepted statuses; any other ends the run
 * @property {number} requests
 * @property {number} inFlight
 */

/**
 * Sends JSON requests, so many at a time over as many connections; answers their rate and latencies.
 * @param {Load} load
 * @returns {Promise<{ perSecond: number, p50Ms: number, p99Ms: number }>}
 */
export async function sendLoad({ url, headers, body, accepted, requests, inFlight }) {
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  /** @type {number[]} */
  const latencies = [];
  let next = 0;
  const client = async () => {
    for (let n = next++; n < requests; n = next++) {
      const start = performance.now();
      const { status, text } = await post(url, agent, headers, body(n));
      if (!accepted.includes(status)) throw new Error(`${url} answered ${status}: ${text.slice(0, 500)}`);
      latencies.push(performance.now() - start);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: inFlight }, client));
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  latencies.sort((a, b) => a - b);
  const quantile = (/** @type {number} */ q) =>
    latencies[Math.min(latencies.length - 1, Math.floor(q * latencies.length))] ?? Number.NaN;
  return { perSecond: requests / seconds, p50Ms: quantile(0.5), p99Ms: quantile(0.99) };
}

/**
 * @param {string} url @param {Agent} agent @param {Record<string, string>} headers @param {string} body
 * @returns {Promise<{ status: number, text: string }>}
 */
const post = (url, agent, headers, body) =>
  new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)), ...headers },
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (piece) => {
          text += piece;
        });
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text }));
        answer.once('error', reject);
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
