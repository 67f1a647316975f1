import { counted, formatCount, type ImportErrorGroups, type ImportRef, type SluiceClient } from '@sluice/client';
import type { Cli } from '../cli.ts';
import { table } from '../show/table.ts';

type Group = ImportErrorGroups['groups'][number];

/** Prints what the row errors of an import have in common: their causes, then the values that have them most often. */
export async function printErrorGroups(
  cli: Cli,
  client: SluiceClient,
  { importer, id }: ImportRef,
  limit: number | undefined,
): Promise<void> {
  const params = { path: { importer, jobId: id }, query: limit === undefined ? {} : { limit } };
  const { data } = await client.GET('/api/v1/{importer}/bulk/{jobId}/errors/groups', { params, signal: cli.signal });
  await cli.result(data, data.counted === 0 ? '' : groupsText(data));
  if (data.counted === 0 && !cli.json) cli.say('No row errors.');
}

function groupsText({ counted: all, complete, causes, cause_count, groups, group_count }: ImportErrorGroups): string {
  const whole = complete ? '' : ` Only the first ${formatCount(all)} were counted.`;
  const sum = `${counted(all, 'row error')} with ${counted(cause_count, 'cause')}.${whole}\n\n`;
  const byCause = table(
    ['count', 'code', 'field', 'values', 'first row', 'error'],
    causes.map((cause) => [...start(cause), formatCount(cause.values), cause.row, cause.error]),
  );
  const byValue = table(
    ['count', 'code', 'field', 'value', 'first row'],
    groups.map((group) => [...start(group), group.value, group.row]),
  );
  const more = group_count - groups.length;
  return `${sum}${byCause}\n${byValue}${more > 0 ? `… and ${counted(more, 'group')} more\n` : ''}`;
}

const start = ({ count, code, field }: Pick<Group, 'count' | 'code' | 'field'>) => [formatCount(count), code, field];
