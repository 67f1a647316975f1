// @ts-check
import path from 'node:path';
import { definitionJsonSchema } from '@sluice/importers/document';
import { ROOT } from './paths.mjs';

export const IMPORTER_SCHEMA_FILE = path.join(ROOT, 'importers/importer.schema.json');

/** The JSON Schema of definitions, as that file has it. */
export const importerSchema = () => `${JSON.stringify(definitionJsonSchema(), null, 2)}\n`;
