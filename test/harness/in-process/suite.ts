import { analysisWork } from '@sluice/db/analyses';
import { type Download, getDownloadById } from '@sluice/db/downloads';
import { isFinal } from '@sluice/db/lifecycle';
import type { ToolName } from '@sluice/jobs';
import { type AnswerProxy, collect, sha256Of, startAnswerProxy } from '@sluice/storage/testing';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { askAnalysis } from '../documents.ts';
import { createStack, type Stack } from '../stack.ts';
import { waitFor } from '../wait-for.ts';
import { plainTools } from './plain-tool.ts';
import { type InProcessWorker, inProcessWorker } from './worker.ts';

/** The proxy's response to every request that stores an object. */
const AWAY = { status: 503, body: '<Error><Code>ServiceUnavailable</Code></Error>' };

/** A stack, and workers inside the test process that reach S3 through a proxy. */
export class WorkerSuite {
  #stack: Stack | undefined;
  #proxy: AnswerProxy | undefined;
  readonly #workers: InProcessWorker[] = [];

  static use(): WorkerSuite {
    const suite = new WorkerSuite();
    beforeAll(async () => {
      suite.#stack = await createStack();
      suite.#proxy = await startAnswerProxy(suite.stack.storageEnv.S3_ENDPOINT ?? '');
    });
    afterEach(async () => {
      suite.storing(true);
      await Promise.all(suite.#workers.splice(0).map((worker) => worker.close()));
    });
    afterAll(async () => {
      await suite.#proxy?.close();
      await suite.#stack?.close();
    });
    return suite;
  }

  get stack(): Stack {
    if (!this.#stack) throw new Error('the suite has not started');
    return this.#stack;
  }

  get proxy(): AnswerProxy {
    if (!this.#proxy) throw new Error('the suite has not started');
    return this.#proxy;
  }

  /** Whether S3 accepts objects; reading works either way. */
  storing(works: boolean): void {
    if (this.#proxy) this.#proxy.judge = (operation) => (works || !/^(PUT|POST)/.test(operation) ? 'pass' : AWAY);
  }

  /** A worker that does not take jobs until `start`. */
  async worker({
    tools = plainTools(),
    env = {},
  }: {
    tools?: ReturnType<typeof plainTools>;
    env?: Record<string, string>;
  } = {}) {
    const worker = await inProcessWorker(this.stack, tools, { S3_ENDPOINT: this.proxy.endpoint, ...env });
    this.#workers.push(worker);
    return worker;
  }

  /** Creates an analysis and enqueues its job. */
  async submit(account: string, docId: string, tool: ToolName): Promise<string> {
    const id = await askAnalysis(this.stack, account, docId, tool);
    await this.stack.queues.enqueue('analyze-file', { analysis_id: id }, { jobId: id, accountId: account });
    return id;
  }

  ended(analysisId: string) {
    return waitFor('the end of the analysis', async () => {
      const row = await analysisWork.get(this.stack.db, analysisId);
      return row && isFinal(row.status) ? row : undefined;
    });
  }

  settled(downloadId: string, status: Download['status'] = 'uploaded') {
    return waitFor(`${downloadId} is ${status}`, async () => {
      const row = await getDownloadById(this.stack.db, downloadId);
      return row?.status === status ? row : undefined;
    });
  }

  /** SHA-256 (hex) of the stored object. */
  async storedHash(key: string): Promise<string> {
    const { body } = await this.stack.storage.getStream(key);
    return sha256Of(await collect(body));
  }
}
