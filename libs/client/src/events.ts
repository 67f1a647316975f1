/** One server-sent event (WHATWG HTML, 9.2.6). */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
  readonly id: string | undefined;
}

export type StreamPart =
  | { readonly kind: 'event'; readonly event: ServerEvent }
  /** How long the server wants a client to wait before it comes back, in milliseconds. */
  | { readonly kind: 'retry'; readonly ms: number }
  /** A comment: the line is alive. */
  | { readonly kind: 'beat' };

/** Reads text as it comes, in whatever pieces, into what it says. */
export class EventParser {
  #text = '';
  #event = '';
  #data: string[] = [];
  #id: string | undefined;

  /** What is complete after this piece. */
  push(piece: string): StreamPart[] {
    this.#text += piece;
    const parts: StreamPart[] = [];
    for (;;) {
      const end = /\r\n|\n|\r(?!$)/.exec(this.#text);
      if (!end) return parts;
      const part = this.#line(this.#text.slice(0, end.index));
      this.#text = this.#text.slice(end.index + end[0].length);
      if (part) parts.push(part);
    }
  }

  #line(line: string): StreamPart | undefined {
    if (line === '') return this.#dispatch();
    if (line.startsWith(':')) return { kind: 'beat' };
    const [, name = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === 'event') this.#event = value;
    else if (name === 'data') this.#data.push(value);
    else if (name === 'id' && !value.includes('\0')) this.#id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) return { kind: 'retry', ms: Number(value) };
    return undefined;
  }

  #dispatch(): StreamPart | undefined {
    const data = this.#data;
    const event = this.#event || 'message';
    this.#event = '';
    this.#data = [];
    return data.length === 0 ? undefined : { kind: 'event', event: { event, data: data.join('\n'), id: this.#id } };
  }
}

/** The parts of a stream's body. Ends with it; throws when it is cut or says nothing for `silenceMs`. */
export async function* readEvents(body: ReadableStream<Uint8Array>, silenceMs: number): AsyncGenerator<StreamPart> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  const parser = new EventParser();
  try {
    for (;;) {
      const { done, value } = await within(reader.read(), silenceMs);
      if (done) return;
      yield* parser.push(value);
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}

/** A line that has died without a word looks like one that is waiting. */
function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing was heard for ${ms / 1_000} s`)), ms);
  });
  return Promise.race([work, silence]).finally(() => clearTimeout(timer));
}
