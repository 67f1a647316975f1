import { AppError } from '@sluice/core';

/** Lines are handed on in pieces of about this length. */
const PIECE_CHARACTERS = 64 * 1024;
/** Keys of the report stand four spaces deep, and nothing else does. */
const DOWNLOADS = '    "downloads": ';
const BEGIN = '  "report": {';
const END_OF_LIST = /^ {4}\](,?)$/;

/** UTF-8 text line by line; only LF ends a line, unlike what `node:readline` takes for one. */
async function* linesOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of content) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest) yield rest;
}

/**
 * The final object out of `report.json`, the artifact that holds the whole report: `head`, what the row
 * knows beside the report, takes the place of what stands before it, and `downloads` that of the files as they were
 * known before any was stored. The artifact is `JSON.stringify(…, null, 2)`, some of its lists one item a line.
 * @throws AppError INTERNAL when it is no such file, or what `content` throws
 */
export async function* wholeReport(
  content: AsyncIterable<Uint8Array>,
  head: Readonly<Record<string, unknown>>,
  downloads: unknown,
): AsyncGenerator<string> {
  let where: 'head' | 'report' | 'downloads' = 'head';
  let text = `${JSON.stringify(head).slice(0, -1)},"report":{\n`;
  for await (const line of linesOf(content)) {
    if (where === 'head') {
      if (line === BEGIN) where = 'report';
    } else if (where === 'downloads') {
      const [end, comma] = END_OF_LIST.exec(line) ?? [];
      if (end === undefined) continue;
      text += `${comma}\n`;
      where = 'report';
    } else if (line.startsWith(DOWNLOADS)) {
      text += DOWNLOADS + JSON.stringify(downloads);
      if (line.endsWith('[')) where = 'downloads';
      else text += line.endsWith(',') ? ',\n' : '\n';
    } else text += `${line}\n`;
    if (text.length < PIECE_CHARACTERS || where === 'head') continue;
    yield text;
    text = '';
  }
  if (where !== 'report') throw new AppError('INTERNAL', 'the stored report has another form than expected');
  yield text;
}
