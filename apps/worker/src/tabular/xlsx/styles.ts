import { type Archive, MAX_SMALL_PART_BYTES } from './archive.ts';
import { builtInDateKind, type DateKind, dateKindOf } from './dates.ts';
import { attributesOf, XmlScanner } from './xml.ts';

/** How each cell style, by index, displays a number. */
export async function readDateStyles(archive: Archive, part: string | undefined): Promise<(DateKind | undefined)[]> {
  if (part === undefined) return [];
  const custom = new Map<number, DateKind | undefined>();
  const formats: number[] = [];
  let inside = '';
  const scanner = new XmlScanner({
    open(name, attributes) {
      if (name === 'numFmts' || name === 'cellXfs') inside = name;
      const id = (): number => Number(attributesOf(attributes).get('numFmtId') ?? 0);
      if (name === 'xf' && inside === 'cellXfs') formats.push(id());
      if (name === 'numFmt' && inside === 'numFmts') {
        custom.set(id(), dateKindOf(attributesOf(attributes).get('formatCode') ?? ''));
      }
    },
    close(name) {
      if (name === inside) inside = '';
    },
    text() {},
  });
  for await (const text of archive.read(part, undefined, MAX_SMALL_PART_BYTES)) scanner.push(text);
  scanner.finish();
  return formats.map((id) => (custom.has(id) ? custom.get(id) : builtInDateKind(id)));
}
