import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.ts';

const key = ['storage-servers'] as const;

/** All storage servers by name; polled more often while one is being drained. */
export const useServers = () =>
  useQuery({
    queryKey: key,
    queryFn: async () => (await api.GET('/api/v1/storage-servers')).data.items,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => (data?.some(({ status }) => status === 'maintenance') ? 1_000 : 5_000),
  });

export type ServerChange = 'drain' | 'activate' | 'deactivate' | 'remove';

/** Changes one server; the list is reloaded in any case. */
export function useServerChange(serverId: string) {
  const queryClient = useQueryClient();
  const params = { path: { serverId } };
  return useMutation({
    mutationFn: async (change: ServerChange): Promise<void> => {
      if (change === 'remove') await api.DELETE('/api/v1/storage-servers/{serverId}', { params });
      else if (change === 'drain') await api.POST('/api/v1/storage-servers/{serverId}/drain', { params });
      else if (change === 'activate') await api.POST('/api/v1/storage-servers/{serverId}/activate', { params });
      else await api.POST('/api/v1/storage-servers/{serverId}/deactivate', { params });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: key }),
    onSuccess: (_, change) => {
      // The pressed button disappears with its server, so focus moves to the title.
      if (change === 'remove') document.getElementById('page-title')?.focus();
    },
  });
}
