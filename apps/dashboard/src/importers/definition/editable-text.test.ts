import { expect, it } from 'vitest';
import { editableText } from './editable-text.ts';

const definition = { name: 'parts', target: { table: 'parts', manage: 'create' } };
const asJson = `${JSON.stringify(definition, null, 2)}\n`;

it('is the text as it was given, and of a Data Package the definition that it became', () => {
  const json = JSON.stringify(definition);
  expect(editableText({ source: json, format: 'json', definition })).toBe(json);
  const yaml = '# Parts\nname: parts\n';
  expect(editableText({ source: yaml, format: 'yaml', definition })).toBe(yaml);
  const dataPackage = { name: 'parts', resources: [{ name: 'parts', schema: { fields: [] } }] };
  expect(editableText({ source: JSON.stringify(dataPackage), format: 'json', definition })).toBe(asJson);
  const packageYaml = 'name: parts\nresources:\n  - { name: parts, schema: { fields: [] } }\n';
  expect(editableText({ source: packageYaml, format: 'yaml', definition })).toBe(asJson);
});
