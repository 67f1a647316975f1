import { expect, it } from 'vitest';
import { readDefinition } from '../document/read-definition.ts';
import { withImportStamp } from './import-stamp.ts';

function stampsOf(target: object, more: object = {}) {
  const schema = { fields: [{ name: 'no', type: 'string' }] };
  const text = JSON.stringify({ name: 'parts', target: { table: 'parts', ...target }, schema, ...more });
  const { definition, problems } = readDefinition(text);
  if (!definition) throw new Error(JSON.stringify(problems));
  return withImportStamp(definition).target.stamps;
}

it('adds a column for the import to tables that Sluice makes, unless the definition names one', () => {
  expect(stampsOf({ manage: 'create' })).toEqual({ import: 'import_job_id' });
  expect(stampsOf({ manage: 'create', stamps: { updated: 'changed' } })).toEqual({
    ...{ import: 'import_job_id', updated: 'changed' },
  });
  expect(stampsOf({ manage: 'create', stamps: { import: 'run' } })).toEqual({ import: 'run' });
  expect(stampsOf({ manage: 'existing' })).toBeUndefined();
});

it('leaves a column of that name to the definition that writes something else to it', () => {
  expect(stampsOf({ manage: 'create' }, { columns: { no: { column: 'Import_Job_ID' } } })).toBeUndefined();
  expect(stampsOf({ manage: 'create', stamps: { created: 'import_job_id' } })).toEqual({ created: 'import_job_id' });
  const lookups = [{ fields: ['no'], table: 'shop.parts', by: ['no'], value: 'id', store: 'import_job_id' }];
  expect(stampsOf({ manage: 'create' }, { lookups: lookups.map((one) => ({ ...one, onMissing: 'reject' })) })).toBe(
    undefined,
  );
});
