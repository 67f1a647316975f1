import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { parseEnv } from './parse-env.ts';
import { anyText, flag, setting, wholeNumber } from './setting.ts';

const both = ['api', 'worker'] as const;
const schema = z.object({
  ROWS: setting(wholeNumber(1, 2_000), { text: 'Rows.', readBy: both, default: '7' }),
  OPEN: setting(flag, { text: 'A switch.', readBy: both, default: 'false' }),
  NAME: setting(anyText, { text: 'A name.', readBy: both }),
  PLACE: setting(anyText, { text: 'A place.', readBy: both, required: true }),
  KEY: setting(
    { schema: z.string().min(9), expected: 'at least 9 characters' },
    { text: '', readBy: both, secret: true },
  ),
});

function failure(env: Record<string, string>): AppError {
  try {
    parseEnv(schema, env);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('parseEnv did not throw an AppError');
}

describe('parseEnv', () => {
  it('applies defaults, and treats an empty variable as not set', () => {
    expect(parseEnv(schema, { PLACE: 'here', NAME: '', ROWS: '' })).toEqual({ ROWS: 7, OPEN: false, PLACE: 'here' });
  });

  it.each(['true', '1', 'yes', 'ON'])('reads %s as true', (text) => {
    expect(parseEnv(schema, { PLACE: 'here', OPEN: text })).toMatchObject({ OPEN: true });
  });

  it('names every invalid setting, what was given and what is expected, but never a secret', () => {
    const { code, message, fields } = failure({ ROWS: '2001', OPEN: 'perhaps', KEY: 'hunter2' });
    expect(code).toBe('CONFIG_INVALID');
    expect(message).toBe(`Invalid settings:
  ROWS is "2001"; expected a whole number from 1 to 2,000.
  OPEN is "perhaps"; expected true or false.
  PLACE is not set; expected text.
  KEY has an invalid value (not shown); expected at least 9 characters.
docs/settings.md describes every setting.`);
    expect(fields?.map(({ field }) => field)).toEqual(['ROWS', 'OPEN', 'PLACE', 'KEY']);
  });

  it('shortens a long value', () => {
    expect(failure({ PLACE: 'here', ROWS: 'x'.repeat(1_000) }).message.length).toBeLessThan(250);
  });
});
