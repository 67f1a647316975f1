import type { QueryClient } from '@tanstack/react-query';
import { loadPart } from '../../connection.ts';
import { editableText } from '../../importers/definition/editable-text.ts';
import { saveImporter } from '../../importers/editor/use-check.ts';
import { importerQuery } from '../../importers/queries.ts';
import type { UnknownValue } from './unknown-values.ts';

/** Makes a version of the importer that knows one value more, and has files read again with it. @throws SluiceError */
export async function addToImporter(
  queryClient: QueryClient,
  importer: string,
  { field, text, value }: UnknownValue & { readonly value: string },
): Promise<void> {
  const { editText } = await loadPart(() => import('../../importers/editor/edit-text.ts'));
  const stored = await queryClient.fetchQuery({ ...importerQuery(importer), staleTime: 0 });
  const { format, scope, version } = stored;
  const changed = editText(editableText(stored), format, [{ path: ['columns', field, 'synonyms', text], value }]);
  await saveImporter({ text: changed, format, scope, basedOn: version }, false);
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['importers'] }),
    queryClient.invalidateQueries({ queryKey: ['preview', importer] }),
  ]);
}
