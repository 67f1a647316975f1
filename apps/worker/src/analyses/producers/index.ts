import { downloadId } from '@sluice/core';
import { type ArtifactName, artifactNames, artifacts } from '@sluice/jobs';
import type { ReportDownload } from '@sluice/jobs/report';
import { artifactKey } from '@sluice/storage';
import type { Artifact } from '../../artifacts/types.ts';
import type { Material, Producer } from '../types.ts';
import { reportJson } from './report-json.ts';
import { reportXlsx } from './report-xlsx.ts';
import { cleanedCsv, quarantinedCsv } from './table-csv.ts';

const producers: Readonly<Record<ArtifactName, Producer>> = {
  'report.xlsx': reportXlsx,
  'report.json': reportJson,
  'cleaned.csv': cleanedCsv,
  'quarantined.csv': quarantinedCsv,
};

export const contentTypes: Readonly<Record<Artifact['format'], string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
};

/** The artifact that belongs to a download. */
export const artifactNameOf = ({ kind, format }: { kind: string; format: string }): ArtifactName | undefined =>
  artifactNames.find((name) => artifacts[name].kind === kind && artifacts[name].format === format);

/** The artifacts with these names for which the tool has the data. */
export function artifactsOf(material: Material, names: readonly ArtifactName[]): Artifact[] {
  const described = (some: readonly ArtifactName[]) =>
    some.filter((name) => producers[name].canMake?.(material.findings) ?? true).map((name) => describe(material, name));
  // The files of the whole analysis, even if only some are produced again.
  const files = described([...new Set([...material.options.artifacts, 'report.json' as const])]).map(fileEntry);
  return described(names).map((one) => ({ ...one, produce: () => producers[one.name].produce(material, files) }));
}

/** An artifact's entry in the report before it is delivered. */
export const fileEntry = ({ downloadId: id, fileName, format }: Omit<Artifact, 'produce'>): ReportDownload => ({
  download_id: id,
  file_name: fileName,
  format,
});

function describe(
  { analysis, fileName: original, storageEnv: env }: Material,
  name: ArtifactName,
): Omit<Artifact, 'produce'> {
  const { kind, format } = artifacts[name];
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
