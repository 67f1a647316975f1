import { wordsOf } from '../numbers.ts';

/** Labels of parameters, by path, whose names say too little next to their step. */
const labels: Readonly<Record<string, string>> = {
  'quarantine.required': 'Required columns',
  'types.on_failure': 'Cells that cannot be converted',
  'standardise.case': 'Letter case',
  'standardise.unicode': 'Unicode form',
  'duplicates.rows': 'Identical records',
  'duplicates.keys': 'Key columns',
  'nulls.strategy': 'Blank cells',
  'nulls.columns': 'Columns with their own strategy',
};

/** The label of the parameter at `path`. */
export const labelOf = (path: string, name: string): string => labels[path] ?? wordsOf(name);
