import { downloadId } from '@sluice/core';
import type { ArtifactName } from '@sluice/jobs';
import type { ReportDownload } from '@sluice/jobs/report';
import { artifactKey } from '@sluice/storage';
import { csvLines } from '../artifacts/csv.ts';
import { jsonWithLists } from '../artifacts/json.ts';
import type { Artifact, SheetRows } from '../artifacts/types.ts';
import { writeWorkbook } from '../artifacts/workbook.ts';
import { firstChanges } from './first-rows.ts';
import type { Material } from './material.ts';
import { buildReport } from './report.ts';
import { sheetsOf } from './sheets.ts';
import { tablesOf } from './tables.ts';

type Format = Artifact['format'];

export const contentTypes: Readonly<Record<Format, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
};

interface Spec {
  readonly kind: string;
  readonly format: Format;
  /** Undefined where the tool has found nothing of the kind. */
  produce(material: Material): AsyncIterable<Uint8Array> | undefined;
}

const specs: Readonly<Record<ArtifactName, Spec>> = {
  'report.xlsx': {
    kind: 'report',
    format: 'xlsx',
    produce: (material) => writeWorkbook({ created: material.analysis.createdAt, sheets: sheetsOf(material) }),
  },
  'report.json': { kind: 'report', format: 'json', produce: wholeReport },
  'cleaned.csv': { kind: 'cleaned', format: 'csv', produce: (material) => csvOf(material, 'cleaned') },
  'quarantined.csv': { kind: 'quarantined', format: 'csv', produce: (material) => csvOf(material, 'quarantined') },
};

/** Under which kind and format an artifact is recorded. */
export const specOf = (name: ArtifactName): Pick<Artifact, 'kind' | 'format'> => specs[name];

/** Which artifact the download is. */
export const artifactNameOf = ({ kind, format }: { kind: string; format: string }): ArtifactName | undefined =>
  (Object.keys(specs) as ArtifactName[]).find((name) => specs[name].kind === kind && specs[name].format === format);

/** The artifacts of these names, as far as the tool has what they are made of. */
export const artifactsOf = (material: Material, names: readonly ArtifactName[]): Artifact[] =>
  names
    .filter((name) => canMake(material, name))
    .map((name) => ({
      ...describe(material, name),
      produce: () => specs[name].produce(material) ?? nothing(),
    }));

/** How the report names an artifact before anything has become of it. */
export const fileEntry = ({ downloadId: id, fileName, format }: Omit<Artifact, 'produce'>): ReportDownload => ({
  download_id: id,
  file_name: fileName,
  format,
});

function canMake({ findings }: Material, name: ArtifactName): boolean {
  if (name === 'cleaned.csv') return findings.cleaned !== undefined;
  return name !== 'quarantined.csv' || findings.quarantined !== undefined;
}

function describe(
  { analysis, fileName: original, storageEnv: env }: Material,
  name: ArtifactName,
): Omit<Artifact, 'produce'> {
  const { kind, format } = specs[name];
  const { analysisId: ownerId, tool, createdAt } = analysis;
  const base = original.replace(/\.[^.]{1,10}$/, '').slice(0, 200);
  const fileName = `${base}-${name}`;
  return {
    name,
    kind,
    format,
    fileName,
    downloadId: downloadId(ownerId, kind, format),
    key: artifactKey({ env, tool, ownerId, createdAt, fileName }),
    contentType: contentTypes[format],
  };
}

/** Everything that was found, every row issue with it, and nothing that another run would find otherwise. */
async function* wholeReport(material: Material): AsyncIterable<Uint8Array> {
  const { analysis, findings, options } = material;
  // Those of the whole analysis, also when only this one is made again.
  const files = artifactsOf(material, [...new Set([...options.artifacts, 'report.json' as const])]);
  const report = buildReport({
    findings,
    rowIssues: [],
    changes: await firstChanges(material),
    downloads: files.map(fileEntry),
  });
  yield* jsonWithLists({
    analysis_id: analysis.analysisId,
    tool: analysis.tool,
    created_at: analysis.createdAt.toISOString(),
    report: { ...report, rowLevelIssues: tablesOf(material).rowIssues.objects() },
  });
}

/** The expression that makes a line of more columns than that takes the engine longer to plan than the rows are worth. */
const WIDE = 100;

function csvOf(material: Material, name: 'cleaned' | 'quarantined'): AsyncIterable<Uint8Array> | undefined {
  const table = tablesOf(material)[name];
  if (!table) return undefined;
  const header = table.columns.map((column) => column.header);
  const { delimiter } = material.source.dialect;
  const options = { delimiter, harmless: true };
  if (header.length > WIDE) return csvLines(header, table.rows() as Exclude<SheetRows, readonly unknown[]>, options);
  return csvBytes(csvLines(header, noRows(), options), table.lines(delimiter));
}

async function* csvBytes(header: AsyncIterable<Uint8Array>, lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  yield* header;
  for await (const piece of lines) yield Buffer.from(piece);
}

async function* noRows(): AsyncGenerator<never> {}

async function* nothing(): AsyncGenerator<Uint8Array> {}
