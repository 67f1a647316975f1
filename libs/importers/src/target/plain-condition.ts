/** The character set of a text, as servers write it before the quote: `_utf8mb4'open'`. */
const INTRODUCER = /(?<!\w)_[a-z0-9]+\s*$/i;
const PLAIN_NAME = /^`(\w+)`$/;

/**
 * A condition without what servers add to it, or leave out, when they repeat it: case, spaces, brackets, backticks and character
 * sets. Texts in quotes stay as they are, because those decide what the condition says.
 */
export function plainCondition(condition: string): string {
  const parts = partsOf(unescaped(condition));
  return parts
    .map((part, at) => {
      if (part.startsWith("'")) return `'${textIn(part)}'`;
      if (part.startsWith('`')) return part.replace(PLAIN_NAME, '$1').toLowerCase();
      const words = parts[at + 1]?.startsWith("'") ? part.replace(INTRODUCER, '') : part;
      return words.replace(/[()\s]/g, '').toLowerCase();
    })
    .join('');
}

/** Names in backticks, texts in quotes, and what stands between them. By hand, because a pattern would read open quotes again and again. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  for (let at = 0, end = 0; at < text.length; at = end) {
    end = endOfPart(text, at);
    parts.push(text.slice(at, end));
  }
  return parts;
}

function endOfPart(text: string, from: number): number {
  const quote = text[from];
  let at = from;
  if (quote !== "'" && quote !== '`') {
    while (at < text.length && text[at] !== "'" && text[at] !== '`') at++;
    return at;
  }
  for (at++; at < text.length; at++) {
    if (quote === "'" && text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (text[at + 1] !== quote) return at + 1;
      at++;
    }
  }
  return text.length;
}

/** MySQL's information_schema escapes a whole condition once more, so that its texts are between \' and \'. */
function unescaped(condition: string): string {
  const [before = ''] = /^(?:`(?:[^`]|``)*`|[^`'])*/.exec(condition) ?? [];
  return before.endsWith('\\')
    ? condition.replace(/\\(.)/gs, (_, letter: string) => ESCAPES[letter] ?? letter)
    : condition;
}

const ESCAPES: Readonly<Record<string, string>> = { '0': '\0', n: '\n', r: '\r', Z: '\x1a' };

/** What a text in quotes means, with its quotes doubled. */
const textIn = (quoted: string): string =>
  quoted
    .slice(1, -1)
    .replace(/\\(.)|''/gs, (_, letter?: string) => (letter === undefined ? "'" : (ESCAPES[letter] ?? letter)))
    .replaceAll("'", "''");
