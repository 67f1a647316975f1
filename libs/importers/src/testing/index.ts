export { parseCell, readCell } from './read-cell.ts';
export { importers } from './shipped.ts';
export { anyWrittenDate } from './written-date.ts';
