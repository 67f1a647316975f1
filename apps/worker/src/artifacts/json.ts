/** An array of objects, one per row, as it is produced; memory stays at one row. */
export async function* jsonArtifact(
  header: readonly string[],
  rows: Iterable<readonly string[]>,
): AsyncGenerator<Uint8Array> {
  let text = '[\n';
  let first = true;
  for (const cells of rows) {
    const row = Object.fromEntries(header.map((name, at) => [name, cells[at] ?? null]));
    text += `${first ? '' : ',\n'}${JSON.stringify(row)}`;
    first = false;
    if (text.length >= CHUNK_CHARACTERS) {
      yield Buffer.from(text);
      text = '';
    }
  }
  yield Buffer.from(`${text}\n]\n`);
}

const CHUNK_CHARACTERS = 256 * 1024;
