/** Characters of a foreign name that a message shows. */
const NAME = 100;
/** Names that a list in a message shows. */
const NAMES = 20;

/** The first `most` characters, with an ellipsis if there are more; never ends within a surrogate pair. */
export function excerpt(text: string, most = NAME): string {
  if (text.length <= most) return text;
  const code = text.charCodeAt(most - 1);
  return `${text.slice(0, code >= 0xd800 && code < 0xdc00 ? most - 1 : most)}…`;
}

/** Foreign names for a message, quoted: at most `most` of them, each excerpted. */
export function quotedNames(names: readonly string[], most = NAMES): string {
  const shown = names.slice(0, most).map((name) => `"${excerpt(name)}"`);
  return [...shown, ...(names.length > most ? ['…'] : [])].join(', ');
}
