import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { Select } from '../../ui/Field.tsx';

interface DocumentFieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly value: string;
  readonly onChange: (docId: string | undefined) => void;
}

/** A stored document. One that the URL names but that is not among the newest is shown by its id. */
export function DocumentField({ value, onChange, hint, ...props }: DocumentFieldProps) {
  const stored = useQuery({
    queryKey: ['documents', 'choice'],
    queryFn: async () =>
      (await api.GET('/api/v1/documents', { params: { query: { status: ['UPLOAD_COMPLETE'], limit: 100 } } })).data
        .items,
  });
  const documents = (stored.data ?? []).map(({ doc_id, doc_name }) => ({ value: doc_id, label: doc_name }));
  const known = value === '' || documents.some((document) => document.value === value);
  return (
    <Select
      {...props}
      hint={stored.error ? 'The stored documents could not be loaded.' : hint}
      value={value}
      choices={[{ value: '', label: 'None' }, ...(known ? [] : [{ value, label: value }]), ...documents]}
      onChange={(chosen) => onChange(chosen || undefined)}
    />
  );
}
