import { startAnswerProxy, type Verdict } from '@sluice/storage/testing';

/** A kind of request that is held back. */
export interface Shut {
  /** Resolves when the first such request arrives. */
  readonly reached: Promise<void>;
  /** Lets held requests through, and all later ones. */
  open(): void;
}

/** An S3 endpoint for processes under test that can hold back requests, so that a process stops at a chosen point. */
export interface Gate {
  readonly endpoint: string;
  /** Holds back requests whose operation (see AnswerProxy) matches. One kind at a time. */
  shut(operations: RegExp): Shut;
  close(): Promise<void>;
}

/** Operations that read a document, and those that store an object in one request or in parts. */
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
      proxy.judge = async (operation, path): Promise<Verdict> => {
        // Sweeps look at the marker of the bucket at any time.
        if (operations.test(operation) && !path.endsWith('/installation.json')) {
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
