import { SluiceError } from '@sluice/client';
import { queryOptions, useQuery } from '@tanstack/react-query';
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

export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: async (): Promise<Session | null> => {
    try {
      const { data } = await api.GET('/api/v1/session');
      return {
        accountId: data.account_id,
        subject: data.subject,
        role: data.role,
        expiresAt: new Date(data.expires_at),
      };
    } catch (error) {
      if (error instanceof SluiceError && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

/** The signed-in user. Use it only inside the shell, which renders its pages once there is a session. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error('useSession must be used inside the shell');
  return data;
}

export const mayWrite = ({ role }: Session): boolean => role !== 'viewer';
export const mayOperate = ({ role }: Session): boolean => role === 'operator';
