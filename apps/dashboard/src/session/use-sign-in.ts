import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.ts';
import { type Role, sessionKey } from './session.ts';

export type Credentials = { readonly token: string } | { readonly account_id: string; readonly role: Role };

/** Signs in. The sign-in page redirects as soon as there is a session. */
export function useSignIn() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (credentials: Credentials) => {
      if ('token' in credentials) await api.POST('/api/v1/session', { body: credentials });
      else await api.POST('/api/v1/session/development', { body: credentials });
      await queryClient.invalidateQueries({ queryKey: sessionKey });
    },
  });
}
