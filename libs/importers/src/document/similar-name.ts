/** Longer names are no typing errors. */
const LONGEST = 40;
/** Letters that may be wrong in a name of at least three times as many. */
const MOST_WRONG = 2;

/** The name that a text was probably meant to be: without case and marks the same, or with a letter or two wrong. */
export function similarName(text: string, names: readonly string[]): string | undefined {
  if (text.length > LONGEST) return undefined;
  const plain = (name: string): string => name.toLowerCase().replace(/[_-]/g, '');
  const near = names.flatMap((name) => {
    const wrong = distance(plain(text), plain(name));
    return wrong <= MOST_WRONG && wrong * 3 <= name.length ? [{ name, wrong }] : [];
  });
  return near.toSorted((a, b) => a.wrong - b.wrong)[0]?.name;
}

/** How many letters have to be added, left out or replaced to make one text of the other (Levenshtein, 1965). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [done, letter] of [...from].entries()) {
    const next = [done + 1];
    for (let at = 0; at < to.length; at++) {
      const replaced = (row[at] ?? 0) + (to[at] === letter ? 0 : 1);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
