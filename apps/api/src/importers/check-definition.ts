import type { FieldError } from '@sluice/core';
import { type Definition, notYet } from '@sluice/importers';

export type CheckedDefinition =
  | { readonly definition: Definition; readonly warnings: readonly FieldError[]; readonly problems?: undefined }
  | { readonly definition?: undefined; readonly problems: readonly FieldError[] };

/** Checks the text of a definition, and all its problems at once: each with its path, and its place in the text. */
export async function checkDefinition(source: string, format: 'yaml' | 'json'): Promise<CheckedDefinition> {
  // Loaded here, because no other request needs it.
  const { readDefinition } = await import('@sluice/importers/document');
  const { definition, problems: found } = readDefinition(source, { format });
  if (!definition) {
    const problems = found.map(({ path, code, message, at }) => ({
      ...{ field: path, code, message },
      ...(at && { line: at.line, column: at.column }),
    }));
    return { problems };
  }
  const unsupported = notYet(definition).map((path) => {
    return { field: path, code: 'UNSUPPORTED', message: 'Imports cannot do this yet.' };
  });
  return unsupported.length > 0 ? { problems: unsupported } : { definition, warnings: [] };
}
