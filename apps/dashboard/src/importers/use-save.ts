import { isSluiceError } from '@sluice/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Definition, saveImporter } from './editor/use-check.ts';

/** Whether somebody else has saved a version since. */
export const isConflict = (error: unknown): boolean => isSluiceError(error) && error.code === 'VERSION_CONFLICT';

/** Stores a definition, and has every list and page of importers loaded again. */
export function useSave() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (definition: Definition) => saveImporter(definition, false),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['importers'], refetchType: 'none' }),
    // A version that somebody else has saved is shown.
    onError: (error) =>
      isConflict(error) ? queryClient.invalidateQueries({ queryKey: ['importers', 'one'] }) : undefined,
  });
}
