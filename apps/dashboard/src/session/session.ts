import { isSluiceError } from '@sluice/client';
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { api } from '../api.ts';

export type Role = 'viewer' | 'member' | 'operator';

/** The signed-in user. */
export interface Session {
  readonly accountId: string;
  readonly subject: string;
  readonly role: Role;
  readonly expiresAt: Date;
}

export const sessionKey = ['session'] as const;
const expiryKey = ['session-expired'] as const;

const isRefusal = (error: unknown): boolean => isSluiceError(error) && error.status === 401;

/** Whether the user was signed in and no longer is, without having signed out. */
export const hasExpired = (queryClient: QueryClient): boolean => queryClient.getQueryData(expiryKey) === true;

/** If the error says that nobody is signed in, the session has expired: the shell asks to sign in again. */
export function noteExpiry(queryClient: QueryClient, error: unknown): void {
  if (!isRefusal(error)) return;
  if (queryClient.getQueryData(sessionKey)) queryClient.setQueryData(expiryKey, true);
  queryClient.setQueryData(sessionKey, null);
}

export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: async ({ client }): Promise<Session | null> => {
    try {
      const { data } = await api.GET('/api/v1/session');
      return {
        accountId: data.account_id,
        subject: data.subject,
        role: data.role,
        expiresAt: new Date(data.expires_at),
      };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      noteExpiry(client, error);
      return null;
    }
  },
  staleTime: 60_000,
});

/** The signed-in user. Use it only inside the shell, which renders its pages once there is a session. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  // When the session ends, a page may be rendered once more before the shell removes it.
  const last = useRef(data);
  if (data) last.current = data;
  if (!last.current) throw new Error('useSession must be used inside the shell');
  return last.current;
}

export const mayWrite = ({ role }: Session): boolean => role !== 'viewer';
export const mayOperate = ({ role }: Session): boolean => role === 'operator';
