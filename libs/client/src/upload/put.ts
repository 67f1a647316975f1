import type { PutBytes } from './types.ts';

/** PUT with fetch. A Blob reports progress only at the end, a stream as it is read. */
export const fetchPut: PutBytes = async ({ url, headers, body, sizeBytes, signal, onProgress }) => {
  const isBlob = body instanceof Blob;
  // Browsers, and fetch for a Blob, set the length themselves.
  const sent = isBlob ? headers : { ...headers, 'content-length': String(sizeBytes) };
  const init: RequestInit & { duplex?: 'half' } = {
    method: 'PUT',
    headers: sent,
    body: isBlob ? body : streamOf(body, onProgress),
    signal,
    ...(isBlob ? {} : { duplex: 'half' }),
  };
  const response = await fetch(url, init);
  if (isBlob && response.ok) onProgress(sizeBytes);
  return { status: response.status, text: await response.text() };
};

function streamOf(
  pieces: AsyncIterable<Uint8Array>,
  onProgress: (sentBytes: number) => void,
): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  let sent = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) return controller.close();
      sent += value.byteLength;
      onProgress(sent);
      controller.enqueue(value);
    },
    cancel: async () => void (await iterator.return?.()),
  });
}
