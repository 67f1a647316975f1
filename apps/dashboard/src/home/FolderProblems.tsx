import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { Note } from '../ui/Note.tsx';

/** For operators: the files of the folder of importers that are wrong. Shows nothing while there are none. */
export function FolderProblems() {
  const { data } = useQuery({
    queryKey: ['importers', 'folder-problems'],
    queryFn: async () => (await api.GET('/api/v1/importers', { params: { query: { limit: 1 } } })).data.folder_problems,
    refetchInterval: 30_000,
  });
  return (
    <>
      {data?.map(({ file, problems: [first, ...others] }) => (
        <Note key={file} tone="bad" title={`The definition ${file} in the folder of importers is wrong`}>
          {first ? <p>{first.field === '' ? first.message : `${first.field}: ${first.message}`}</p> : null}
          {others.length > 0 ? <p>The log of the API lists {others.length} more.</p> : null}
          <p>Until it is right, its importer stays as it was.</p>
        </Note>
      ))}
    </>
  );
}
