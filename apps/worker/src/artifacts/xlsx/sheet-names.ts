/** Excel's maximum, in UTF-16 units. */
const MAX_LENGTH = 31;

/** Creates names that Excel accepts: short enough, without special characters, unique ignoring case. */
export class SheetNames {
  readonly #taken = new Set<string>();

  /** A valid name based on `wanted`, ending with `suffix`, such as ` (2)`. */
  take(wanted: string, suffix = ''): string {
    // An apostrophe must be doubled in references, which not every program does.
    const base = wanted
      .toWellFormed()
      .replace(/[[\]:*?/\\\u0000-\u001f\u007f\ufffe\uffff]+/g, ' ')
      .replaceAll("'", '’')
      .replace(/\s+/g, ' ')
      .trim();
    // Excel reserves `History`.
    const fit = base === '' || /^history$/i.test(base) ? `${base} sheet`.trim() : base;
    for (let number = 1; ; number++) {
      const end = number === 1 ? suffix : ` ${number}${suffix}`;
      const name = `${truncate(fit, MAX_LENGTH - end.length)}${end}`;
      if (this.#taken.has(name.toLowerCase())) continue;
      this.#taken.add(name.toLowerCase());
      return name;
    }
  }
}

/** Never splits a surrogate pair. */
function truncate(text: string, length: number): string {
  return text.length <= length
    ? text
    : text
        .slice(0, length)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd();
}
