import type { PutBytes } from '@sluice/client';

/** PUT by XMLHttpRequest: the only way in which a browser tells how many bytes have left. */
export const xhrPut: PutBytes = ({ url, headers, body, signal, onProgress }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) {
      // The browser says the length itself, and lets nobody else say it.
      if (name.toLowerCase() !== 'content-length') request.setRequestHeader(name, value);
    }
    const abort = () => request.abort();
    signal.addEventListener('abort', abort, { once: true });
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    request.onerror = () => reject(new TypeError('the connection was cut or refused'));
    request.onabort = () => reject(signal.reason);
    request.onloadend = () => signal.removeEventListener('abort', abort);
    if (signal.aborted) return reject(signal.reason);
    request.send(body as Blob);
  });
