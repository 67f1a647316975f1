const HEARTBEAT_MS = 15_000;
/** How long a browser waits before it reconnects. */
const RETRY_MS = 2_000;

/** An encoded event. Streams may share its bytes. */
export interface ServerEvent {
  readonly id: string;
  readonly bytes: Uint8Array;
}

const encoder = new TextEncoder();
const HELLO = encoder.encode(`retry: ${RETRY_MS}\n\n`);
const HEARTBEAT = encoder.encode(': heartbeat\n\n');

export const encodeEvent = (event: string, id: string, data: unknown): ServerEvent => ({
  id,
  bytes: encoder.encode(`event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`),
});

/**
 * A body of server-sent events (WHATWG HTML, 9.2) that holds at most one unsent event: a slow client gets the
 * newest state and misses those in between.
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
    this.#controller.enqueue(HELLO);
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
  }

  /** Sends the event unless the client already has it. */
  send(event: ServerEvent): void {
    if (this.#ended || event.id === this.#lastId) return;
    this.#lastId = event.id;
    this.#next = event;
    this.#flush();
  }

  /** Ends the stream after the pending event. */
  close(): void {
    if (this.#ended) return;
    if (this.#next) this.#controller.enqueue(this.#next.bytes);
    this.#onClose();
    this.#controller.close();
  }

  #flush(): void {
    if (this.#ended || !this.#next || (this.#controller.desiredSize ?? 0) <= 0) return;
    const { bytes } = this.#next;
    this.#next = undefined;
    this.#controller.enqueue(bytes);
  }

  #beat(): void {
    if ((this.#controller.desiredSize ?? 0) > 0) this.#controller.enqueue(HEARTBEAT);
  }
}
