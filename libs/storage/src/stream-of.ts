import { Readable } from 'node:stream';

/**
 * A stream of a generator's bytes. When a stream is destroyed, Node calls the generator's return() and waits: forever, if
 * the generator itself waits for bytes that never arrive. So `stop` is called first and must end that wait. An error while
 * nothing reads does not crash the process.
 */
export function streamOf(bytes: AsyncIterable<Uint8Array>, stop: () => void): Readable {
  const body = Readable.from(bytes, { objectMode: false });
  const destroy = body._destroy.bind(body);
  body._destroy = (error, done) => {
    stop();
    destroy(error, done);
  };
  return body.on('error', () => {});
}
