export interface MarkdownLine {
  readonly kind: 'heading' | 'item' | 'paragraph';
  readonly text: string;
}

/** The lines of a short Markdown text as plain text, without markup and blank lines. */
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
