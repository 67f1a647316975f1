export { type LoadInput, loadTable } from './load-table.ts';
