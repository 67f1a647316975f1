import type { Copy } from './copy.ts';

const CATALOG = 'libs/jobs/src/contracts/analysis-request.ts';
const PRODUCERS = 'apps/worker/src/analyses/producers';

const PRODUCER = `import { csvLines } from '../../artifacts/csv.ts';
import type { Producer } from '../types.ts';

/** The columns of the file. */
export const columnsCsv: Producer = {
  produce: ({ source }) => csvLines(['column'], rowsOf(source.columns)),
};

async function* rowsOf(columns: readonly { readonly name: string }[]) {
  yield columns.map(({ name }) => [name]);
}
`;

/** Prints what the artifact contains, and which tools list it. */
export const runArtifact = `
  const { artifactNames, toolArtifacts } = await import('@sluice/jobs');
  const { artifactsOf } = await import('./apps/worker/dist/analyses/producers/index.js');
  const { tools } = await import('./apps/api/dist/routes/tools/catalog.js');
  const material = {
    analysis: { analysisId: '01a222ba-73d2-72d8-87ee-18f56f2e4564', tool: 'profile-my-data', createdAt: new Date(0) },
    ...{ options: { artifacts: ['columns.csv'] }, fileName: 'file.csv', storageEnv: 'test' },
    ...{ source: { columns: [{ id: 'c0', name: 'a' }, { id: 'c1', name: 'b' }] }, findings: {} },
  };
  const [artifact] = artifactsOf(material, ['columns.csv']);
  let text = '';
  for await (const bytes of artifact.produce()) text += bytes;
  const listed = tools.map(({ name, artifacts }) => [name, artifacts.some((one) => one.name === 'columns.csv')]);
  console.log(JSON.stringify({ text, fileName: artifact.fileName, listed: Object.fromEntries(listed) }));
`;

/** The entry in the catalog, without which nobody can request the artifact. */
export function addCatalogEntry(copy: Copy): void {
  copy.addLine(
    CATALOG,
    'export const artifacts = {',
    "  'columns.csv': { kind: 'columns', format: 'csv', tools: toolNames, description: 'The columns of the file.' },",
  );
}

export function addProducer(copy: Copy): void {
  copy.write(`${PRODUCERS}/columns-csv.ts`, PRODUCER);
  const index = `${PRODUCERS}/index.ts`;
  const neighbor = "import type { Material, Producer } from '../types.ts';";
  copy.addLine(index, neighbor, "import { columnsCsv } from './columns-csv.ts';");
  copy.addLine(index, 'const producers: Readonly<Record<ArtifactName, Producer>> = {', "  'columns.csv': columnsCsv,");
}
