import { z } from 'zod';
import { formatCount } from '../format.ts';

/** Who reads a setting. `compose`: docker-compose.yml passes it on, or sets its servers up with it. */
export type Reader = 'api' | 'worker' | 'cli' | 'scripts' | 'compose';

/** What the settings page, `.env.example` and the message about an invalid value say about a setting. */
export interface About {
  /** Sentences in Markdown. */
  readonly text: string;
  readonly readBy: readonly Reader[];
  readonly unit?: string;
  /** As written in the environment. It is parsed like any value, so an invalid default fails at startup. */
  readonly default?: string;
  /** What applies when it is not set, for a setting without a default. */
  readonly unset?: string;
  readonly example?: string;
  readonly required?: true;
  /** Its value is never shown. */
  readonly secret?: true;
}

type TextSchema = z.ZodType<unknown, string>;

/** A type of value: how it is parsed, and a description of what is accepted. */
export interface Kind<S extends TextSchema = TextSchema> {
  readonly schema: S;
  readonly expected: string;
}

export type Described = About & Pick<Kind, 'expected'>;
const described = z.registry<Described>();

/** Undefined for a schema that `setting` did not create. */
export const aboutSetting = (schema: z.ZodType): Described | undefined => described.get(schema);

/** The schema of a setting, with its description. Without a default the setting is optional, unless `required`. */
export function setting<S extends TextSchema>(kind: Kind<S>, about: About & { default: string }): z.ZodPrefault<S>;
export function setting<S extends TextSchema>(kind: Kind<S>, about: About & { required: true }): S;
export function setting<S extends TextSchema>(kind: Kind<S>, about: About): z.ZodOptional<S>;
export function setting(kind: Kind, about: About): z.ZodType {
  const schema = about.default === undefined ? kind.schema.optional() : kind.schema.prefault(about.default);
  const chosen = about.required ? kind.schema.clone() : schema;
  described.add(chosen, { ...about, expected: kind.expected });
  return chosen;
}

/** A whole number from `min` to `max`. */
export const wholeNumber = (min: number, max: number = Number.MAX_SAFE_INTEGER) => ({
  schema: z.string().trim().regex(/^\d+$/).transform(Number).pipe(z.number().min(min).max(max)),
  expected:
    max === Number.MAX_SAFE_INTEGER
      ? `a whole number, ${formatCount(min)} or more`
      : `a whole number from ${formatCount(min)} to ${formatCount(max)}`,
});

const ON = ['true', '1', 'yes', 'on'];
const OFF = ['false', '0', 'no', 'off'];

/** A switch: true/false, 1/0, yes/no, on/off. */
export const flag = {
  schema: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.enum([...ON, ...OFF]))
    .transform((text) => ON.includes(text)),
  expected: 'true or false',
};

export const oneOf = <const T extends readonly [string, ...string[]]>(words: T) => ({
  schema: z.enum(words),
  expected: `one of ${words.join(', ')}`,
});

/** Any text, or text that `schema` accepts. */
export const anyText = { schema: z.string(), expected: 'text' };
export const text = <S extends TextSchema>(schema: S, expected: string): Kind<S> => ({ schema, expected });

export const httpUrl = { schema: z.url({ protocol: /^https?$/ }), expected: 'an http or https URL' };
