/** The character as it is written in a character class of a regular expression, in JavaScript and RE2. */
export const inClass = (char: string): string => (/[\\\]^|-]/.test(char) ? `\\${char}` : char);
