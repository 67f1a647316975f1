export interface MarkdownLine {
  readonly kind: 'heading' | 'item' | 'paragraph';
  readonly text: string;
}

/** The lines of a short Markdown text for a page that knows no Markdown: marks are taken off, blank lines left out. */
export function markdownLines(markdown: string): MarkdownLine[] {
  return markdown
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [, mark = '', text = ''] = /^(#{1,6} |[-*] |)(.*)$/.exec(line) ?? [];
      const kind = mark === '' ? 'paragraph' : mark.startsWith('#') ? 'heading' : 'item';
      return { kind, text: text.replace(/\*\*(.+?)\*\*|`(.+?)`/g, (_, bold, code) => bold ?? code) };
    });
}
