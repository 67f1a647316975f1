export { parseCell, readCell } from './read-cell.ts';
export { anyWrittenDate } from './written-date.ts';
