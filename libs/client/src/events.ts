import { createParser } from 'eventsource-parser';

/** One server-sent event (WHATWG HTML, 9.2.6). */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
  /** Undefined when the event does not set one; the previous ID then stays in force. */
  readonly id: string | undefined;
}

export type StreamPart =
  | { readonly kind: 'event'; readonly event: ServerEvent }
  /** How long the server wants a client to wait before it reconnects, in milliseconds. */
  | { readonly kind: 'retry'; readonly ms: number }
  /** A comment, which serves as a heartbeat. */
  | { readonly kind: 'beat' };

/** The parts of an event stream. Ends with the body; throws when the connection is lost or silent for `silenceMs`. */
export async function* readEvents(body: ReadableStream<Uint8Array>, silenceMs: number): AsyncGenerator<StreamPart> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  const parts: StreamPart[] = [];
  const parser = createParser({
    onEvent: ({ event = 'message', data, id }) => parts.push({ kind: 'event', event: { event, data, id } }),
    onRetry: (ms) => parts.push({ kind: 'retry', ms }),
    onComment: () => parts.push({ kind: 'beat' }),
  });
  try {
    for (;;) {
      const { done, value } = await within(reader.read(), silenceMs);
      if (done) return;
      parser.feed(value);
      yield* parts.splice(0);
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}

/** Rejects after `ms`: a dead connection looks like an idle one. */
function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing was received for ${ms / 1_000} s`)), ms);
  });
  return Promise.race([work, silence]).finally(() => clearTimeout(timer));
}
