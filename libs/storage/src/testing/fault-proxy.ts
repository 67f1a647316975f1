import net from 'node:net';

/** A fault between client and server. Byte counts are per connection and restart with every `set`. */
export interface Fault {
  /** Latency in each direction. */
  readonly delayMs?: number;
  /** Reset the connection after this many bytes from the server (0: at its first byte), or from the client. */
  readonly cutDownAfter?: number;
  readonly cutUpAfter?: number;
  /** Go silent after this many bytes from the server; the connection stays open. */
  readonly stallDownAfter?: number;
  /** Flip one bit in this byte from the server (0: its first). */
  readonly flipDownAt?: number;
  /** Reset every new connection before anything is passed on. */
  readonly refuse?: boolean;
  /** How often the fault strikes before it is gone. Default: every time. */
  readonly times?: number;
}

interface Link {
  readonly client: net.Socket;
  readonly server: net.Socket;
  up: number;
  down: number;
  silent: boolean;
}

/** A TCP proxy on a free loopback port with configurable faults, for tests against a real server. */
export class FaultProxy {
  readonly #to: { readonly host: string; readonly port: number };
  readonly #links = new Set<Link>();
  readonly #server = net.createServer((client) => this.#connect(client));
  #fault: Fault = {};
  #struck = 0;
  #port = 0;
  #watchers: (() => void)[] = [];

  private constructor(to: { host: string; port: number }) {
    this.#to = to;
  }

  static async start(endpoint: string): Promise<FaultProxy> {
    const { hostname, port } = new URL(endpoint);
    const proxy = new FaultProxy({ host: hostname, port: Number(port || 80) });
    await proxy.up();
    return proxy;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  set(fault: Fault): void {
    this.#fault = fault;
    this.#struck = 0;
    for (const link of this.#links) Object.assign(link, { up: 0, down: 0 });
  }

  /**
   * Passes nothing on any more over the connections that are open now, not even that one side closes its own, as after a
   * failover or when a network drops packets. New connections work. Returns how many went silent.
   */
  silence(): number {
    for (const link of this.#links) link.silent = true;
    return this.#links.size;
  }

  /** Stops listening and resets every open connection. */
  async down(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const link of this.#links) this.#kill(link);
    await closed;
  }

  async up(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(this.#port, '127.0.0.1', () => {
        this.#server.removeListener('error', reject);
        resolve();
      });
    });
    this.#port = (this.#server.address() as net.AddressInfo).port;
  }

  /** Resolves when the current fault has struck `count` times. */
  async struck(count: number): Promise<void> {
    while (this.#struck < count) await this.#change();
  }

  /** Resolves when no connection is open. */
  async idle(): Promise<void> {
    while (this.#links.size > 0) await this.#change();
  }

  async close(): Promise<void> {
    if (this.#server.listening) await this.down();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#watchers.push(resolve));
  }

  #changed(): void {
    for (const wake of this.#watchers.splice(0)) wake();
  }

  #strike(): void {
    this.#struck += 1;
    if (this.#struck >= (this.#fault.times ?? Number.POSITIVE_INFINITY)) this.#fault = {};
    this.#changed();
  }

  #kill({ client, server }: Link): void {
    client.resetAndDestroy();
    server.destroy();
  }

  #connect(client: net.Socket): void {
    client.on('error', () => {});
    if (this.#fault.refuse) {
      client.resetAndDestroy();
      this.#strike();
      return;
    }
    const server = net.connect({ ...this.#to, noDelay: true });
    const link: Link = { client, server, up: 0, down: 0, silent: false };
    this.#links.add(link);
    const end = () => {
      if (link.silent) return;
      this.#kill(link);
      if (this.#links.delete(link)) this.#changed();
    };
    client.setNoDelay().on('data', (chunk) => this.#pass(link, 'up', chunk));
    server.on('data', (chunk) => this.#pass(link, 'down', chunk)).on('error', end);
    const unlessSilent = (close: () => void) => () => {
      if (!link.silent) this.#later(close);
    };
    const endServer = unlessSilent(() => server.end());
    const endClient = unlessSilent(() => client.end());
    client.on('end', endServer).once('close', end);
    server.on('end', endClient).once('close', endClient);
  }

  /** Timers with equal delays fire in order, so bytes stay in order. */
  #later(action: () => void): void {
    const { delayMs = 0 } = this.#fault;
    if (delayMs === 0) action();
    else setTimeout(action, delayMs);
  }

  #pass(link: Link, way: 'up' | 'down', chunk: Buffer): void {
    if (link.silent) return;
    const [from, to] = way === 'up' ? [link.client, link.server] : [link.server, link.client];
    const { cutDownAfter, cutUpAfter, stallDownAfter, flipDownAt = -1 } = this.#fault;
    const before = link[way];
    link[way] += chunk.length;
    if (way === 'down' && flipDownAt >= before && flipDownAt < link.down) {
      chunk[flipDownAt - before] = (chunk[flipDownAt - before] as number) ^ 1;
      this.#strike();
    }
    const cut = way === 'up' ? cutUpAfter : cutDownAfter;
    const limit = cut ?? (way === 'down' ? stallDownAfter : undefined);
    if (limit !== undefined && link[way] > limit) {
      this.#strike();
      from.pause();
      to.write(chunk.subarray(0, Math.max(0, limit - before)), () => {
        if (cut !== undefined) this.#kill(link);
      });
      return;
    }
    if (to.listenerCount('drain') === 0) to.on('drain', () => from.resume());
    this.#later(() => {
      if (!to.write(chunk)) from.pause();
    });
  }
}
