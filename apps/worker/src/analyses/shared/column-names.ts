/**
 * Whether a column's name ends in one of these lower-case words: in any case after a separator (`order_no`, `KEY`), capitalized
 * or in capitals after a lower-case letter or a digit (`orderNo`, `orderID`). An ending alone does not count: `paid` does not
 * end in ID, nor `casino` in No.
 */
export function endsInWord(words: readonly string[]): (name: string) => boolean {
  const separate = new Set(words);
  const capitalized = words.flatMap((word) => [`${word.charAt(0).toUpperCase()}${word.slice(1)}`, word.toUpperCase()]);
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
