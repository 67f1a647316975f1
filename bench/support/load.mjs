// @ts-check
import { Agent, request } from 'node:http';

/**
 * @typedef {{ headers?: Record<string, string>, body: string | Buffer }} Sent JSON unless the headers have another type
 * @typedef {object} Load
 * @property {string} url
 * @property {(n: number) => Sent} send headers and body of the n-th request
 * @property {readonly number[]} accepted statuses; any other ends the run
 * @property {number} requests
 * @property {number} inFlight
 */

/**
 * Sends POST requests, `inFlight` in parallel, each on its own connection.
 * @param {Load} load
 * @returns {Promise<{ perSecond: number, p50Ms: number, p99Ms: number }>}
 */
export async function sendLoad({ url, send, accepted, requests, inFlight }) {
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  /** @type {number[]} */
  const latencies = [];
  let next = 0;
  const client = async () => {
    for (let n = next++; n < requests; n = next++) {
      const sent = send(n);
      const start = performance.now();
      const { status, text } = await post(url, agent, sent);
      if (!accepted.includes(status)) throw new Error(`${url} answered ${status}: ${text.slice(0, 500)}`);
      latencies.push(performance.now() - start);
    }
  };
  const start = performance.now();
  try {
    await Promise.all(Array.from({ length: inFlight }, client));
  } finally {
    agent.destroy();
  }
  const seconds = (performance.now() - start) / 1000;
  latencies.sort((a, b) => a - b);
  const quantile = (/** @type {number} */ q) =>
    latencies[Math.min(latencies.length - 1, Math.floor(q * latencies.length))] ?? Number.NaN;
  return { perSecond: requests / seconds, p50Ms: quantile(0.5), p99Ms: quantile(0.99) };
}

/**
 * @param {string} url @param {Agent} agent @param {Sent} sent
 * @returns {Promise<{ status: number, text: string }>}
 */
const post = (url, agent, { headers, body }) =>
  new Promise((resolve, reject) => {
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const sent = request(
      url,
      { method: 'POST', agent, headers: { 'content-type': 'application/json', ...length, ...headers } },
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

const BOUNDARY = 'sluice-bench-boundary';
const HEAD = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="bench.csv"\r\ncontent-type: text/csv\r\n\r\n`;
const TAIL = `\r\n--${BOUNDARY}--\r\n`;

/** A small file as a form with the one field `file`. @param {Buffer} content @param {Record<string, string>} [headers] */
export const formOf = (content, headers = {}) => ({
  headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, ...headers },
  body: Buffer.concat([Buffer.from(HEAD), content, Buffer.from(TAIL)]),
});
