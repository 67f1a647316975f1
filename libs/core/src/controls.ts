/** Control characters, line separators and marks that change the direction of text. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The text without characters that break a header, a line or the order in which it is shown. */
export const withoutControls = (text: string): string => text.replace(CONTROLS, '');
