/** What the directives of strptime read. Those that depend on a year's weeks, or on the reader's language for all, are left out. */
const directives = new Map([
  ...['Y', 'y', 'm', 'd', 'j', 'b', 'B', 'a', 'A'].map((letter) => [letter, 'date'] as const),
  ...['H', 'I', 'M', 'S', 'f', 'p', 'z'].map((letter) => [letter, 'time'] as const),
]);

type Needs = 'date' | 'time' | 'datetime';

/** Groups of directives, of which a format for the type has one each. */
const needed: Readonly<Record<Needs, readonly (readonly [string, string])[]>> = {
  date: [
    ['Yy', 'a year (%Y)'],
    ['mbBj', 'a month (%m)'],
    ['dj', 'a day (%d)'],
  ],
  time: [
    ['HI', 'an hour (%H)'],
    ['M', 'a minute (%M)'],
  ],
  datetime: [],
};

/** What is wrong with a strptime pattern for values of a type; undefined if nothing is. */
export function patternFault(format: string, type: Needs): string | undefined {
  const letters: string[] = [];
  for (let at = format.indexOf('%'); at >= 0; at = format.indexOf('%', at + 2)) {
    const letter = format[at + 1] ?? '';
    if (letter === '%') continue;
    const kind = directives.get(letter);
    if (kind === undefined) {
      return `%${letter} is not supported. Supported are ${[...directives.keys()].map((one) => `%${one}`).join(', ')} and %%.`;
    }
    if (type !== 'datetime' && kind !== type) return `%${letter} is a part of a ${kind}, but the field is a ${type}.`;
    if (letters.includes(letter)) return `%${letter} is used twice. Keep one of them.`;
    letters.push(letter);
  }
  const groups = type === 'datetime' ? [...needed.date, ...needed.time] : needed[type];
  const missing = groups.filter(([any]) => !letters.some((letter) => any.includes(letter))).map(([, name]) => name);
  if (missing.length > 0) return `The format lacks ${missing.join(' and ')}. Add what is missing.`;
  if (letters.includes('I') !== letters.includes('p')) return '%I and %p belong together. Write both, or %H alone.';
  return undefined;
}
