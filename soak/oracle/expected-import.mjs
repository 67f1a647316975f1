// @ts-check
import { keyField, keyText } from '../files/tables.mjs';

/**
 * @import { CellError, Target, Values } from '../files/tables.mjs'
 * @import { FileRecord } from '../files/import-file.mjs'
 */

/**
 * @typedef {{ on_invalid: 'skip' | 'abort', on_duplicate: 'reject' | 'update' | 'skip', on_new?: 'insert' | 'reject' | 'skip', on_blank: 'keep' | 'null', dry_run: boolean, generate_keys?: boolean }} Options
 * @typedef {Values & { import_job_id: string }} Row
 * @typedef {Map<string, Row>} Table rows by their key
 * @typedef {{ record: FileRecord, status: 'imported' | 'skipped' | 'failed', errors: readonly CellError[] }} Outcome
 * @typedef {object} Expected
 * @property {readonly Outcome[]} outcomes of every record
 * @property {Table} changed rows that are new or updated, but not those that have the same values already
 * @property {readonly Row[]} generated new rows whose key Sluice chooses
 * @property {{ inserted: number, updated: number, unchanged: number, failed: number, skipped: number }} counts
 */

/**
 * What importing records into a table must lead to, by the documentation.
 * @param {Target} target
 * @param {readonly FileRecord[]} records
 * @param {Table} before
 * @param {string} jobId
 * @param {Options} options
 * @returns {Expected}
 */
export function expectImport(target, records, before, jobId, options) {
  const { on_duplicate, on_new = 'insert', on_blank } = options;
  /** @type {Table} */
  const changed = new Map();
  /** @type {Row[]} */
  const generated = [];
  /** @type {Set<string>} */
  const seen = new Set();
  const counts = { inserted: 0, updated: 0, unchanged: 0, failed: 0, skipped: 0 };
  const outcomes = records.map((record) => {
    const outcome = outcomeOf(record);
    if (outcome.status !== 'imported') counts[outcome.status]++;
    return outcome;
  });
  return { outcomes, changed, generated, counts };

  /** @param {FileRecord} record @returns {Outcome} */
  function outcomeOf(record) {
    const { values, ragged, inTable } = record;
    const errors = inTable ? [] : record.errors;
    const key = keyText(target, values);
    const conflict = (/** @type {string} */ code) => ({ field: keyField(target), code });
    if (!ragged && key !== null && seen.has(key)) {
      const status = errors.length === 0 && on_duplicate === 'skip' ? 'skipped' : 'failed';
      return { record, status, errors: [...errors, conflict('DUPLICATE_IN_FILE')] };
    }
    if (errors.length > 0) return { record, status: 'failed', errors };
    if (key === null) {
      counts.inserted++;
      generated.push(newRow(values));
      return { record, status: 'imported', errors: [] };
    }
    seen.add(key);
    if (inTable) return { record, status: 'failed', errors: record.errors };
    const old = before.get(key);
    if (!old && on_new !== 'insert')
      return { record, status: on_new === 'skip' ? 'skipped' : 'failed', errors: [conflict('NOT_IN_TABLE')] };
    if (!old) {
      counts.inserted++;
      changed.set(key, newRow(values));
    } else if (on_duplicate === 'update') {
      const row = updatedRow(old, values);
      if (Object.keys(values).every((name) => row[name] === old[name])) counts.unchanged++;
      else {
        counts.updated++;
        changed.set(key, row);
      }
    } else {
      const status = on_duplicate === 'skip' ? 'skipped' : 'failed';
      return { record, status, errors: [conflict('ALREADY_EXISTS')] };
    }
    return { record, status: 'imported', errors: [] };
  }

  /** @param {Values} values @returns {Row} */
  function newRow(values) {
    const cells = Object.entries(values).map(([name, value]) => [name, value ?? target.fallbacks[name] ?? null]);
    return { ...Object.fromEntries(cells), import_job_id: jobId };
  }

  /** @param {Row} old @param {Values} values @returns {Row} */
  function updatedRow(old, values) {
    const blank = (/** @type {string} */ name) => (on_blank === 'null' ? (target.fallbacks[name] ?? null) : old[name]);
    const cells = Object.entries(values).map(([name, value]) => [name, value ?? blank(name)]);
    return { ...Object.fromEntries(cells), import_job_id: jobId };
  }
}
