/**
 * Whether a column's name ends in one of `words` in any case after a separator (`order_no`, `KEY`), or in one of `capitalized`
 * after a lower-case letter or a digit (`orderNo`). A mere ending does not count: `paid` is no ID, `casino` no number.
 */
export function endsInWord(words: readonly string[], capitalized: readonly string[]): (name: string) => boolean {
  const separate = new Set(words);
  const joined = new RegExp(`[a-z\\d](${capitalized.join('|')})$`);
  return (name) => {
    const word =
      name
        .trim()
        .split(/[\s_.-]/)
        .at(-1) ?? '';
    return separate.has(word.toLowerCase()) || joined.test(word);
  };
}
