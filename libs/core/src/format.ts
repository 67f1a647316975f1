const whole = new Intl.NumberFormat('en');

/** A count in a text for people: 1,234,567. */
export const formatCount = (count: number): string => whole.format(count);

/** `1 record`, `1,234 records`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
