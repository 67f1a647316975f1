/** One thing that a part of a definition says. */
export interface Line {
  /** Where in the part; empty if it is a single value. */
  readonly path: string;
  readonly text: string;
}

/** What a part of a definition says, path by path, as people write it rather than as JSON. */
export function linesOf(value: unknown, path = ''): Line[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) {
    if (value.every((one) => typeof one !== 'object' || one === null)) return [{ path, text: listed(value) }];
    return value.flatMap((one, at) => linesOf(one, `${path}[${at}]`));
  }
  if (typeof value !== 'object' || value === null) return [{ path, text: plain(value) }];
  const members = Object.entries(value);
  if (members.length === 0) return [{ path, text: 'empty' }];
  return members.flatMap(([name, one]) => linesOf(one, path === '' ? name : `${path}.${name}`));
}

const listed = (values: readonly unknown[]): string =>
  values.length === 0 ? 'empty list' : values.map(plain).join(', ');

function plain(value: unknown): string {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === '' ? 'empty text' : String(value);
}
