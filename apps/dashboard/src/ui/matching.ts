/** As many as a list shows at once. */
const MOST_SHOWN = 100;

/** The choices that contain the text in any case, in their order, and how many are left out for want of space. */
export function matching(choices: readonly string[], text: string): { shown: readonly string[]; more: number } {
  const wanted = text.trim().toLowerCase();
  const all = wanted === '' ? choices : choices.filter((choice) => choice.toLowerCase().includes(wanted));
  return { shown: all.slice(0, MOST_SHOWN), more: Math.max(0, all.length - MOST_SHOWN) };
}
