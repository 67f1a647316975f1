import { AppError, type FieldError } from '@sluice/core';
import type { Definition } from '@sluice/importers';

type Given = Readonly<Record<string, unknown>>;

/** `headerRow` as `header_row`. */
const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** How the definition reads files, as options of an import; `auto` is what an import does without the option. */
function readingDefaults({ file = {} }: Pick<Definition, 'file'>): Given {
  const decided = Object.entries(file).filter(([, value]) => value !== undefined && value !== 'auto');
  return Object.fromEntries(decided.map(([name, value]) => [snakeCase(name), value]));
}

/** The values of each option that the definition allows. It has to allow deletions itself. */
const allowedValues = ({ modes = {} }: Pick<Definition, 'modes'>): Readonly<Record<string, readonly string[]>> => ({
  on_absent: ['keep'],
  ...Object.fromEntries(Object.entries(modes).map(([name, values]) => [snakeCase(name), values ?? []])),
});

/** How to have rows deleted that a file lacks, for those who can change the definition. */
const ALLOW_DELETIONS = '. To delete the rows that a file lacks, list delete in modes.onAbsent of its definition';

/**
 * The options of a request with those that the definition decides where the request does not: how files are read, and the
 * first of the values that it allows, if the usual one is not among them.
 * @throws AppError VALIDATION_FAILED for a value that the definition does not allow
 */
export function withDefaults(
  definition: Pick<Definition, 'name' | 'file' | 'modes'>,
  given: Given,
  usual: Given,
): Given {
  const allowed = allowedValues(definition);
  const refused: FieldError[] = [];
  const chosen: Record<string, unknown> = {};
  for (const [option, values] of Object.entries(allowed)) {
    const asked = given[option];
    if (asked === undefined) {
      if (!values.includes(String(usual[option]))) chosen[option] = values[0];
    } else if (!values.includes(String(asked))) {
      const hint = option === 'on_absent' && asked === 'delete' ? ALLOW_DELETIONS : '';
      const message = `the importer ${definition.name} allows only ${values.join(', ')}${hint}`;
      refused.push({ field: option, code: 'not_allowed', message });
    }
  }
  if (refused.length > 0)
    throw new AppError('VALIDATION_FAILED', 'The importer does not allow these options; see `fields`.', {
      fields: refused,
    });
  return { ...readingDefaults(definition), ...chosen, ...given };
}
