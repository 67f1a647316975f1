const HEARTBEAT_MS = 15_000;
/** How long a browser waits before it comes back. */
const RETRY_MS = 2_000;

export interface ServerEvent {
  readonly event: string;
  readonly id: string;
  readonly data: unknown;
}

const encoder = new TextEncoder();
const encode = ({ event, id, data }: ServerEvent): Uint8Array =>
  encoder.encode(`event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`);

/**
 * A body of server-sent events (WHATWG HTML, 9.2) that holds at most one unsent event: a client that reads slowly gets
 * the newest state and misses those between.
 */
export class EventStream {
  readonly body: ReadableStream<Uint8Array>;
  readonly #controller: ReadableStreamDefaultController<Uint8Array>;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #onClose: () => void;
  #next: ServerEvent | undefined;
  #ended = false;
  #lastId: string | undefined;

  /** `onEnd` is called once, however the stream ends. */
  constructor(lastEventId: string | undefined, onEnd: () => void) {
    this.#lastId = lastEventId;
    let controller!: ReadableStreamDefaultController<Uint8Array>;
    const settle = () => {
      this.#ended = true;
      clearInterval(this.#heartbeat);
      onEnd();
    };
    this.body = new ReadableStream<Uint8Array>({
      start: (given) => {
        controller = given;
      },
      pull: () => this.#flush(),
      cancel: settle,
    });
    this.#controller = controller;
    this.#onClose = settle;
    this.#controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\n\n`));
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
  }

  /** Sends the event, unless the client knows it already. */
  send(event: ServerEvent): void {
    if (this.#ended || event.id === this.#lastId) return;
    this.#lastId = event.id;
    this.#next = event;
    this.#flush();
  }

  /** Ends the stream after what is waiting. */
  close(): void {
    if (this.#ended) return;
    if (this.#next) this.#controller.enqueue(encode(this.#next));
    this.#onClose();
    this.#controller.close();
  }

  #flush(): void {
    if (this.#ended || !this.#next || (this.#controller.desiredSize ?? 0) <= 0) return;
    const event = this.#next;
    this.#next = undefined;
    this.#controller.enqueue(encode(event));
  }

  #beat(): void {
    if ((this.#controller.desiredSize ?? 0) > 0) this.#controller.enqueue(encoder.encode(': still here\n\n'));
  }
}
