import { afterAll, beforeAll, expect, test } from 'vitest';
import { Copy } from './copy.ts';

/** docs/architecture.md, "Adding things": an artifact is one file, a line for it and an entry in the catalog. */
let copy: Copy;
beforeAll(() => {
  copy = new Copy(['libs/core', 'libs/jobs', 'libs/db', 'libs/storage', 'apps/worker', 'apps/api']);
});
afterAll(() => copy.remove());

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

const RUN = `
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

test('adding an artifact takes one file, one line and one entry in the catalog', () => {
  copy.addLine(
    CATALOG,
    'export const artifacts = {',
    "  'columns.csv': { kind: 'columns', format: 'csv', tools: toolNames, description: 'The columns of the file.' },",
  );
  // Without its producer it does not compile.
  expect(copy.build('apps/worker')).toMatch(
    /^apps.worker.src.analyses.producers.index\.ts.* Property '"columns\.csv"' is missing/m,
  );

  copy.write(`${PRODUCERS}/columns-csv.ts`, PRODUCER);
  const index = `${PRODUCERS}/index.ts`;
  const neighbor = "import type { Material, Producer } from '../types.ts';";
  copy.addLine(index, neighbor, "import { columnsCsv } from './columns-csv.ts';");
  copy.addLine(index, 'const producers: Readonly<Record<ArtifactName, Producer>> = {', "  'columns.csv': columnsCsv,");
  expect(copy.build('apps/worker', 'apps/api')).toBe('');
  expect(JSON.parse(copy.run(RUN))).toEqual({
    text: 'column\r\na\r\nb\r\n',
    fileName: 'file-columns.csv',
    listed: { 'profile-my-data': true, 'clean-my-data': true },
  });
});
