// @ts-check
import path from 'node:path';
import { definitionJsonSchema } from '@sluice/importers/document';
import { ROOT } from './paths.mjs';

export const IMPORTER_REFERENCE_FILE = path.join(ROOT, 'docs/importers-reference.md');

const HEAD = `# Members of a definition

Everything that a [definition](importers.md) may say, part by part. This page is written by \`npm run importers:generate\` from the
schema of definitions; [importers/importer.schema.json](../importers/importer.schema.json) has the same for editors. How the parts
work together is in [Importers](importers.md). Unknown members are refused by name, except in a Table Schema, where they are kept and
not used.
`;

/**
 * @typedef {{
 *   type?: string, description?: string, enum?: unknown[], const?: unknown, anyOf?: Part[], items?: Part, required?: string[],
 *   properties?: Record<string, Part>, additionalProperties?: Part | boolean, minLength?: number, maxLength?: number,
 *   minimum?: number, maximum?: number, minItems?: number, maxItems?: number,
 * }} Part
 * @typedef {{ name: string, part: Part, about: string }} Section
 */

/** The reference of all members of definitions, as that file has it. */
export function importerReference() {
  const schema = /** @type {Part} */ (definitionJsonSchema());
  const sections = sectionsOf({ name: 'The definition', part: schema, about: '' }, '');
  return `${HEAD}\n${sections.map(sectionText).join('\n')}`;
}

/**
 * A part with members, and all parts with members below it.
 * @param {Section} section
 * @param {string} at
 * @returns {Section[]}
 */
function sectionsOf(section, at) {
  const below = Object.entries(section.part.properties ?? {}).flatMap(([name, member]) =>
    partsBelow(member, at === '' ? name : `${at}.${name}`).flatMap(({ name: path, part }) =>
      sectionsOf({ name: path, part, about: member.description ?? '' }, path),
    ),
  );
  return [section, ...below];
}

/**
 * The objects with members that a member is, or has as its items or values; all forms of one together.
 * @param {Part} member
 * @param {string} at
 * @returns {{ name: string, part: Part }[]}
 */
function partsBelow(member, at) {
  const { properties, items, additionalProperties: values } = member;
  if (properties) return [{ name: at, part: member }];
  if (items) return partsBelow(items, `${at}[]`);
  if (typeof values === 'object') return partsBelow(values, `${at}.*`);
  const forms = (member.anyOf ?? []).filter((form) => form.properties);
  if (forms.length === 0) return [];
  const required = (forms[0]?.required ?? []).filter((name) => forms.every((form) => form.required?.includes(name)));
  return [{ name: at, part: { properties: Object.assign({}, ...forms.map((form) => form.properties)), required } }];
}

/** @param {Section} section */
function sectionText({ name, part, about }) {
  const { required = [] } = part;
  const rows = Object.entries(part.properties ?? {}).map(([member, one]) => {
    const [meaning, fallback] = meaningOf(one);
    const usual = required.includes(member) ? 'required' : fallback;
    return `| \`${member}\` | ${escaped(typeOf(one))} | ${escaped(usual)} | ${escaped(meaning)} |\n`;
  });
  const title = name === 'The definition' ? name : `\`${name}\``;
  return `## ${title}\n\n${about === '' ? '' : `${meaningText(about)}\n\n`}| member | type | default | meaning |\n| --- | --- | --- | --- |\n${rows.join('')}`;
}

/** @param {string} text */
const escaped = (text) => text.replaceAll('|', '\\|').replaceAll('*', '\\*');

/** @param {string} description */
const meaningText = (description) => description.replace(/ ?Default: .*$/, '');

/**
 * What a member says, and what holds without it.
 * @param {Part} part
 * @returns {[string, string]}
 */
function meaningOf({ description = '' }) {
  const [, meaning = '', fallback = ''] = /^(.*?)(?: ?Default: (.*)\.)?$/.exec(description) ?? [];
  return [meaning, fallback];
}

/**
 * @param {Part} part
 * @returns {string}
 */
function typeOf(part) {
  const { type, enum: values, const: value, anyOf, items, properties, additionalProperties } = part;
  if (values) return values.map(code).join(', ');
  if (value !== undefined) return code(value);
  if (anyOf) return [...new Set(anyOf.map(typeOf))].join(' or ');
  if (properties) return 'object';
  switch (type) {
    case 'string':
      return part.maxLength === undefined ? 'text' : `text, at most ${part.maxLength} characters`;
    case 'integer':
    case 'number':
      return `${type === 'integer' ? 'whole number' : 'number'}${range(part)}`;
    case 'boolean':
      return '`true`, `false`';
    case 'array':
      return `list${items && Object.keys(items).length > 0 ? ` of: ${typeOf(items)}` : ''}${most(part)}`;
    case 'object':
      return typeof additionalProperties === 'object' && additionalProperties.properties ? 'objects by name' : 'object';
    default:
      return 'any value';
  }
}

/** @param {unknown} value */
const code = (value) => (value === '\\' ? '`\\`' : `\`${value}\``);

/** @param {Part} part */
function range({ minimum, maximum = Number.MAX_SAFE_INTEGER }) {
  if (minimum === undefined) return '';
  return maximum >= Number.MAX_SAFE_INTEGER ? `, ${minimum} or more` : ` from ${minimum} to ${maximum}`;
}

/** @param {Part} part */
const most = ({ maxItems }) => (maxItems === undefined ? '' : `, at most ${maxItems}`);
