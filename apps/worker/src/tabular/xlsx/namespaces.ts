import { eachAttribute } from './xml-text.ts';

/** The namespace of alternatives for programs that know an extension (ECMA-376 part 3). */
export const COMPATIBILITY = 'http://schemas.openxmlformats.org/markup-compatibility/2006';

/** The prefixes in force, by depth of the element that declares them. */
export class Namespaces {
  #frames: { readonly depth: number; readonly uris: ReadonlyMap<string, string> }[] = [];
  /** The namespace of the root element. */
  #root: string | undefined;
  /** Prefixes of that namespace, as far as they were asked for since the last declaration. */
  readonly #own = new Map<string, boolean>();
  /** The same for elements without a prefix, which nearly all are. */
  #bare: boolean | undefined;

  declare(attributes: string, depth: number): void {
    const uris = new Map(this.#frames.at(-1)?.uris);
    eachAttribute(attributes, (name, value) => {
      if (name === 'xmlns') uris.set('', value);
      else if (name.startsWith('xmlns:')) uris.set(name.slice(6), value);
    });
    this.#frames.push({ depth, uris });
    this.#own.clear();
    this.#bare = undefined;
  }

  leave(depth: number): void {
    if (this.#frames.at(-1)?.depth !== depth) return;
    this.#frames.pop();
    this.#own.clear();
    this.#bare = undefined;
  }

  /** A prefix that nobody declares is a namespace of its own. */
  uriOf(prefix: string): string {
    return this.#frames.at(-1)?.uris.get(prefix) ?? prefix;
  }

  isOwn(prefix: string): boolean {
    if (prefix === '' && this.#bare !== undefined) return this.#bare;
    const known = this.#own.get(prefix);
    if (known !== undefined) return known;
    const uri = this.uriOf(prefix);
    this.#root ??= uri;
    this.#own.set(prefix, uri === this.#root);
    if (prefix === '') this.#bare = uri === this.#root;
    return uri === this.#root;
  }
}
