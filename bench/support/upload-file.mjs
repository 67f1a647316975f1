// @ts-check
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

const BOUNDARY = 'sluice-bench-boundary';

/**
 * Streams a file to `POST /documents`; returns the document's ID.
 * @param {string} url @param {Record<string, string>} auth @param {string} file @returns {Promise<string>}
 */
export async function uploadFile(url, auth, file) {
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="bench.csv"\r\ncontent-type: text/csv\r\n\r\n`;
  const tail = `\r\n--${BOUNDARY}--\r\n`;
  const body = async function* () {
    yield Buffer.from(head);
    yield* createReadStream(file, { highWaterMark: 1 << 18 });
    yield Buffer.from(tail);
  };
  const answer = await fetch(`${url}/documents`, {
    method: 'POST',
    headers: {
      ...auth,
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      'content-length': String(head.length + (await stat(file)).size + tail.length),
    },
    body: /** @type {never} */ (body()),
    ...{ duplex: 'half' },
  });
  const stored = /** @type {{ doc_id: string }} */ (await answer.json());
  if (!answer.ok) throw new Error(`upload failed: ${JSON.stringify(stored)}`);
  return stored.doc_id;
}
