import net from 'node:net';

/** An error that the proxy returns in place of the server. */
export interface InjectedError {
  readonly errno: number;
  readonly sqlState?: string;
  readonly message: string;
}

/**
 * What happens to one statement: `cut` executes it and then loses the connection before its response; `silence` leaves the
 * connection open but passes nothing on any more, not even this statement.
 */
export type Verdict = 'pass' | 'cut' | 'silence' | InjectedError;

interface Link {
  readonly client: net.Socket;
  readonly server: net.Socket;
  /** What has come from the client and is not yet a whole packet. */
  rest: Buffer;
  /** Lose the connection when the server responds. */
  cutting: boolean;
  silent: boolean;
}

const COM_QUERY = 3;

/** A proxy in front of MySQL that reads the statements (the text protocol, without TLS) and decides about each. */
export class MysqlProxy {
  /** Decides about every statement of every connection. */
  judge: (statement: string) => Verdict = () => 'pass';
  readonly #target: URL;
  readonly #links = new Set<Link>();
  readonly #server = net.createServer((client) => this.#connect(client));

  private constructor(target: URL) {
    this.#target = target;
  }

  static async start(databaseUrl: string): Promise<MysqlProxy> {
    const proxy = new MysqlProxy(new URL(databaseUrl));
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  /** The same database, through the proxy. */
  get url(): string {
    const url = new URL(this.#target);
    url.hostname = '127.0.0.1';
    url.port = String((this.#server.address() as net.AddressInfo).port);
    return url.href;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const link of this.#links) this.#lose(link);
    await closed;
  }

  #connect(client: net.Socket): void {
    const { hostname, port } = this.#target;
    const server = net.connect({ host: hostname, port: Number(port || 3306), noDelay: true });
    const link: Link = { client, server, rest: Buffer.alloc(0), cutting: false, silent: false };
    this.#links.add(link);
    client.setNoDelay().on('data', (chunk) => this.#up(link, chunk));
    server.on('data', (chunk) => {
      if (link.cutting) this.#lose(link);
      else if (!link.silent) client.write(chunk);
    });
    for (const socket of [client, server]) {
      socket
        .on('error', () => {})
        .on('close', () => {
          if (!link.silent) this.#lose(link);
        });
    }
  }

  #lose(link: Link): void {
    link.client.destroy();
    link.server.destroy();
    this.#links.delete(link);
  }

  /** A packet has three bytes of length and one of sequence; only commands begin a sequence. */
  #up(link: Link, chunk: Buffer): void {
    link.rest = Buffer.concat([link.rest, chunk]);
    while (link.rest.length >= 4) {
      const end = 4 + link.rest.readUIntLE(0, 3);
      if (link.rest.length < end) return;
      const packet = link.rest.subarray(0, end);
      link.rest = link.rest.subarray(end);
      const isStatement = packet[3] === 0 && packet[4] === COM_QUERY;
      this.#settle(link, packet, isStatement ? this.judge(textOf(packet)) : 'pass');
    }
  }

  #settle(link: Link, packet: Buffer, verdict: Verdict): void {
    if (link.silent) return;
    if (verdict === 'silence') link.silent = true;
    else if (typeof verdict === 'object') link.client.write(errorPacket(verdict));
    else {
      link.cutting = verdict === 'cut';
      link.server.write(packet);
    }
  }
}

/** With query attributes, two bytes that say "none" come before the text. */
const textOf = (packet: Buffer): string => {
  const text = packet.subarray(5);
  return (text[0] === 0 && text[1] === 1 ? text.subarray(2) : text).toString();
};

function errorPacket({ errno, sqlState = 'HY000', message }: InjectedError): Buffer {
  const body = Buffer.from(`\xff\0\0#${sqlState}${message}`, 'latin1');
  body.writeUInt16LE(errno, 1);
  const header = Buffer.alloc(4);
  header.writeUIntLE(body.length, 0, 3);
  header[3] = 1;
  return Buffer.concat([header, body]);
}
