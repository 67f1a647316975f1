import { RE2JS } from 're2js';
import { readPattern, SHORT } from '../document/pattern.ts';

/** The most ways of matching for which JavaScript's engine, which tries one after the other, is faster than RE2. */
const FEW_WAYS = SHORT ** 2;

/**
 * Whether a whole text matches a pattern. RE2's time is linear in the text, whatever the pattern. Short texts are left to
 * JavaScript, whose engine is faster, if the pattern has few ways of matching, as nearly all have.
 * @param pattern one that `readPattern` accepts
 */
export function matcherOf(pattern: string): (text: string) => boolean {
  const linear = RE2JS.compile(pattern);
  const { ways = Number.POSITIVE_INFINITY } = readPattern(pattern);
  if (ways > FEW_WAYS) return (text) => linear.matches(text);
  const quick = new RegExp(`^(?:${pattern})$`, 'u');
  return (text) => (text.length <= SHORT ? quick.test(text) : linear.matches(text));
}
