import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.ts';
import { type Role, sessionKey } from './session.ts';

export type Credentials = { readonly token: string } | { readonly account_id: string; readonly role: Role };

/** What the sign-in page itself shows. */
const kept = ['session', 'sign-in-options', 'status'];

/** Signs in. The sign-in page redirects as soon as there is a session. */
export function useSignIn() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (credentials: Credentials) => {
      if ('token' in credentials) await api.POST('/api/v1/session', { body: credentials });
      else await api.POST('/api/v1/session/development', { body: credentials });
      // What was loaded for another account must not be shown to this one.
      queryClient.removeQueries({ predicate: ({ queryKey: [subject] }) => !kept.includes(String(subject)) });
      await queryClient.invalidateQueries({ queryKey: sessionKey });
    },
  });
}
