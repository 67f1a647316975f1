import { Readable } from 'node:stream';

/**
 * A stream of the bytes of a generator. Node ends the generator of a destroyed stream by asking it to return, and waits:
 * for ever, where the generator itself waits for bytes that never come. So `stop` is called first, and must end that wait.
 * An error that comes when nobody reads any more does not end the process.
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
