const whole = new Intl.NumberFormat('en');

/** A count in a text for people: 1,234,567. */
export const formatCount = (count: number): string => whole.format(count);
