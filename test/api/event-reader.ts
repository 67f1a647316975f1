import { EventSourceParserStream } from 'eventsource-parser/stream';
import { signToken } from '../harness/index.ts';

export interface Event {
  readonly event: string;
  readonly id: string;
  readonly data: Record<string, unknown>;
}

/** Reads server-sent events one by one; skips comments and `retry`. */
export class EventReader {
  readonly response: Response;
  readonly #events: ReadableStreamDefaultReader<{ event?: string | undefined; id?: string | undefined; data: string }>;

  constructor(response: Response) {
    if (!response.body) throw new Error(`${response.url} returned ${response.status} without a body`);
    this.response = response;
    this.#events = response.body
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream({ onError: 'terminate' }))
      .getReader();
  }

  /** Opens the stream at `url` as a viewer of the account. */
  static async open(url: string, account: string, headers: Record<string, string> = {}): Promise<EventReader> {
    const authorization = `Bearer ${await signToken(account, 'viewer')}`;
    return new EventReader(await fetch(url, { headers: { authorization, ...headers } }));
  }

  /** The next event; undefined at the end of the stream. */
  async next(): Promise<Event | undefined> {
    const { value } = await this.#events.read();
    return value && { event: value.event ?? 'message', id: value.id ?? '', data: JSON.parse(value.data) };
  }

  close = () => this.#events.cancel();
}
