export interface Inline {
  readonly text: string;
  readonly isBold: boolean;
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: readonly Inline[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] };

/** Splits a line into bold and plain text, the only inline markup that Sluice writes. */
export const inlinesOf = (line: string): Inline[] =>
  line
    .split(/\*\*(?=\S)((?:(?!\*\*).)+)(?<=\S)\*\*/)
    .map((text, at) => ({ text, isBold: at % 2 === 1 }))
    .filter(({ text }) => text !== '');

/** The Markdown of summaries: paragraphs and lists with a blank line between them. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let isOpen = false;
  for (const line of text.split(/\r?\n/)) {
    const item = /^[-*] +(.*)$/s.exec(line)?.[1];
    const last = blocks.at(-1);
    if (line.trim() === '') isOpen = false;
    else if (item !== undefined && isOpen && last?.kind === 'list') {
      blocks[blocks.length - 1] = { ...last, items: [...last.items, inlinesOf(item)] };
    } else if (item !== undefined) blocks.push({ kind: 'list', items: [inlinesOf(item)] });
    else if (isOpen && last?.kind === 'paragraph') {
      blocks[blocks.length - 1] = { ...last, text: [...last.text, { text: ' ', isBold: false }, ...inlinesOf(line)] };
    } else blocks.push({ kind: 'paragraph', text: inlinesOf(line) });
    if (line.trim() !== '') isOpen = true;
  }
  return blocks;
}
