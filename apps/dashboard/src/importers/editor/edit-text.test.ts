import { expect, it } from 'vitest';
import { editText, readText } from './edit-text.ts';

const text = `# Trees of the city
name: city-trees # as in the address

target: { table: city_trees, manage: create }
schema:
  primaryKey: [no]
  fields:
    # Painted on the trunk
    - { name: no, type: string, constraints: { required: true, pattern: "T-[0-9]{5}" } }
    - name: height
      type: number # in meters
      constraints:
        minimum: 0
columns:
  no: { aliases: [number, 'tree no'] }
`;

it('changes only what is edited, and keeps comments and the look of the rest', () => {
  const edited = editText(text, 'yaml', [
    { path: ['name'], value: 'trees' },
    { path: ['schema', 'fields', 0, 'constraints', 'maxLength'], value: 7 },
    { path: ['schema', 'fields', 1, 'type'], value: 'integer' },
    { path: ['schema', 'fields', 1, 'constraints', 'minimum'], value: undefined },
    { path: ['schema', 'fields', 1, 'title'], value: 'Height: in meters' },
    { path: ['columns', 'height', 'aliases'], value: ['h'] },
    { path: ['columns', 'no'], value: undefined },
    { path: ['schema', 'primaryKey'], value: ['no', 'height'] },
  ]);
  expect(edited).toBe(`# Trees of the city
name: trees # as in the address

target: { table: city_trees, manage: create }
schema:
  primaryKey: [ no, height ]
  fields:
    # Painted on the trunk
    - { name: no, type: string, constraints: { required: true, pattern: "T-[0-9]{5}", maxLength: 7 } }
    - name: height
      type: integer # in meters
      title: "Height: in meters"
columns:
  height: { aliases: [ h ] }
`);
});

it('adds and removes whole parts', () => {
  const added = editText('name: a\n', 'yaml', [
    { path: ['modes', 'onAbsent'], value: ['keep', 'delete'] },
    { path: ['schema', 'fields'], value: [{ name: 'x', type: 'string' }] },
  ]);
  expect(readText(added, 'yaml').value).toEqual({
    name: 'a',
    modes: { onAbsent: ['keep', 'delete'] },
    schema: { fields: [{ name: 'x', type: 'string' }] },
  });
  expect(editText(added, 'yaml', [{ path: ['modes', 'onAbsent'], value: undefined }])).not.toContain('modes');
});

it('keeps JSON as JSON', () => {
  const json = JSON.stringify({ name: 'a', schema: { fields: [{ name: 'x' }] } });
  const edited = editText(json, 'json', [{ path: ['schema', 'fields', 0, 'type'], value: 'date' }]);
  expect(JSON.parse(edited)).toEqual({ name: 'a', schema: { fields: [{ name: 'x', type: 'date' }] } });
  expect(edited).toContain('\n  "schema": {\n');
});

it('says where a text cannot be read', () => {
  expect(readText('name: a\nschema: [\n', 'yaml').problem?.line).toBe(3);
  expect(readText('{', 'json').problem?.message).toContain('JSON');
  expect(readText('no: yes\nat: 2024-01-01\n', 'yaml').value).toEqual({ no: 'yes', at: '2024-01-01' });
});
