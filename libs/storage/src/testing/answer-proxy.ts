import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** The response to a request: the real one, another one without passing it on, or none although it was carried out. */
export type Verdict = 'pass' | 'lose-answer' | { readonly status: number; readonly body: string };

export interface AnswerProxy {
  readonly endpoint: string;
  /**
   * Called for every request; `operation` is the method with the query's names, for example `POST uploadId`, and `path` has
   * the bucket and the key. The request waits for the verdict.
   */
  judge: (operation: string, path: string) => Verdict | Promise<Verdict>;
  close(): Promise<void>;
}

/** An HTTP proxy that passes requests unchanged, signature included, to a real S3 server, and can replace responses. */
export async function startAnswerProxy(endpoint: string): Promise<AnswerProxy> {
  const { hostname, port } = new URL(endpoint);
  const pass = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const { searchParams, pathname } = new URL(request.url ?? '/', endpoint);
    const names = [...searchParams.keys()].filter((name) => name !== 'x-id');
    const verdict = await proxy.judge([request.method, ...names].join(' '), pathname);
    // The client may have gone while it waited.
    if (request.destroyed) return;
    if (typeof verdict === 'object') {
      request.resume().on('end', () => response.writeHead(verdict.status).end(verdict.body));
      return;
    }
    const { method, url: path, headers } = request;
    const onward = http.request({ hostname, port, method, path, headers, agent: false }, (answer) => {
      if (verdict === 'lose-answer') {
        answer.resume().on('end', () => response.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  };
  const server = http.createServer((request, response) => void pass(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: AnswerProxy = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    judge: () => 'pass',
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
