// @ts-check
import { formOf } from './load.mjs';

/**
 * Stores each file through `POST /documents`, one after the other.
 * @param {{ url: string, tokenFor: (account: string) => Promise<string> }} api
 * @param {readonly { account: string, content: Buffer }[]} files
 * @returns {Promise<{ docId: string, headers: { authorization: string } }[]>}
 */
export async function storeDocuments({ url, tokenFor }, files) {
  const stored = [];
  for (const { account, content } of files) {
    const auth = { authorization: `Bearer ${await tokenFor(account)}` };
    const { headers, body } = formOf(content, auth);
    const answer = await fetch(`${url}/documents`, { method: 'POST', headers, body: new Uint8Array(body) });
    const { doc_id: docId } = /** @type {{ doc_id: string }} */ (await answer.json());
    if (!answer.ok) throw new Error(`POST /documents answered ${answer.status}`);
    stored.push({ docId, headers: auth });
  }
  return stored;
}
