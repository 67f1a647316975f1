import { type Archive, MAX_SMALL_PART_BYTES } from './archive.ts';
import { builtInCode } from './built-in-formats.ts';
import { type NumberFormat, numberFormat } from './number-format.ts';
import { XmlScanner } from './xml.ts';
import { attributesOf } from './xml-text.ts';

/** The number format of each cell style, by index; undefined if it shows every number as a number. */
export async function readFormats(archive: Archive, part: string | undefined): Promise<(NumberFormat | undefined)[]> {
  if (part === undefined) return [];
  const codes = new Map<number, string>();
  const ids: number[] = [];
  let inside = '';
  const scanner = new XmlScanner({
    open(name, attributes) {
      if (name === 'numFmts' || name === 'cellXfs') inside = name;
      const id = (): number => Number(attributesOf(attributes).get('numFmtId') ?? 0);
      if (name === 'xf' && inside === 'cellXfs') ids.push(id());
      if (name === 'numFmt' && inside === 'numFmts') {
        codes.set(id(), attributesOf(attributes).get('formatCode') ?? '');
      }
    },
    close(name) {
      if (name === inside) inside = '';
    },
    text() {},
  });
  for await (const text of archive.read(part, undefined, MAX_SMALL_PART_BYTES)) scanner.push(text);
  scanner.finish();
  const formats = new Map<number, NumberFormat | undefined>();
  for (const id of new Set(ids)) {
    const code = codes.get(id) ?? builtInCode(id);
    formats.set(id, code === undefined ? undefined : numberFormat(code));
  }
  return ids.map((id) => formats.get(id));
}
