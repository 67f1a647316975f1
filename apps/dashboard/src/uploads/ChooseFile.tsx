import type { StoredDocument } from '@sluice/client';
import { type ReactNode, useEffect, useState } from 'react';
import { FileDrop } from './FileDrop.tsx';
import { StoredFiles } from './StoredFiles.tsx';
import { UploadList } from './UploadList.tsx';
import { useUploads } from './use-uploads.ts';

interface ChooseFileProps {
  /** Told the document once the one file that was dropped here has arrived; of several, the person chooses. */
  readonly onStored: (docId: string) => void;
  /** What stands beside each file that is stored already. */
  readonly action: (document: StoredDocument) => ReactNode;
}

/** The first step of an import or an analysis: drop a file, or take a stored one. */
export function ChooseFile({ onStored, action }: ChooseFileProps) {
  const [begun, setBegun] = useState<readonly string[]>([]);
  const uploads = useUploads();
  const only = begun.length === 1 ? uploads.find(({ id }) => id === begun[0]) : undefined;
  const stored = only?.status === 'done' ? only.docId : undefined;
  useEffect(() => {
    if (stored) onStored(stored);
  }, [stored, onStored]);
  return (
    <>
      <FileDrop onAdded={(ids) => setBegun((before) => [...before, ...ids])} />
      <UploadList />
      <StoredFiles action={action} />
    </>
  );
}
