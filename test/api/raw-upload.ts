import { connect, type Socket } from 'node:net';
import { signToken } from '../harness/index.ts';

export interface RawUploadOptions {
  readonly url: string;
  readonly account: string;
  readonly path?: string;
  /** Size of the file in bytes. */
  readonly size: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An upload over a plain socket, sent piece by piece. */
export class RawUpload {
  readonly socket: Socket;
  readonly #head: string;
  readonly #size: number;
  readonly #tail = '\r\n--B--\r\n';
  #sent = 0;

  private constructor(socket: Socket, head: string, size: number) {
    this.socket = socket;
    this.#head = head;
    this.#size = size;
  }

  static async open({ url, account, path = '/api/v1/documents', size, headers = {} }: RawUploadOptions) {
    const { hostname, port } = new URL(url);
    const part = '--B\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n';
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    const upload = new RawUpload(socket, part, size);
    const length = part.length + size + upload.#tail.length;
    const lines = { Authorization: `Bearer ${await signToken(account)}`, Host: 'x', ...headers };
    socket.write(
      [
        `POST ${path} HTTP/1.1`,
        ...Object.entries(lines).map(([name, value]) => `${name}: ${value}`),
        'Content-Type: multipart/form-data; boundary=B',
        `Content-Length: ${length}`,
        '',
        upload.#head,
      ].join('\r\n'),
    );
    return upload;
  }

  /** Sends up to `bytes` more bytes of the file. */
  send(bytes: number): void {
    const count = Math.min(bytes, this.#size - this.#sent);
    this.#sent += count;
    this.socket.write('x'.repeat(count));
  }

  /** Sends the rest. Returns the status line and the body. */
  async finish(): Promise<string> {
    this.send(this.#size);
    this.socket.write(this.#tail);
    return this.answer();
  }

  /** The server's output until its response is complete or it closes the connection. */
  answer(): Promise<string> {
    return new Promise((resolve) => {
      let text = '';
      const isWhole = () => {
        const [head = '', body] = text.split('\r\n\r\n');
        const length = /content-length: (\d+)/i.exec(head)?.[1];
        return body !== undefined && Buffer.byteLength(body) >= Number(length ?? 0);
      };
      this.socket.on('data', (chunk) => {
        text += chunk.toString();
        if (isWhole()) resolve(text);
      });
      this.socket.once('close', () => resolve(text));
    });
  }
}
