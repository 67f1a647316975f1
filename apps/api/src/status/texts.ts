import type { DependencyName } from './dependencies.ts';
import type { Dependency } from './dependency-watch.ts';

/** What people read while a dependency is down. */
export interface OutageText {
  readonly title: string;
  /** What does not work. */
  readonly affected: string;
  /** What still works, and what happens when it is back. */
  readonly unaffected: string;
}

/** Names of storage servers are chosen for people; endpoints and buckets are not shown. */
const texts: Readonly<Record<DependencyName, (server: string) => OutageText>> = {
  database: () => ({
    title: 'The database is unavailable.',
    affected: 'Pages cannot load, and new uploads, imports and analyses are not accepted.',
    unaffected: 'Nothing is lost: running imports and analyses wait, and continue when the database is back.',
  }),
  queue: () => ({
    title: 'The job queue is unavailable.',
    affected:
      'Imports and analyses are accepted but not started, and previews fail. Whether workers are running is unknown.',
    unaffected:
      'Lists, reports, uploads and downloads work. Waiting imports and analyses start when the queue is back.',
  }),
  storage: () => ({
    title: 'The object storage is unavailable.',
    affected: 'Uploads, downloads and previews fail; imports and analyses wait for their documents.',
    unaffected: 'Lists, reports and row errors work. Waiting imports and analyses continue when the storage is back.',
  }),
  storage_server: (server) => ({
    title: `Storage server ${server} is unreachable.`,
    affected: 'Large documents with chunks on this server cannot be read, and their imports and analyses wait.',
    unaffected: 'Other documents are not affected; new ones are stored on the other servers.',
  }),
  workers: () => ({
    title: 'No worker is running.',
    affected: 'Imports, analyses and deliveries wait, previews fail, and uploads are not verified.',
    unaffected:
      'Lists, reports and downloads work. New imports and analyses are accepted, and start when a worker is running.',
  }),
};

/** The text about a dependency that is down. */
export const outageText = ({ name, server = '' }: Pick<Dependency, 'name' | 'server'>): OutageText =>
  texts[name](server);
