/** Excel allows no longer ones; counted in UTF-16 units. */
const MAX_LENGTH = 31;

/** Gives out names that Excel accepts: not too long, without its special characters, unique regardless of case. */
export class SheetNames {
  readonly #taken = new Set<string>();

  /** `wanted` made fit; with `suffix`, such as ` (2)`, always at its end. */
  take(wanted: string, suffix = ''): string {
    // An apostrophe would have to be doubled in references, which not every program does.
    const base = wanted
      .toWellFormed()
      .replace(/[[\]:*?/\\\u0000-\u001f\u007f\ufffe\uffff]+/g, ' ')
      .replaceAll("'", '’')
      .replace(/\s+/g, ' ')
      .trim();
    // Excel keeps `History` for itself.
    const fit = base === '' || /^history$/i.test(base) ? `${base} sheet`.trim() : base;
    for (let number = 1; ; number++) {
      const end = number === 1 ? suffix : ` ${number}${suffix}`;
      const name = `${cut(fit, MAX_LENGTH - end.length)}${end}`;
      if (this.#taken.has(name.toLowerCase())) continue;
      this.#taken.add(name.toLowerCase());
      return name;
    }
  }
}

/** Never splits a surrogate pair. */
function cut(text: string, length: number): string {
  return text.length <= length
    ? text
    : text
        .slice(0, length)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd();
}
