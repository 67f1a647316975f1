import { signToken } from '../harness/index.ts';

export interface Event {
  readonly event: string;
  readonly id: string;
  readonly data: Record<string, unknown>;
}

/** An open stream of server-sent events, event by event; comments and `retry` are passed over. */
export class EventReader {
  readonly response: Response;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #text = '';

  constructor(response: Response) {
    this.response = response;
    this.#reader = (response.body as ReadableStream<Uint8Array>).getReader();
  }

  /** Opens the stream at `url` as a viewer of the account. */
  static async open(url: string, account: string, headers: Record<string, string> = {}): Promise<EventReader> {
    const authorization = `Bearer ${await signToken(account, 'viewer')}`;
    return new EventReader(await fetch(url, { headers: { authorization, ...headers } }));
  }

  /** The next event; undefined at the end of the stream. */
  async next(): Promise<Event | undefined> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end === -1) {
        const { done, value } = await this.#reader.read();
        if (done) return undefined;
        this.#text += Buffer.from(value).toString();
        continue;
      }
      const lines = this.#text.slice(0, end).split('\n');
      this.#text = this.#text.slice(end + 2);
      const fields = Object.fromEntries(lines.map((line) => line.split(/: (.*)/s) as [string, string]));
      if (fields.event) return { event: fields.event, id: fields.id ?? '', data: JSON.parse(fields.data ?? '') };
    }
  }

  close = () => this.#reader.cancel();
}
