import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useSession } from '../session/session.ts';
import { onUploads, recallInterrupted, type Upload, uploadsNow } from './upload-store.ts';

/** The uploads of the signed-in account, newest first, including interrupted ones. */
export function useUploads(): readonly Upload[] {
  const { accountId } = useSession();
  useEffect(() => recallInterrupted(accountId), [accountId]);
  const all = useSyncExternalStore(onUploads, uploadsNow);
  return useMemo(() => all.filter((upload) => upload.accountId === accountId), [all, accountId]);
}
