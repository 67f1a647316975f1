import type { StoredDocument } from '@sluice/client';
import { type ReactNode, useEffect, useState } from 'react';
import { FileDrop } from './FileDrop.tsx';
import { StoredDocuments } from './StoredDocuments.tsx';
import { UploadList } from './UploadList.tsx';
import { useUploads } from './use-uploads.ts';

interface ChooseDocumentProps {
  /** Called with the document once the dropped file is stored; not called if several were dropped. */
  readonly onStored: (docId: string) => void;
  /** Rendered next to each stored document. */
  readonly action: (document: StoredDocument) => ReactNode;
}

/** The first step of an import or an analysis: drop a file, or choose a stored document. */
export function ChooseDocument({ onStored, action }: ChooseDocumentProps) {
  const [started, setStarted] = useState<readonly string[]>([]);
  const uploads = useUploads();
  const only = started.length === 1 ? uploads.find(({ id }) => id === started[0]) : undefined;
  const stored = only?.status === 'done' ? only.docId : undefined;
  useEffect(() => {
    if (stored) onStored(stored);
  }, [stored, onStored]);
  return (
    <>
      <FileDrop onAdded={(ids) => setStarted((before) => [...before, ...ids])} />
      <UploadList />
      <StoredDocuments action={action} />
    </>
  );
}
