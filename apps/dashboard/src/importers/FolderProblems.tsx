import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { Note } from '../ui/Note.tsx';

/** For operators: what is wrong with the importers folder and its files. Shows nothing if nothing is. */
export function FolderProblems() {
  const { data } = useQuery({
    queryKey: ['importers', 'folder-problems'],
    queryFn: async () => (await api.GET('/api/v1/importers', { params: { query: { limit: 1 } } })).data.folder_problems,
    refetchInterval: 30_000,
  });
  return (
    <>
      {data?.map(({ file, problems: [first, ...others] }) => (
        <Note key={file} tone="bad" title={`Importer definitions: problem in ${file}`}>
          {first ? <p>{first.field === '' ? first.message : `${first.field}: ${first.message}`}</p> : null}
          {others.length > 0 ? <p>{others.length} more in the API log.</p> : null}
          <p>Importers stay as they were until this is fixed.</p>
        </Note>
      ))}
    </>
  );
}
