import type { z } from 'zod';
import { AppError } from '../errors.ts';
import { aboutSetting } from './setting.ts';

type Env = Readonly<Record<string, string | undefined>>;

const LONGEST_SHOWN = 80;

/**
 * Reads the settings of `schema` from `env`; an empty variable counts as not set.
 * @throws AppError CONFIG_INVALID with every setting that is wrong: what was given (never a secret) and what is expected
 */
export function parseEnv<S extends z.ZodObject>(schema: S, env: Env): z.output<S> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => ({
    field: issue.path.join('.'),
    code: issue.code,
    message: explain(issue, schema, given),
  }));
  const list = fields.map(({ field, message }) => `  ${field} ${message}`).join('\n');
  throw new AppError('CONFIG_INVALID', `Invalid settings:\n${list}\ndocs/settings.md describes every setting.`, {
    fields,
  });
}

/** Completes a sentence that starts with the setting's name: `is "0"; expected a whole number from 1 to 100.` */
function explain(issue: z.core.$ZodIssue, { shape }: z.ZodObject, given: Env): string {
  const name = String(issue.path[0]);
  const schema = shape[name] as z.ZodType | undefined;
  const about = schema && aboutSetting(schema);
  // The value is valid on its own but conflicts with another setting; the message of that rule says how.
  if (!about || schema.safeParse(given[name]).success) return issue.message;
  return `${state(given[name], about.secret)}; expected ${about.expected.replaceAll('`', '')}.`;
}

function state(value: string | undefined, secret = false): string {
  if (value === undefined) return 'is not set';
  if (secret) return 'has an invalid value (not shown)';
  return `is ${JSON.stringify(value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value)}`;
}
