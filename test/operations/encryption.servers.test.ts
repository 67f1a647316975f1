import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import https, { Agent } from 'node:https';
import path from 'node:path';
import {
  CreateBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { connectDirectly } from '@sluice/db';
import { producerConnection } from '@sluice/jobs';
import mysql, { type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTlsServers, type TlsServers } from '../../scripts/services/index.mjs';
import { cliUser, jsonLines } from '../cli/run.ts';
import {
  type Api,
  createStack,
  type Env,
  required,
  type Stack,
  signToken,
  startApi,
  startWorker,
  type Worker,
} from '../harness/index.ts';
import { type Certificate, makeCertificates } from './certificates.ts';

const certificates = await makeCertificates();
const CA = certificates.ca;
const DB_MODULE = new URL('../../libs/db/dist/index.js', import.meta.url).href;
/** Depends on whether the server sends its authority along. */
const UNTRUSTED = /self-signed certificate|unable to verify the first certificate/;
/** The gateway's own key store, made for tests of Ceph. */
const KMS_KEY = 'test-key';

const id = randomBytes(5).toString('hex');
const BUCKET = `sluice-encrypted-${id}`;
const DATABASE_USER = `tls_${id}`;
const STORAGE_USER = { name: `sluice-${id}`, accessKeyId: `K${id}`, secretAccessKey: randomBytes(16).toString('hex') };

/** Servers that demand TLS exist only where the test starts them: from Debian's packages. */
const servers = await startTlsServers({
  ...certificates.server,
  gateway: {
    rgw_crypt_s3_kms_backend: 'testing',
    rgw_crypt_s3_kms_encryption_keys: `${KMS_KEY}=${randomBytes(32).toString('base64')}`,
  },
});

if (!servers) certificates.remove();

/** MySQL's variables before the test; its certificate can be replaced while it runs. */
let before: RowDataPacket = {} as RowDataPacket;
async function asAdministrator(...statements: string[]): Promise<RowDataPacket[]> {
  const connection = await mysql.createConnection(required('DATABASE_URL'));
  try {
    let rows: unknown = [];
    for (const statement of statements) [rows] = await connection.query(statement);
    return rows as RowDataPacket[];
  } finally {
    await connection.end();
  }
}
const setCertificate = (ca: string, { certificate, key }: Certificate) =>
  asAdministrator(
    `SET GLOBAL ssl_ca = '${ca}', GLOBAL ssl_cert = '${certificate}', GLOBAL ssl_key = '${key}'`,
    'ALTER INSTANCE RELOAD TLS',
  );

/** A GET that trusts the authority of the tests. */
const get = (url: string) =>
  new Promise<{ status: number | undefined; bytes: number }>((resolve, reject) => {
    https
      .get(url, { ca: readFileSync(CA) }, (response) => {
        let bytes = 0;
        response.on('data', (piece: Buffer) => {
          bytes += piece.length;
        });
        response.once('end', () => resolve({ status: response.statusCode, bytes }));
      })
      .once('error', reject);
  });

describe.skipIf(servers === undefined)('with TLS (skipped where the servers do not come from Debian packages)', () => {
  const { redisUrl, s3Endpoint, admin, stop } = servers as TlsServers;
  let stack: Stack;
  let s3: S3Client;
  const running: (Api | Worker)[] = [];

  const databaseUrl = (mode?: string, host = 'localhost'): string => {
    const url = new URL(stack.databaseUrl);
    Object.assign(url, { username: DATABASE_USER, password: 'x', hostname: host });
    return `${url.href}${mode ? `?ssl-mode=${mode}` : ''}`;
  };
  /** The environment of both processes, which reach every server by TLS only. */
  const environment = (): Env => ({
    DATABASE_URL: databaseUrl('VERIFY_IDENTITY'),
    REDIS_URL: redisUrl,
    S3_ENDPOINT: s3Endpoint,
    S3_BUCKET: BUCKET,
    S3_CREATE_BUCKET: 'false',
    NODE_EXTRA_CA_CERTS: CA,
  });
  async function start(env: Env) {
    const { DATABASE_URL = '', REDIS_URL = '', ...rest } = env;
    const options = { databaseUrl: DATABASE_URL, redisUrl: REDIS_URL, redisPrefix: stack.redisPrefix };
    const storageEnv = { ...stack.storageEnv, ...rest };
    const both = await Promise.all([
      startApi({ ...options, storageEnv, env: rest }),
      startWorker({ ...stack.env, ...storageEnv, ...env }),
    ]);
    running.push(...both);
    return { api: both[0], worker: both[1] };
  }
  const stopAll = async () => {
    await Promise.all(running.splice(0).map((process) => process.stop()));
  };

  beforeAll(async () => {
    stack = await createStack();
    [before] = (await asAdministrator('SELECT @@ssl_ca AS ca, @@ssl_cert AS cert, @@ssl_key AS `key`')) as [
      RowDataPacket,
    ];
    await setCertificate(CA, certificates.server);
    const database = new URL(stack.databaseUrl).pathname.slice(1);
    await asAdministrator(
      `CREATE USER '${DATABASE_USER}'@'%' IDENTIFIED BY 'x' REQUIRE SSL`,
      `GRANT ALL ON ${database}.* TO '${DATABASE_USER}'@'%'`,
    );
    const { S3_ACCESS_KEY_ID: accessKeyId = '', S3_SECRET_ACCESS_KEY: secretAccessKey = '' } = process.env;
    s3 = new S3Client({
      endpoint: s3Endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey },
      requestHandler: { httpsAgent: new Agent({ ca: readFileSync(CA) }) },
    });
    await admin([
      ...['user', 'create', `--uid=${STORAGE_USER.name}`, `--display-name=${STORAGE_USER.name}`, '--max-buckets=-1'],
      ...[`--access-key=${STORAGE_USER.accessKeyId}`, `--secret-key=${STORAGE_USER.secretAccessKey}`],
    ]);
  });
  afterAll(async () => {
    await stopAll();
    s3?.destroy();
    await setCertificate(before.ca, { certificate: before.cert, key: before.key });
    await asAdministrator(`DROP USER IF EXISTS '${DATABASE_USER}'@'%'`);
    await admin(['bucket', 'rm', `--bucket=${BUCKET}`, '--purge-objects', '--yes-i-really-mean-it']);
    await admin(['user', 'rm', `--uid=${STORAGE_USER.name}`]);
    await stop();
    await stack?.close();
    certificates.remove();
  });

  it('refuses a server whose certificate it does not trust, or that has another name', async () => {
    await expect(connectDirectly(databaseUrl())).rejects.toMatchObject({ code: 'ER_ACCESS_DENIED_ERROR' });
    for (const mode of ['VERIFY_IDENTITY', 'VERIFY_CA']) {
      await expect(connectDirectly(databaseUrl(mode)), mode).rejects.toThrow(UNTRUSTED);
    }
    await expect(connectDirectly(databaseUrl('VERIFY'))).rejects.toThrow(/expected one of DISABLED, REQUIRED/);
    // REQUIRED encrypts, and trusts everybody.
    await (await connectDirectly(databaseUrl('REQUIRED'))).end();

    const redis = producerConnection(redisUrl);
    const failed = new Promise<Error>((resolve) => redis.once('error', resolve));
    expect((await failed).message).toMatch(UNTRUSTED);
    redis.disconnect();
    await expect(fetch(s3Endpoint)).rejects.toMatchObject({ cause: { message: UNTRUSTED } });

    await setCertificate(CA, certificates.other);
    try {
      const trusting = (mode: string): string =>
        execFileSync(
          process.execPath,
          [
            '--input-type=module',
            '-e',
            `import { connectDirectly } from '${DB_MODULE}';
             await connectDirectly('${databaseUrl(mode)}').then((it) => it.end()).then(() => console.log('connected'), (e) => console.log(e.message));`,
          ],
          { env: { ...process.env, NODE_EXTRA_CA_CERTS: CA }, encoding: 'utf8' },
        );
      expect(trusting('VERIFY_CA')).toContain('connected');
      expect(trusting('VERIFY_IDENTITY')).toMatch(/does not match certificate/);
    } finally {
      await setCertificate(CA, certificates.server);
    }
  });

  it('imports and analyzes over TLS with a user that one bucket admits, and a bucket that encrypts with a KMS key', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    await s3.send(
      new PutBucketEncryptionCommand({
        Bucket: BUCKET,
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KMS_KEY } }],
        },
      }),
    );
    const policy = readFileSync(new URL('../../deploy/bucket-policy.json', import.meta.url), 'utf8')
      .replaceAll('arn:aws:iam::123456789012:user/sluice', `arn:aws:iam:::user/${STORAGE_USER.name}`)
      .replaceAll('arn:aws:s3:::sluice', `arn:aws:s3:::${BUCKET}`);
    await s3.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: policy }));

    const limited = new S3Client({
      endpoint: s3Endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: STORAGE_USER,
      requestHandler: { httpsAgent: new Agent({ ca: readFileSync(CA) }) },
    });
    const { api } = await start({
      ...environment(),
      S3_ACCESS_KEY_ID: STORAGE_USER.accessKeyId,
      S3_SECRET_ACCESS_KEY: STORAGE_USER.secretAccessKey,
      CHUNK_THRESHOLD_BYTES: '20000',
      S3_PUBLIC_ENDPOINT: s3Endpoint,
    });
    const token = await signToken('encrypted', 'member');
    const user = cliUser({ SLUICE_URL: api.url, SLUICE_TOKEN: token, NODE_EXTRA_CA_CERTS: CA });
    try {
      const rows = Array.from({ length: 2_000 }, (_, row) => `E-${row},name ${row},asset`).join('\n');
      const file = path.join(user.home, 'assets.csv');
      writeFileSync(file, `identifier,name,type\n${rows}\n`);
      // Presigned URLs, in six chunks, which are then read back.
      const imported = await user.run(['import', file, '--json', '--force']);
      expect(imported, imported.stderr).toMatchObject({ code: 0 });
      expect(JSON.stringify(jsonLines(imported.stdout).at(-1))).toContain('2000');
      const client = await api.client('encrypted');
      const { analysis_id } = await client.analyses.post(readFileSync(file), 'a.csv', { tool: 'profile-my-data' });
      expect((await client.analyses.wait(analysis_id)).status).toBe('completed');
      const [download] = await client.analyses.downloads(analysis_id);
      const link = await fetch(`${api.url}/api/v1/downloads/${download?.download_id}/content`, {
        headers: { authorization: `Bearer ${token}` },
        redirect: 'manual',
      });
      expect(await get(link.headers.get('location') ?? '')).toMatchObject({ status: 200, bytes: download?.size_bytes });
      await stopAll();

      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET }));
      expect(Contents.length).toBeGreaterThan(7);
      for (const { Key } of Contents) {
        const head = await limited.send(new HeadObjectCommand({ Bucket: BUCKET, Key }));
        expect([head.ServerSideEncryption, head.SSEKMSKeyId], Key).toEqual(['aws:kms', KMS_KEY]);
      }
    } finally {
      rmSync(user.home, { recursive: true, force: true });
    }

    const refused = { name: 'AccessDenied' };
    await expect(limited.send(new CreateBucketCommand({ Bucket: `${BUCKET}-x` }))).rejects.toBeDefined();
    await expect(limited.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: policy }))).rejects.toMatchObject(
      refused,
    );
    await expect(limited.send(new ListObjectsV2Command({ Bucket: stack.storageEnv.S3_BUCKET }))).rejects.toMatchObject(
      refused,
    );
    limited.destroy();
  });
});
