import { startAnswerProxy, type Verdict } from '@sluice/storage/testing';

/** One kind of request that is held back until it is let through. */
export interface Shut {
  /** Resolves when the first such request has arrived. */
  readonly reached: Promise<void>;
  /** Lets through what was held back, and everything from now on. */
  open(): void;
}

/** Where processes find S3. Requests can be held back, so that a process stands still at a place that the test chose. */
export interface Gate {
  readonly endpoint: string;
  /** Holds back the requests whose operation (see AnswerProxy) matches. One kind at a time. */
  shut(operations: RegExp): Shut;
  close(): Promise<void>;
}

/** Reading a document, and storing an object in one request or in parts. */
export const READS = /^GET$/;
export const WRITES = /^(PUT|POST)/;

/** Opens a gate in front of the S3 server at `endpoint`. */
export async function openGate(endpoint: string): Promise<Gate> {
  const proxy = await startAnswerProxy(endpoint);
  let open = (): void => {};
  return {
    endpoint: proxy.endpoint,
    shut(operations) {
      open();
      let arrive = (): void => {};
      const reached = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      const opened = new Promise<void>((resolve) => {
        open = () => {
          proxy.judge = () => 'pass';
          resolve();
        };
      });
      proxy.judge = async (operation): Promise<Verdict> => {
        if (operations.test(operation)) {
          arrive();
          await opened;
        }
        return 'pass';
      };
      return { reached, open };
    },
    async close() {
      open();
      await proxy.close();
    },
  };
}
