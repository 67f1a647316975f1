import { z } from 'zod';
import { AppError } from './errors.ts';

/** An environment variable that is a switch: true/false, 1/0, yes/no, on/off. */
export const envFlag = z
  .string()
  .trim()
  .toLowerCase()
  .transform((text, ctx) => {
    if (['true', '1', 'yes', 'on'].includes(text)) return true;
    if (['false', '0', 'no', 'off'].includes(text)) return false;
    ctx.addIssue({ code: 'custom', message: 'expected true or false' });
    return z.NEVER;
  });

/** An environment variable that is a whole number within `[min, max]`. */
export const envInt = (min: number, max: number = Number.MAX_SAFE_INTEGER) =>
  z.string().trim().regex(/^\d+$/, 'expected a whole number').transform(Number).pipe(z.number().min(min).max(max));

/**
 * Reads `schema` from `env`, an empty variable counting as absent.
 * @throws AppError CONFIG_INVALID naming every variable that is wrong, and never its value.
 */
export function parseEnv<S extends z.ZodType>(
  schema: S,
  env: Readonly<Record<string, string | undefined>>,
): z.output<S> {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(present);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => ({
    field: issue.path.join('.'),
    code: issue.code,
    message: issue.message,
  }));
  const list = fields.map(({ field, message }) => `  ${field}: ${message}`).join('\n');
  throw new AppError('CONFIG_INVALID', `The environment is not usable:\n${list}\nSee .env.example.`, { fields });
}
