import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { markerKey } from '@sluice/storage';
import mysql, { type RowDataPacket } from 'mysql2/promise';
import type { Stack, ToolName } from '../../harness/index.ts';

/** The S3 keys of an analysis. */
export async function keysOf({ storage }: Stack, tool: ToolName, id: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage.list(`${storage.env}/${tool}/${id}/`)) keys.push(key);
  return keys;
}

/** Everything that the suite has in the bucket except documents and the marker. */
export async function artifactKeys({ storage }: Stack): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage.list(`${storage.env}/`)) keys.push(key);
  return keys.filter((key) => !key.startsWith(`${storage.env}/documents/`) && key !== markerKey(storage.env));
}

interface Rows {
  readonly reports: readonly { readonly analysis_id: string; readonly status: string; readonly has_report: number }[];
  readonly downloads: readonly { readonly download_id: string; readonly s3_path: string; readonly status: string }[];
}

/** The rows of an analysis, read with plain SQL. */
export async function rowsOf({ databaseUrl }: Stack, id: string): Promise<Rows> {
  const connection = await mysql.createConnection(databaseUrl);
  const ask = async <T>(sql: string) => (await connection.query<(T & RowDataPacket)[]>(sql, [id]))[0];
  const reports = await ask<Rows['reports'][number]>(
    'SELECT analysis_id, status, report IS NOT NULL AS has_report FROM analysis_reports WHERE analysis_id = ?',
  );
  const downloads = await ask<Rows['downloads'][number]>(
    'SELECT download_id, s3_path, status FROM downloads WHERE analysis_id = ? ORDER BY s3_path',
  );
  await connection.end();
  return { reports, downloads };
}

/** All files in the workers' spool. */
export async function spooledFiles(spool: string): Promise<string[]> {
  const entries = await readdir(spool, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => path.join(entry.parentPath, entry.name));
}
