// @ts-check
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readDefinition } from '@sluice/importers/document';
import { globSync } from 'tinyglobby';
import { ROOT } from './paths.mjs';

export const SHIPPED_FILE = path.join(ROOT, 'libs/importers/src/shipped/definitions.ts');

const BANNER = `// Made of importers/*.yaml by npm run importers:generate; do not edit.
import type { Definition } from '../document/definition.ts';
`;

/**
 * The shipped definitions as a module, so that built programs, images and bundles have them without reading files or YAML.
 * It is in the repository, like the other generated files, because the library that reads YAML would have to be built first.
 */
export function shippedImporters() {
  const files = globSync('importers/*.yaml', { cwd: ROOT }).sort();
  const entries = files.map((file) => {
    const source = readFileSync(path.join(ROOT, file), 'utf8');
    const { definition, problems } = readDefinition(source);
    if (!definition)
      throw new Error(`${file}: ${problems.map(({ path: at, message }) => `${at}: ${message}`).join(' ')}`);
    return `  {\n    source: ${JSON.stringify(source)},\n    definition: ${JSON.stringify(definition)},\n  },\n`;
  });
  return `${BANNER}
export const shipped: readonly { readonly source: string; readonly definition: Definition }[] = [
${entries.join('')}];
`;
}
