// Made by `npm run client:generate` from the API. Do not edit.

export interface paths {
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process runs */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether it can serve: MySQL, Redis and S3 answer */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The API's metrics, as Prometheus reads them */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How one can sign in here; for everybody */
        get: operations["getSignInOptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is asking */
        get: operations["getSession"];
        put?: never;
        /** Sign in: a token becomes a cookie that no script can read */
        post: operations["createSession"];
        /** Sign out: the browser forgets the token, which stays good until its end */
        delete: operations["deleteSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/development": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in as anybody, without a token; only where DEV_SIGN_IN says so */
        post: operations["createDevelopmentSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/upload/request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask where to PUT a file, once per content
         * @description The content is the key: asking again for the same hash, at once or later, leads to the same document, so no Idempotency-Key is needed. Small files get one URL, large ones a session with one URL per chunk. An expired or failed upload gets fresh URLs; a complete one gets none.
         */
        post: operations["requestUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/upload/{docId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where an upload stands, with fresh URLs for what is still to be sent
         * @description Asking extends the session of a chunked upload by its whole time.
         */
        get: operations["getUpload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/upload/{docId}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that all bytes are there; they are read and checked
         * @description Size, hash, real type and that it can be read as a table. Files in one piece are waited for, chunked ones answer 202. Saying it again is harmless.
         */
        post: operations["completeUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The account's documents, newest first */
        get: operations["listDocuments"];
        put?: never;
        /** Store a file, streamed through the API */
        post: operations["createDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{docId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One document */
        get: operations["getDocument"];
        put?: never;
        post?: never;
        /** Delete a document with all that is stored of it; imports and analyses of it that have ended stay */
        delete: operations["deleteDocument"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{docId}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The file itself, or a range of it
         * @description Chunked files are joined, and every block is checked before it is sent. When one turns out to be damaged or its storage server away in mid-answer, the connection is cut: what has arrived is right, and a range request goes on after it.
         */
        get: operations["documentContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tools, their artifacts and their parameters */
        get: operations["listTools"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analyses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The account's analyses, newest first */
        get: operations["listAnalyses"];
        put?: never;
        /** Start an analysis of a file sent along or stored before */
        post: operations["createAnalysis"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analyses/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Analyse a small file and wait for the whole result, ten seconds at most */
        post: operations["analyzeNow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analyses/{analysisId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where an analysis stands */
        get: operations["getAnalysis"];
        put?: never;
        post?: never;
        /** Delete a final analysis with its report and its files; the document stays */
        delete: operations["deleteAnalysis"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analyses/{analysisId}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The final object of an analysis, with its whole report */
        get: operations["analysisReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analyses/{analysisId}/downloads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The files of an analysis, and where each stands now */
        get: operations["analysisDownloads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analyses/{analysisId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Server-sent events: `progress` while it runs, `done` with the analysis (not its report) at its end */
        get: operations["analysisEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analyses/{analysisId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop an analysis; nothing of it is kept */
        post: operations["cancelAnalysis"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/downloads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The account's files, of analyses and imports, newest first */
        get: operations["listDownloads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/downloads/{downloadId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a file stands */
        get: operations["getDownload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/downloads/{downloadId}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file itself */
        get: operations["downloadContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/downloads/{downloadId}/reprocess": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deliver a file of an analysis again whose upload failed or which has expired; operators any account's */
        post: operations["reprocessDownload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reprocess-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The account's re-processing runs, newest first */
        get: operations["listReprocessRuns"];
        put?: never;
        /** Deliver again every file whose upload failed and that matches a filter */
        post: operations["createReprocessRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reprocess-runs/{runId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a re-processing run stands */
        get: operations["getReprocessRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reprocess-runs/{runId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a re-processing run; what it has delivered stays */
        post: operations["cancelReprocessRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Imports, analyses and re-processing runs in one list, newest first; for operators of every account */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Throughput and latency of jobs over time */
        get: operations["getJobStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The queues: how much waits in each, for how long, and who works at it */
        get: operations["listQueues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/traces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The account's requests that changed something and the jobs that they began, newest first */
        get: operations["listTraces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/traces/{traceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of a request: its jobs and its errors */
        get: operations["getTrace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/error-logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Errors of the account's requests and jobs, newest first, with where they came from */
        get: operations["listErrorLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage-servers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where chunks of large documents lie: state, space, share of the ring and draining of each server */
        get: operations["listStorageServers"];
        put?: never;
        /**
         * Register an S3 endpoint and bucket that takes chunks from now on
         * @description The server is asked whether it is there, with the named credentials, before it is registered.
         */
        post: operations["addStorageServer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage-servers/{serverId}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a storage server take chunks; ends its draining where that stands */
        post: operations["activateStorageServer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage-servers/{serverId}/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Place no new chunks on a storage server; those that it has stay and are read */
        post: operations["deactivateStorageServer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage-servers/{serverId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A storage server, and how far its draining is */
        get: operations["getStorageServer"];
        put?: never;
        post?: never;
        /** Forget a storage server that is empty and not `active`; its bucket stays */
        delete: operations["removeStorageServer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage-servers/{serverId}/drain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move the chunks of a storage server to the others; afterwards it is `inactive`
         * @description Documents stay readable meanwhile. Asking again hastens a draining that waits for its next attempt.
         */
        post: operations["drainStorageServer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{importer}/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The account's imports, newest first */
        get: operations["listImports"];
        put?: never;
        /** Start an import of a file sent along or stored before */
        post: operations["createImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{importer}/bulk/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What an import would make of the first rows; writes no row */
        post: operations["previewImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{importer}/bulk/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file to fill in */
        get: operations["importTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{importer}/bulk/{jobId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where an import stands */
        get: operations["getImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{importer}/bulk/{jobId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Server-sent events: `progress` while it runs, `done` with the whole import at its end */
        get: operations["importEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{importer}/bulk/{jobId}/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every error of every row, in the order of the file */
        get: operations["importErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{importer}/bulk/{jobId}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The result file: the rows as they came, each with what became of it */
        get: operations["importResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{importer}/bulk/{jobId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop an import; what it has written stays and is counted */
        post: operations["cancelImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{importer}/bulk/{jobId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run a failed import again; it goes on after its last committed batch */
        post: operations["retryImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{importer}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rows themselves, in the order of their key */
        get: operations["listRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ProfileMyDataParameters: {
            /**
             * @description Found by itself unless given.
             * @enum {string}
             */
            delimiter?: "," | ";" | "\t" | "|";
            /**
             * @description Found by itself unless given.
             * @enum {string}
             */
            encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
            /** @description XLSX only: the sheet to read; the first unless given. */
            sheet?: string;
            /**
             * @description Decides dates such as 03/04/2024 where the file itself does not.
             * @enum {string}
             */
            date_order?: "DMY" | "MDY";
            /**
             * @description Whether the first row holds the names of the columns.
             * @default true
             */
            header?: boolean;
            /**
             * Format: uuid
             * @description A second document: how far its columns have drifted from this one.
             */
            compare_doc_id?: string;
        };
        CleanMyDataParameters: {
            /**
             * @description Found by itself unless given.
             * @enum {string}
             */
            delimiter?: "," | ";" | "\t" | "|";
            /**
             * @description Found by itself unless given.
             * @enum {string}
             */
            encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
            /** @description XLSX only: the sheet to read; the first unless given. */
            sheet?: string;
            /**
             * @description Decides dates such as 03/04/2024 where the file itself does not.
             * @enum {string}
             */
            date_order?: "DMY" | "MDY";
            /**
             * @description Whether the first row holds the names of the columns.
             * @default true
             */
            header?: boolean;
            /**
             * @description Counts beforehand what the steps below would change.
             * @default {}
             */
            preview?: {
                /**
                 * @description False leaves the step out.
                 * @default true
                 */
                enabled?: boolean;
            };
            /**
             * @description Sets rows aside that break a rule, with the reason.
             * @default {}
             */
            quarantine?: {
                /**
                 * @description False leaves the step out.
                 * @default true
                 */
                enabled?: boolean;
                /**
                 * @description Rows without a value in one of these columns are set aside.
                 * @default []
                 */
                required?: string[];
                /**
                 * @description Rows with a value outside its range are set aside.
                 * @default []
                 */
                ranges?: {
                    /** @description A column, by its name in the file. */
                    column: string;
                    /** @description The smallest number or date (YYYY-MM-DD) allowed. */
                    min?: number | string;
                    /** @description The largest number or date (YYYY-MM-DD) allowed. */
                    max?: number | string;
                }[];
                /**
                 * @description Rows with a value of another form are set aside.
                 * @default []
                 */
                formats?: {
                    /** @description A column, by its name in the file. */
                    column: string;
                    /** @enum {string} */
                    format: "integer" | "number" | "boolean" | "date" | "email" | "url" | "phone" | "uuid" | "pattern";
                    /** @description format=pattern: an RE2 expression for the whole cell. */
                    pattern?: string;
                }[];
                /**
                 * @description Cells with control characters, broken encoding, spreadsheet errors or script.
                 * @default report
                 * @enum {string}
                 */
                suspicious?: "report" | "quarantine" | "ignore";
            };
            /**
             * @description Writes values plainly where a column is said to have a type.
             * @default {}
             */
            types?: {
                /**
                 * @description False leaves the step out.
                 * @default true
                 */
                enabled?: boolean;
                /**
                 * @description Column -> type: cells that mean such a value but are written otherwise are written plainly. A cell that already reads as its type keeps its spelling.
                 * @default {}
                 */
                columns?: {
                    [key: string]: "integer" | "number" | "boolean" | "date";
                };
                /**
                 * @description The decimal sign in the file; found by itself unless given.
                 * @enum {string}
                 */
                decimal?: "." | ",";
                /**
                 * @description What becomes of a cell that cannot be read.
                 * @default keep
                 * @enum {string}
                 */
                on_failure?: "keep" | "null";
            };
            /**
             * @description White space, Unicode form, case, synonyms, dates.
             * @default {}
             */
            standardise?: {
                /**
                 * @description False leaves the step out.
                 * @default true
                 */
                enabled?: boolean;
                /**
                 * @description Take white space off both ends of every cell.
                 * @default true
                 */
                trim?: boolean;
                /**
                 * @description Columns where a run of white space becomes one space.
                 * @default []
                 */
                collapse_spaces?: string[];
                /**
                 * @description Column -> Unicode form.
                 * @default {}
                 */
                unicode?: {
                    [key: string]: "NFC" | "NFKC";
                };
                /**
                 * @description Column -> case.
                 * @default {}
                 */
                case?: {
                    [key: string]: "lower" | "upper" | "title";
                };
                /**
                 * @description Column -> {"value in the file": "value to write"}, compared exactly.
                 * @default {}
                 */
                synonyms?: {
                    [key: string]: {
                        [key: string]: string;
                    };
                };
                /**
                 * @description Columns whose dates are written as YYYY-MM-DD[THH:MM:SS].
                 * @default []
                 */
                dates?: string[];
            };
            /**
             * @description Drops rows that are there twice.
             * @default {}
             */
            duplicates?: {
                /**
                 * @description False leaves the step out.
                 * @default true
                 */
                enabled?: boolean;
                /**
                 * @description Drop rows that equal an earlier row in every cell.
                 * @default true
                 */
                rows?: boolean;
                /**
                 * @description Rows and keys that differ in case alone are duplicates too.
                 * @default false
                 */
                ignore_case?: boolean;
                /**
                 * @description Rows alike in all these columns are duplicates; rows with a blank key are not.
                 * @default []
                 */
                keys?: string[];
                /**
                 * @description With keys: the row that stays. merge: the first one, its blank cells filled from the others in order.
                 * @default first
                 * @enum {string}
                 */
                keep?: "first" | "last" | "merge";
            };
            /**
             * @description Empties words for "no value" and fills or drops what is blank.
             * @default {}
             */
            nulls?: {
                /**
                 * @description False leaves the step out.
                 * @default true
                 */
                enabled?: boolean;
                /**
                 * @description Words for "no value", in any case; such cells are emptied.
                 * @default [
                 *       "NA",
                 *       "N/A",
                 *       "#N/A",
                 *       "null",
                 *       "none",
                 *       "nil",
                 *       "NaN",
                 *       "-",
                 *       "--",
                 *       "?"
                 *     ]
                 */
                tokens?: string[];
                /**
                 * @description Where: columns otherwise of numbers, dates or true/false; all; or those named.
                 * @default typed
                 */
                token_columns?: ("typed" | "all") | string[];
                /**
                 * @description What becomes of blank cells. mean and median need a column of numbers and leave others alone.
                 * @default {
                 *       "strategy": "none"
                 *     }
                 */
                strategy?: {
                    /**
                     * @description none: leave it blank. drop: the row. Else what to write instead.
                     * @enum {string}
                     */
                    strategy: "none" | "drop" | "mean" | "median" | "mode" | "forward" | "backward" | "constant";
                    /** @description strategy=constant: the text to write. */
                    constant?: string;
                };
                /**
                 * @description Column -> strategy, instead of the general one.
                 * @default {}
                 */
                columns?: {
                    [key: string]: {
                        /**
                         * @description none: leave it blank. drop: the row. Else what to write instead.
                         * @enum {string}
                         */
                        strategy: "none" | "drop" | "mean" | "median" | "mode" | "forward" | "backward" | "constant";
                        /** @description strategy=constant: the text to write. */
                        constant?: string;
                    };
                };
            };
            /**
             * @description Finds numbers far from the others of their column.
             * @default {}
             */
            outliers?: {
                /**
                 * @description False leaves the step out.
                 * @default true
                 */
                enabled?: boolean;
                /**
                 * @description How far is too far.
                 * @default iqr
                 * @enum {string}
                 */
                method?: "iqr" | "zscore" | "percentile";
                /**
                 * @description Quartile ranges beyond the quartiles.
                 * @default 1.5
                 */
                iqr_factor?: number;
                /**
                 * @description Standard deviations from the mean.
                 * @default 3
                 */
                zscore?: number;
                /**
                 * @description The share at either end that is too far.
                 * @default 0.01
                 */
                percentile?: number;
                /**
                 * @description none: report. drop: the row. cap: at the limit. impute: the median of the column.
                 * @default none
                 * @enum {string}
                 */
                action?: "none" | "drop" | "cap" | "impute";
                /** @description Columns of numbers; all but those named like identifiers when not given. */
                columns?: string[];
            };
            /**
             * @description Compares the result with the file.
             * @default {}
             */
            checks?: {
                /**
                 * @description False leaves the step out.
                 * @default true
                 */
                enabled?: boolean;
                /**
                 * @description Alert when a smaller share of the rows is left.
                 * @default 0.8
                 */
                min_retention?: number;
                /**
                 * @description Alert when a column is blank in a larger share.
                 * @default 0.5
                 */
                max_null_share?: number;
            };
        };
        SessionRequest: {
            /** @description A JWT as `Authorization: Bearer` takes it. */
            token: string;
        };
        DevelopmentSessionRequest: {
            account_id: string;
            /** @enum {string} */
            role: "viewer" | "member" | "operator";
        };
        UploadRequest: {
            /** @description Its file name; path and control characters are dropped. */
            doc_name: string;
            /** @description SHA-256 of the whole content, in hex. */
            doc_hash_256: string;
            /** @description Bytes. */
            file_size: number;
            /** @description One of text/csv, text/tab-separated-values, text/plain, application/csv, application/vnd.ms-excel, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, application/octet-stream; application/octet-stream when left out. */
            content_type?: string;
            /** @description SHA-256 of every chunk, for S3 to check on arrival; only for files that are sent in chunks. */
            chunk_hashes?: string[];
        };
        DocumentForm: {
            /**
             * Format: binary
             * @description The file, whatever it is.
             */
            file: string;
        };
        AnalysisByDocument: {
            /** @enum {string} */
            tool: "profile-my-data" | "clean-my-data";
            /** @description Whether artifacts go to S3 (default) or into the report as base64 (default of /analyses/sync). */
            upload_to_s3?: boolean;
            /** Format: uuid */
            doc_id: string;
            /** @description As the tool takes them; see GET /tools. */
            parameters?: components["schemas"]["ProfileMyDataParameters"] | components["schemas"]["CleanMyDataParameters"];
            /** @description All that the tool makes, unless given. */
            artifacts?: ("report.xlsx" | "report.json" | "cleaned.csv" | "quarantined.csv")[];
        };
        AnalysisByFile: {
            /** @enum {string} */
            tool: "profile-my-data" | "clean-my-data";
            /** @enum {string} */
            upload_to_s3?: "true" | "false";
            /**
             * Format: binary
             * @description The CSV or XLSX file; fields may come in any order.
             */
            file: string;
            /** @description JSON: as the tool takes them; see GET /tools. */
            parameters?: string;
            /** @description Names with commas between them, or a JSON list. */
            artifacts?: string;
        };
        ReprocessRunRequest: {
            filter: components["schemas"]["ReprocessFilter"];
            /**
             * @description Only count what matches.
             * @default false
             */
            dry_run?: boolean;
        };
        /** @description Which failed uploads; without any condition, all of them. */
        ReprocessFilter: {
            /** @description For operators: another account, or `*` for every one. Default: the own. */
            account_id?: string;
            /** @enum {string} */
            tool?: "profile-my-data" | "clean-my-data";
            /** Format: uuid */
            analysis_id?: string;
            /**
             * Format: date-time
             * @description Made at or after.
             */
            from?: string;
            /**
             * Format: date-time
             * @description Made before.
             */
            to?: string;
        };
        NewStorageServer: {
            /** @example north-1 */
            name: string;
            /**
             * Format: uri
             * @description Null: the installation's own storage (S3_ENDPOINT).
             * @example https://s3.eu-north.example:8333
             */
            endpoint: string | null;
            /**
             * Format: uri
             * @description As clients reach it, for presigned URLs; null: the same.
             * @example https://s3.eu-north.example:8333
             */
            public_endpoint?: string | null;
            /** @description Default: S3_REGION. */
            region?: string;
            /** @description Is created when it is missing and S3_CREATE_BUCKET is set. */
            bucket: string;
            /**
             * @description Name of an entry of STORAGE_CREDENTIALS; `default`: the keys of the installation's own storage.
             * @default default
             */
            credentials_ref?: string;
            /**
             * @description How many bytes of chunks it takes; null: no limit.
             * @default null
             */
            capacity_bytes?: number | null;
        };
        ImportByDocument: {
            /**
             * @description skip: write the good rows and report the others. abort: write all rows or none.
             * @default skip
             * @enum {string}
             */
            on_invalid?: "skip" | "abort";
            /**
             * @description What happens to a row whose key is already in the table.
             * @default reject
             * @enum {string}
             */
            on_duplicate?: "reject" | "update" | "skip";
            /**
             * @description With on_duplicate=update: whether a blank cell keeps the old value or clears it.
             * @default keep
             * @enum {string}
             */
            on_blank?: "keep" | "null";
            /**
             * @description Run every check and count, write no row.
             * @default false
             */
            dry_run?: boolean;
            /** @description Header of the file -> column of the importer, or null to ignore the column. */
            mapping?: {
                [key: string]: string | null;
            };
            /**
             * @description Found by itself unless given.
             * @enum {string}
             */
            delimiter?: "," | ";" | "\t" | "|";
            /**
             * @description Found by itself unless given.
             * @enum {string}
             */
            encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
            /**
             * @description Decides dates such as 03/04/2024 where the file itself does not.
             * @enum {string}
             */
            date_order?: "DMY" | "MDY";
            /** @description XLSX only: the sheet to read; the first unless given. */
            sheet?: string;
            /** Format: uuid */
            doc_id: string;
        };
        ImportByFile: {
            /**
             * @description skip: write the good rows and report the others. abort: write all rows or none.
             * @default skip
             * @enum {string}
             */
            on_invalid?: "skip" | "abort";
            /**
             * @description What happens to a row whose key is already in the table.
             * @default reject
             * @enum {string}
             */
            on_duplicate?: "reject" | "update" | "skip";
            /**
             * @description With on_duplicate=update: whether a blank cell keeps the old value or clears it.
             * @default keep
             * @enum {string}
             */
            on_blank?: "keep" | "null";
            /** @enum {string} */
            dry_run?: "true" | "false";
            /** @description JSON: header of the file -> column of the importer, or null. */
            mapping?: string;
            /**
             * @description Found by itself unless given.
             * @enum {string}
             */
            delimiter?: "," | ";" | "\t" | "|";
            /**
             * @description Found by itself unless given.
             * @enum {string}
             */
            encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
            /**
             * @description Decides dates such as 03/04/2024 where the file itself does not.
             * @enum {string}
             */
            date_order?: "DMY" | "MDY";
            /** @description XLSX only: the sheet to read; the first unless given. */
            sheet?: string;
            /**
             * Format: binary
             * @description The CSV or XLSX file; fields may come in any order.
             */
            file: string;
        };
        Readiness: {
            /** @enum {string} */
            status: "ready" | "unavailable" | "stopping";
            checks: {
                mysql: components["schemas"]["HealthCheck"];
                redis: components["schemas"]["HealthCheck"];
                s3: components["schemas"]["HealthCheck"];
            };
        };
        HealthCheck: {
            /** @enum {string} */
            state: "up" | "down";
            latency_ms: number;
            reason?: string;
        };
        Problem: {
            /** @example urn:sluice:problem:not-found */
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @description The path that was asked for. */
            instance: string;
            /** @enum {string} */
            code: "MALFORMED_REQUEST" | "VALIDATION_FAILED" | "UNAUTHENTICATED" | "FORBIDDEN" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "INVALID_STATE" | "IDEMPOTENCY_IN_PROGRESS" | "IDEMPOTENCY_MISMATCH" | "QUEUE_FULL" | "RATE_LIMITED" | "FILE_TOO_LARGE" | "BODY_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "RANGE_NOT_SATISFIABLE" | "UPLOAD_INCOMPLETE" | "UPLOAD_MISSING" | "UPLOAD_MISMATCH" | "UPLOAD_EXPIRED" | "FILE_EMPTY" | "FILE_NO_ROWS" | "FILE_NOT_A_TABLE" | "FILE_ENCODING_INVALID" | "FILE_CORRUPT" | "SHEET_NOT_FOUND" | "TOO_MANY_ROWS" | "TOO_MANY_COLUMNS" | "CELL_TOO_LARGE" | "ROW_TOO_LARGE" | "XLSX_TOO_LARGE" | "HEADER_MISSING" | "HEADER_DUPLICATE" | "HEADER_COLUMNS_MISSING" | "MAPPING_INVALID" | "ABORTED_ON_INVALID_ROWS" | "STORAGE_NOT_FOUND" | "STORAGE_UNAVAILABLE" | "STORAGE_REFUSED" | "DATABASE_UNAVAILABLE" | "QUEUE_UNAVAILABLE" | "IDENTITY_UNAVAILABLE" | "WORKER_TIMEOUT" | "DOCUMENT_NOT_READY" | "DOCUMENT_DAMAGED" | "NO_STORAGE_SERVER" | "ANALYSIS_OUT_OF_MEMORY" | "ARTIFACT_LOST" | "JOB_CANCELLED" | "JOB_SUPERSEDED" | "JOB_STOPPED" | "JOB_STALLED" | "CONFIG_INVALID" | "INTERNAL";
            /** Format: uuid */
            trace_id: string;
            /** @description Each input field that is wrong. */
            fields?: {
                field: string;
                code: string;
                message: string;
            }[];
        };
        SignInOptions: {
            /** @description Whether `POST /session/development` signs in without a token. */
            development: boolean;
        };
        Session: {
            account_id: string;
            subject: string;
            /** @enum {string} */
            role: "viewer" | "member" | "operator";
            /**
             * Format: date-time
             * @description When the token ends, and with it the session.
             */
            expires_at: string;
        };
        SingleUpload: {
            /** Format: uuid */
            doc_id: string;
            /** @enum {string} */
            status: "UPLOAD_PENDING" | "UPLOAD_URL_GENERATED" | "UPLOAD_VERIFYING" | "UPLOAD_COMPLETE" | "UPLOAD_FAILED";
            /** @description `CODE: message` of an upload that has failed. */
            failure_reason: string | null;
            /** Format: uuid */
            trace_id: string;
            message: string;
            /**
             * Format: uri
             * @description Where to PUT the bytes; null when there is nothing to send.
             */
            s3_presigned_url: string | null;
            /** Format: date-time */
            s3_url_expires_at: string | null;
            /** @description To be sent with the PUT as they are; the length is signed as well. */
            required_headers: {
                [key: string]: string;
            } | null;
        };
        ChunkedUpload: {
            /** Format: uuid */
            doc_id: string;
            /** @enum {string} */
            status: "UPLOAD_PENDING" | "UPLOAD_URL_GENERATED" | "UPLOAD_VERIFYING" | "UPLOAD_COMPLETE" | "UPLOAD_FAILED";
            /** @description `CODE: message` of an upload that has failed. */
            failure_reason: string | null;
            /** Format: uuid */
            trace_id: string;
            message: string;
            /**
             * Format: uuid
             * @description Null when no upload is running.
             */
            session_id: string | null;
            /**
             * Format: date-time
             * @description When the session ends, unless something is done in it.
             */
            expires_at: string | null;
            chunks: components["schemas"]["UploadChunk"][];
        };
        UploadChunk: {
            chunk_number: number;
            /** @description Its first byte in the file. */
            offset: number;
            size: number;
            /** @enum {string} */
            status: "pending" | "uploading" | "completed" | "failed";
            /**
             * Format: uri
             * @description Where to PUT its bytes; null when it is there.
             */
            url: string | null;
            /** Format: date-time */
            url_expires_at: string | null;
            /** @description To be sent with the PUT as they are; the length is signed as well. */
            required_headers: {
                [key: string]: string;
            } | null;
            /** @description Its storage server does not answer; ask again in half a minute. */
            server_unreachable: boolean;
        };
        UploadCompletion: {
            /** Format: uuid */
            doc_id: string;
            /** @enum {string} */
            status: "UPLOAD_PENDING" | "UPLOAD_URL_GENERATED" | "UPLOAD_VERIFYING" | "UPLOAD_COMPLETE" | "UPLOAD_FAILED";
            /** @description `CODE: message` of an upload that has failed. */
            failure_reason: string | null;
            /** Format: uuid */
            trace_id: string;
            message: string;
            /** @description Where to ask how it went. */
            status_url: string;
        };
        DocumentStored: components["schemas"]["Document"] & {
            message: string;
            /** Format: uuid */
            trace_id: string;
        };
        Document: {
            /** Format: uuid */
            doc_id: string;
            /** @enum {string} */
            status: "UPLOAD_PENDING" | "UPLOAD_URL_GENERATED" | "UPLOAD_VERIFYING" | "UPLOAD_COMPLETE" | "UPLOAD_FAILED";
            /** @description `CODE: message` of an upload that has failed. */
            failure_reason: string | null;
            doc_name: string;
            content_type: string;
            file_size: number | null;
            /** @description SHA-256 of the content, in hex. */
            doc_hash_256: string | null;
            /**
             * @description In one piece, or spread over storage servers.
             * @enum {string}
             */
            storage: "single" | "chunked";
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        Tool: {
            /** @enum {string} */
            name: "profile-my-data" | "clean-my-data";
            description: string;
            /** @description The files that it can make; all of them unless a request says otherwise. */
            artifacts: {
                /** @enum {string} */
                name: "report.xlsx" | "report.json" | "cleaned.csv" | "quarantined.csv";
                description: string;
            }[];
            /** @description What can be set or left out step by step, in the order of the chain; each is a key of `parameters`. */
            steps: {
                name: string;
                description: string;
            }[];
            /** @description JSON Schema of `parameters`, its steps included: names, meanings, limits and defaults. */
            parameters: {
                [key: string]: unknown;
            };
        };
        AnalysisAccepted: {
            /** @enum {string} */
            status: "accepted";
            /** Format: uuid */
            analysis_id: string;
            /** Format: uuid */
            doc_id: string;
            status_url: string;
            events_url: string;
            message: string;
            /** Format: uuid */
            trace_id: string;
        };
        AnalysisResult: {
            /** Format: uuid */
            analysis_id: string;
            /** @enum {string} */
            tool: "profile-my-data" | "clean-my-data";
            /** @enum {string} */
            status: "queued" | "processing" | "completed" | "failed" | "cancelling" | "cancelled";
            /** Format: date-time */
            timestamp: string;
            execution_time_ms: number;
            /** @description alerts, issues, recommendations, executiveSummary, analysisSummary, rowLevelIssues, issueSummary, changeLog (of cleaning), routing_decisions, downloads, and one key per step. */
            report: {
                [key: string]: unknown;
            };
        };
        AnalysisSummary: components["schemas"]["AnalysisProgress"] & {
            account_id: string;
            /**
             * Format: uuid
             * @description Null once the document has been deleted.
             */
            doc_id: string | null;
            /** @description With the defaults filled in. */
            parameters: {
                [key: string]: unknown;
            };
            artifacts: ("report.xlsx" | "report.json" | "cleaned.csv" | "quarantined.csv")[];
            upload_to_s3: boolean;
            execution_time_ms: number | null;
            /** @description Why it failed, or why its last attempt did. */
            error_code: string | null;
            error_message: string | null;
            requested_by: string | null;
            /** Format: uuid */
            trace_id: string;
            status_url: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            completed_at: string | null;
        };
        AnalysisProgress: {
            /** Format: uuid */
            analysis_id: string;
            /** @enum {string} */
            tool: "profile-my-data" | "clean-my-data";
            /** @enum {string} */
            status: "queued" | "processing" | "completed" | "failed" | "cancelling" | "cancelled";
            /** @description How many times workers have taken it up. */
            attempt: number;
            /** @description What it does now. */
            phase: string | null;
            percent: number;
            /** @description Data records of the file; null until they are counted. */
            total_rows: number | null;
        };
        Analysis: components["schemas"]["AnalysisSummary"] & {
            downloads: components["schemas"]["Download"][];
        };
        Download: {
            /** Format: uuid */
            download_id: string;
            /** @description The analysis that made it; null for files of imports. */
            analysis_id: string | null;
            /** @description The import that made it; null for files of analyses. */
            job_id: string | null;
            kind: string;
            /** @enum {string} */
            format: "csv" | "xlsx" | "json";
            file_name: string;
            size_bytes: number | null;
            sha256: string | null;
            /** @description Its key in the bucket. */
            s3_path: string;
            /** @enum {string} */
            status: "pending" | "uploaded" | "upload_failed" | "expired";
            upload_attempts: number;
            /** @description Why the last attempt to store it failed. */
            last_error: string | null;
            /** Format: date-time */
            uploaded_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description Where it can be fetched, now and later: a redirect to a fresh signed URL. */
            content: string;
        };
        AnalysisCancelled: {
            /** Format: uuid */
            analysis_id: string;
            /** @enum {string} */
            status: "queued" | "processing" | "completed" | "failed" | "cancelling" | "cancelled";
            status_url: string;
            message: string;
            /** Format: uuid */
            trace_id: string;
        };
        OwnedDownload: components["schemas"]["Download"] & {
            account_id: string;
            /** @description Of the analysis that made it. */
            tool: string | null;
            /** @description Of the import that made it. */
            importer: string | null;
        };
        ReprocessAccepted: {
            /** @enum {string} */
            status: "accepted";
            /** Format: uuid */
            download_id: string;
            status_url: string;
            message: string;
            /** Format: uuid */
            trace_id: string;
        };
        ReprocessMatched: {
            matched: number;
        };
        ReprocessRunAccepted: {
            /** @enum {string} */
            status: "accepted";
            /** Format: uuid */
            run_id: string;
            status_url: string;
            message: string;
            /** Format: uuid */
            trace_id: string;
        };
        ReprocessRun: {
            /** Format: uuid */
            run_id: string;
            account_id: string;
            /** @enum {string} */
            status: "pending" | "processing" | "completed" | "failed" | "cancelling" | "cancelled";
            filter: components["schemas"]["ReprocessFilter"];
            /** @description Failed uploads that it takes up; 0 until it has begun. */
            matched: number;
            /** @description succeeded + failed. */
            processed: number;
            /** @description Delivered. */
            succeeded: number;
            /** @description Tried, and still not delivered. */
            failed: number;
            /** @description Null until it has begun. */
            percent: number | null;
            error_code: string | null;
            error_message: string | null;
            requested_by: string | null;
            /** Format: uuid */
            trace_id: string;
            status_url: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            completed_at: string | null;
        };
        ReprocessRunCancelled: {
            /** Format: uuid */
            run_id: string;
            /** @enum {string} */
            status: "pending" | "processing" | "completed" | "failed" | "cancelling" | "cancelled";
            status_url: string;
            message: string;
            /** Format: uuid */
            trace_id: string;
        };
        JobPage: {
            items: components["schemas"]["Job"][];
            /** @description Send it as `cursor` for the next page; null: this was the last. */
            next_cursor: string | null;
        };
        Job: {
            /** @enum {string} */
            kind: "import" | "analysis" | "reprocess";
            id: string;
            account_id: string;
            /** @description Of imports. */
            importer: string | null;
            /** @description Of analyses. */
            tool: string | null;
            /** @description Null for runs, and once the document has been deleted. */
            file_name: string | null;
            /** Format: uuid */
            doc_id: string | null;
            /** @description As its kind has it. */
            status: string;
            /**
             * @description The same in words that every kind shares; what is being cancelled still runs.
             * @enum {string}
             */
            state: "waiting" | "running" | "succeeded" | "failed" | "cancelled";
            /** @description Null until the whole is known. */
            percent: number | null;
            /** @description Rows of the file; of a run its files. */
            total_rows: number | null;
            /** @description Of imports: rows with errors; of runs: files. */
            failed_rows: number | null;
            error_code: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            completed_at: string | null;
            /** Format: uuid */
            trace_id: string;
            /** @description Where the API has all of it. */
            url: string;
        };
        JobStats: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            bucket_seconds: number;
            ended: {
                import: components["schemas"]["EndedJobs"];
                analysis: components["schemas"]["EndedJobs"];
                reprocess: components["schemas"]["EndedJobs"];
            };
            rows_imported: number;
            latency: {
                import: components["schemas"]["JobLatency"];
                analysis: components["schemas"]["JobLatency"];
            };
            /** @description All of them in order, also those in which nothing ended. */
            buckets: components["schemas"]["JobStatsBucket"][];
        };
        EndedJobs: {
            succeeded: number;
            failed: number;
            cancelled: number;
        };
        JobLatency: {
            /** @description From accepted to its first start. */
            waiting: {
                jobs: number;
                p50_ms: number;
                p95_ms: number;
            } | null;
            /** @description From there to its end. */
            running: {
                jobs: number;
                p50_ms: number;
                p95_ms: number;
            } | null;
        };
        JobStatsBucket: {
            /** Format: date-time */
            start: string;
            ended: {
                import: components["schemas"]["EndedJobs"];
                analysis: components["schemas"]["EndedJobs"];
                reprocess: components["schemas"]["EndedJobs"];
            };
            /** @description Written by imports that ended in it; dry runs write none. */
            rows_imported: number;
            latency: {
                import: components["schemas"]["JobLatency"];
                analysis: components["schemas"]["JobLatency"];
            };
        };
        QueueList: {
            items: components["schemas"]["Queue"][];
        };
        Queue: {
            /** @enum {string} */
            name: "imports" | "previews" | "exports" | "analyses" | "sync-analyses" | "artifact-uploads" | "documents" | "maintenance";
            paused: boolean;
            counts: {
                /** @description Ready to be taken. */
                waiting: number;
                /** @description With a worker. */
                active: number;
                /** @description Waiting for their next attempt. */
                delayed: number;
                /** @description Failed for good, kept for a week at most. */
                failed: number;
                /** @description Kept for a day at most. */
                completed: number;
            };
            /** @description Age of the job that has waited longest; null: none. */
            oldest_waiting_seconds: number | null;
            workers: components["schemas"]["QueueWorker"][];
        };
        QueueWorker: {
            /** @description Of its connection to Redis. */
            id: string;
            /** @description Host and process, where the worker says so. */
            name: string | null;
            /**
             * Format: date-time
             * @description When it connected.
             */
            since: string | null;
        };
        Trace: {
            trace_id: string;
            /** @description Null: of nobody, such as a job whose row is gone. */
            account_id: string | null;
            /** @description What it was begun by: for a job the request that asked for it. */
            parent_trace_id: string | null;
            /** @description Method and pattern of a route, or the kind of a job. */
            operation: string;
            doc_id: string | null;
            /** @description The import, analysis or run. */
            job_id: string | null;
            /** @enum {string} */
            status: "IN_PROGRESS" | "SUCCESS" | "FAILED";
            /** Format: date-time */
            start_time: string;
            /** Format: date-time */
            end_time: string | null;
            duration_ms: number | null;
            metadata: {
                [key: string]: unknown;
            } | null;
        };
        TraceFamily: components["schemas"]["Trace"] & {
            /** @description What it was begun by, the first cause first. */
            parents: components["schemas"]["Trace"][];
            /** @description Jobs that it began, in order of time; the first 200. */
            children: components["schemas"]["Trace"][];
            /** @description Its own and those of its children, in order of time; the first 200. */
            errors: components["schemas"]["ErrorLog"][];
        };
        ErrorLog: {
            /** Format: uuid */
            error_id: string;
            trace_id: string | null;
            account_id: string | null;
            operation: string;
            code: string;
            message: string;
            /** Format: date-time */
            created_at: string;
            /** @description Only for operators. */
            stack_trace?: string | null;
            /** @description Only for operators. */
            context?: {
                [key: string]: unknown;
            } | null;
        };
        StorageServer: {
            /** Format: uuid */
            server_id: string;
            name: string;
            /** @description Null: the installation's own storage. */
            endpoint: string | null;
            public_endpoint: string | null;
            region: string;
            bucket: string;
            /** @description The name of its credentials; the keys are never told. */
            credentials_ref: string;
            /**
             * @description `active` takes chunks, `maintenance` is being emptied, `inactive` only gives what it has.
             * @enum {string}
             */
            status: "active" | "inactive" | "maintenance";
            /** @description It has answered within STORAGE_STALE_SECONDS. */
            healthy: boolean;
            /**
             * Format: date-time
             * @description When it last answered.
             */
            last_heartbeat: string | null;
            /** @description Why it did not answer the last time; null: it did. */
            last_error: string | null;
            /** @description used_space + available_space; null: no limit. */
            capacity_bytes: number | null;
            /** @description Bytes of all chunks that are placed here, those still to come included. */
            used_space: number;
            /** @description Bytes that still fit; null: no limit. */
            available_space: number | null;
            /** @description Chunks that are placed here. */
            chunks: number;
            /** @description The part of new chunks that comes here, as things stand. */
            ring_share: number;
            /** @description Of the draining that runs or ran last. */
            drain: {
                total: number;
                moved: number;
                percent: number;
                /** @description What is in its way, or was lost by it. */
                error: string | null;
            } | null;
            status_url: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        DrainAccepted: {
            /** @enum {string} */
            status: "accepted";
            /** Format: uuid */
            server_id: string;
            status_url: string;
            message: string;
            /** Format: uuid */
            trace_id: string;
        };
        ImportAccepted: {
            /** @enum {string} */
            status: "accepted";
            /** Format: uuid */
            job_id: string;
            /** Format: uuid */
            doc_id: string;
            status_url: string;
            events_url: string;
            message: string;
            /** Format: uuid */
            trace_id: string;
        };
        ImportPreview: {
            dialect: {
                /** @enum {string} */
                format: "csv" | "xlsx";
                encoding: string;
                /** @enum {string} */
                encoding_certainty: "given" | "bom" | "valid" | "assumed";
                delimiter: string | null;
                decimal_comma: boolean;
                /**
                 * @description Null where the rows seen need none or do not tell.
                 * @enum {string|null}
                 */
                date_order: "DMY" | "MDY" | null;
                sheet: string | null;
                sheets: string[];
            };
            /** @description Columns of the importer, which the headers of the file are mapped to. */
            columns: {
                name: string;
                required: boolean;
                type: string;
                description: string;
                example: string;
            }[];
            header: string[];
            mapping: {
                header: string;
                /** @description Null: the column is not imported. */
                column: string | null;
                /** @enum {string} */
                how: "name" | "alias" | "given" | "ignored" | "unknown" | "reserved";
            }[];
            /** @description Required columns that the file lacks. */
            missing_columns: string[];
            rows: {
                row: number;
                line: number;
                values: {
                    [key: string]: string;
                };
                errors: {
                    /** @description The number that a spreadsheet shows; the header is row 1. */
                    row: number;
                    /** @description The physical line on which the record begins. */
                    line: number;
                    field: string | null;
                    code: string;
                    value: string | null;
                    error: string;
                }[];
            }[];
            warnings: {
                code: string;
                message: string;
            }[];
            /**
             * Format: uuid
             * @description The stored document: import it without sending it again.
             */
            doc_id: string;
            /** Format: uuid */
            trace_id: string;
        };
        ImportSummary: components["schemas"]["ImportProgress"] & {
            account_id: string;
            /** @enum {string} */
            importer: "assets" | "contacts";
            /**
             * Format: uuid
             * @description Null once the document has been deleted.
             */
            doc_id: string | null;
            /** @description With the defaults filled in. */
            options: {
                /**
                 * @description skip: write the good rows and report the others. abort: write all rows or none.
                 * @default skip
                 * @enum {string}
                 */
                on_invalid?: "skip" | "abort";
                /**
                 * @description What happens to a row whose key is already in the table.
                 * @default reject
                 * @enum {string}
                 */
                on_duplicate?: "reject" | "update" | "skip";
                /**
                 * @description With on_duplicate=update: whether a blank cell keeps the old value or clears it.
                 * @default keep
                 * @enum {string}
                 */
                on_blank?: "keep" | "null";
                /**
                 * @description Run every check and count, write no row.
                 * @default false
                 */
                dry_run?: boolean;
                /** @description Header of the file -> column of the importer, or null to ignore the column. */
                mapping?: {
                    [key: string]: string | null;
                };
                /**
                 * @description Found by itself unless given.
                 * @enum {string}
                 */
                delimiter?: "," | ";" | "\t" | "|";
                /**
                 * @description Found by itself unless given.
                 * @enum {string}
                 */
                encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
                /**
                 * @description Decides dates such as 03/04/2024 where the file itself does not.
                 * @enum {string}
                 */
                date_order?: "DMY" | "MDY";
                /** @description XLSX only: the sheet to read; the first unless given. */
                sheet?: string;
            };
            /** @description Why it failed. */
            error_code: string | null;
            error_message: string | null;
            requested_by: string | null;
            /** Format: uuid */
            trace_id: string;
            status_url: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            completed_at: string | null;
        };
        ImportProgress: {
            /** Format: uuid */
            job_id: string;
            /** @enum {string} */
            status: "pending" | "processing" | "completed" | "failed" | "cancelling" | "cancelled";
            /** @description How many times workers have taken it up. */
            attempt: number;
            /** @description Data records of the file; null until counted. */
            total_rows: number | null;
            /** @description successful + failed + skipped. */
            processed_rows: number;
            /** @description Written, or what a dry run would have written. */
            successful_rows: number;
            /** @description Rows with errors. */
            failed_rows: number;
            /** @description Rows left alone, as on_duplicate=skip says. */
            skipped_rows: number;
            /** @description Of the successful: new. */
            inserted_rows: number;
            /** @description Of the successful: changed. */
            updated_rows: number;
            /** @description Null until total_rows is known. */
            percent: number | null;
            rows_per_second: number | null;
            /** @description Null while nothing can be said. */
            eta_seconds: number | null;
        };
        Import: components["schemas"]["ImportSummary"] & {
            /** @description The first 100; all of them are at `/errors`. */
            errors: components["schemas"]["RowError"][];
            downloads: components["schemas"]["Download"][];
        };
        RowError: {
            /** @description The number that a spreadsheet shows; the header is row 1. */
            row: number;
            /** @description The physical line on which the record begins. */
            line: number;
            field: string | null;
            code: string;
            value: string | null;
            error: string;
        };
        ImportRowError: components["schemas"]["RowError"] & {
            /**
             * @description What became of the row.
             * @enum {string}
             */
            outcome: "failed" | "skipped";
        };
        ResultsPreparing: {
            /** @enum {string} */
            status: "preparing";
            /** @enum {string} */
            format: "csv" | "xlsx" | "json";
            message: string;
            /** Format: uuid */
            trace_id: string;
        };
        ImportCancelled: {
            /** Format: uuid */
            job_id: string;
            /** @enum {string} */
            status: "pending" | "processing" | "completed" | "failed" | "cancelling" | "cancelled";
            status_url: string;
            message: string;
            /** Format: uuid */
            trace_id: string;
        };
        /** @description The importer's columns. */
        Row: {
            [key: string]: unknown;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them do. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description At least one does not, or the process is stopping. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Text format 0.0.4. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Not from a private address, or without the token that METRICS_TOKEN asks for. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSignInOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ways. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInOptions"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Somebody known. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionRequest"];
            };
        };
        responses: {
            /** @description Signed in, until the token ends. */
            200: {
                headers: {
                    /** @description HttpOnly, SameSite=Strict. */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The Content-Type is not taken here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out, or never signed in. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createDevelopmentSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DevelopmentSessionRequest"];
            };
        };
        responses: {
            /** @description Signed in, for twelve hours. */
            200: {
                headers: {
                    /** @description HttpOnly, SameSite=Strict. */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The Content-Type is not taken here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestUpload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UploadRequest"];
            };
        };
        responses: {
            /** @description It was announced or stored before: what is still to be sent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SingleUpload"] | components["schemas"]["ChunkedUpload"];
                };
            };
            /** @description The content is new to the account. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SingleUpload"] | components["schemas"]["ChunkedUpload"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The Content-Type is not taken here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                docId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The upload. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SingleUpload"] | components["schemas"]["ChunkedUpload"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    completeUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                docId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document is complete. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadCompletion"];
                };
            };
            /** @description It is being verified. */
            202: {
                headers: {
                    /** @description The same as status_url. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadCompletion"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDocuments: {
        parameters: {
            query?: {
                /** @description Items of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Created at or after. */
                from?: string;
                /** @description Created before. */
                to?: string;
                /** @description May be given several times. */
                status?: ("UPLOAD_PENDING" | "UPLOAD_URL_GENERATED" | "UPLOAD_VERIFYING" | "UPLOAD_COMPLETE" | "UPLOAD_FAILED")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Document"][];
                        /** @description Send it as `cursor` for the next page; null: this was the last. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createDocument: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request within 24 h get the first answer again; it is 1 to 255 printable characters. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["DocumentForm"];
            };
        };
        responses: {
            /** @description The account had this content already: the document that holds it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentStored"];
                };
            };
            /** @description Stored. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentStored"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The Content-Type is not taken here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                docId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                docId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    documentContent: {
        parameters: {
            query?: never;
            header?: {
                /** @description One range of bytes, as `bytes=0-1023`. */
                range?: string;
                /** @description The ETag; the whole file is sent when it is another by now. */
                "if-range"?: string;
            };
            path: {
                docId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The range. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The range begins behind the end; `Content-Range` says how long the file is. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTools: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Tool"][];
                    };
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAnalyses: {
        parameters: {
            query?: {
                /** @description Items of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Created at or after. */
                from?: string;
                /** @description Created before. */
                to?: string;
                /** @description For operators: another account, or `*` for every one. Everybody else sees their own. */
                account_id?: string;
                /** @description May be given several times. */
                status?: ("queued" | "processing" | "completed" | "failed" | "cancelling" | "cancelled")[];
                tool?: "profile-my-data" | "clean-my-data";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AnalysisSummary"][];
                        /** @description Send it as `cursor` for the next page; null: this was the last. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAnalysis: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request within 24 h get the first answer again; it is 1 to 255 printable characters. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["AnalysisByFile"];
                "application/json": components["schemas"]["AnalysisByDocument"];
            };
        };
        responses: {
            /** @description Accepted; the analysis runs. */
            202: {
                headers: {
                    /** @description The same as status_url. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnalysisAccepted"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The Content-Type is not taken here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    analyzeNow: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request within 24 h get the first answer again; it is 1 to 255 printable characters. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["AnalysisByFile"];
                "application/json": components["schemas"]["AnalysisByDocument"];
            };
        };
        responses: {
            /** @description The final object; without upload_to_s3 each download carries `content_base64`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnalysisResult"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The Content-Type is not taken here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAnalysis: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                analysisId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The analysis. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Analysis"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAnalysis: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                analysisId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    analysisReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                analysisId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The final object. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnalysisResult"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    analysisDownloads: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                analysisId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them; none before the analysis has ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Download"][];
                    };
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    analysisEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the last event seen; only news are sent. */
                "last-event-id"?: string;
            };
            path: {
                analysisId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream. It ends after `done`, when the token expires and when the server stops. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The client has seen `done` already. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelAnalysis: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                analysisId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It stops soon; one that no worker has is cancelled at once. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnalysisCancelled"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDownloads: {
        parameters: {
            query?: {
                /** @description Items of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Created at or after. */
                from?: string;
                /** @description Created before. */
                to?: string;
                /** @description For operators: another account, or `*` for every one. Everybody else sees their own. */
                account_id?: string;
                /** @description May be given several times. */
                status?: ("pending" | "uploaded" | "upload_failed" | "expired")[];
                /** @description Only files of analyses with this tool. */
                tool?: "profile-my-data" | "clean-my-data";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OwnedDownload"][];
                        /** @description Send it as `cursor` for the next page; null: this was the last. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDownload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                downloadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The download. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnedDownload"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadContent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                downloadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the file, by a link that is good for ten minutes. */
            302: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reprocessDownload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                downloadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted: the kept bytes are uploaded, or the identical file is made again. */
            202: {
                headers: {
                    /** @description The same as status_url. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReprocessAccepted"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReprocessRuns: {
        parameters: {
            query?: {
                /** @description Items of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description For operators: another account, or `*` for every one. Everybody else sees their own. */
                account_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ReprocessRun"][];
                        /** @description Send it as `cursor` for the next page; null: this was the last. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createReprocessRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request within 24 h get the first answer again; it is 1 to 255 printable characters. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReprocessRunRequest"];
            };
        };
        responses: {
            /** @description With `dry_run`: how many match now. Nothing is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReprocessMatched"];
                };
            };
            /** @description Accepted; the run has a resource of its own. */
            202: {
                headers: {
                    /** @description The same as status_url. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReprocessRunAccepted"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The Content-Type is not taken here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReprocessRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                runId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReprocessRun"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelReprocessRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                runId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It stops after the file that it is delivering; one that no worker has is cancelled at once. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReprocessRunCancelled"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description Items of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Created at or after. */
                from?: string;
                /** @description Created before. */
                to?: string;
                /** @description May be given several times. */
                kind?: ("import" | "analysis" | "reprocess")[];
                /** @description May be given several times. */
                state?: ("waiting" | "running" | "succeeded" | "failed" | "cancelled")[];
                /** @description Operators see every account unless they name one here. */
                account_id?: string;
                /** @description Only analyses of this tool. */
                tool?: "profile-my-data" | "clean-my-data";
                /** @description A part of the file name; or a whole id: of the job, of its document, or of a trace. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getJobStats: {
        parameters: {
            query?: {
                /** @description Ended at or after; a day before `to` unless given, rounded down to a whole bucket. */
                from?: string;
                /** @description Ended before; now unless given. */
                to?: string;
                /** @description Seconds of a bucket; chosen to be readable unless given. 200 buckets at most. */
                bucket?: number;
                /** @description Operators see every account unless they name one here. */
                account_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statistics. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobStats"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listQueues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueList"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTraces: {
        parameters: {
            query?: {
                /** @description Items of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Created at or after. */
                from?: string;
                /** @description Created before. */
                to?: string;
                /** @description For operators: another account, or `*` for every one. Everybody else sees their own. */
                account_id?: string;
                /** @description Of a trace, of what began it, of its job or of its document. */
                id?: string;
                /** @description As it is told, such as `import-file`. */
                operation?: string;
                /** @description May be given several times. */
                status?: ("IN_PROGRESS" | "SUCCESS" | "FAILED")[];
                job_id?: string;
                doc_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Trace"][];
                        /** @description Send it as `cursor` for the next page; null: this was the last. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTrace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                traceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The trace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TraceFamily"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listErrorLogs: {
        parameters: {
            query?: {
                /** @description Items of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Created at or after. */
                from?: string;
                /** @description Created before. */
                to?: string;
                /** @description For operators: another account, or `*` for every one. Everybody else sees their own. */
                account_id?: string;
                code?: string;
                /** @description Method and pattern of a route, or the kind of a job. */
                operation?: string;
                trace_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ErrorLog"][];
                        /** @description Send it as `cursor` for the next page; null: this was the last. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listStorageServers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["StorageServer"][];
                    };
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addStorageServer: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request within 24 h get the first answer again; it is 1 to 255 printable characters. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStorageServer"];
            };
        };
        responses: {
            /** @description It is registered and `active`. */
            201: {
                headers: {
                    /** @description The same as status_url. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageServer"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The Content-Type is not taken here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    activateStorageServer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                serverId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is `active`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageServer"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deactivateStorageServer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                serverId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is `inactive`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageServer"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStorageServer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                serverId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The server. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageServer"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeStorageServer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                serverId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is forgotten. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    drainStorageServer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                serverId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its chunks are being moved. */
            202: {
                headers: {
                    /** @description The same as status_url. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrainAccepted"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listImports: {
        parameters: {
            query?: {
                /** @description Items of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Created at or after. */
                from?: string;
                /** @description Created before. */
                to?: string;
                /** @description For operators: another account, or `*` for every one. Everybody else sees their own. */
                account_id?: string;
                /** @description May be given several times. */
                status?: ("pending" | "processing" | "completed" | "failed" | "cancelling" | "cancelled")[];
            };
            header?: never;
            path: {
                importer: "assets" | "contacts";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ImportSummary"][];
                        /** @description Send it as `cursor` for the next page; null: this was the last. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request within 24 h get the first answer again; it is 1 to 255 printable characters. */
                "idempotency-key"?: string;
            };
            path: {
                importer: "assets" | "contacts";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImportByFile"];
                "application/json": components["schemas"]["ImportByDocument"];
            };
        };
        responses: {
            /** @description Accepted; the import runs. */
            202: {
                headers: {
                    /** @description The same as status_url. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportAccepted"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The Content-Type is not taken here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request within 24 h get the first answer again; it is 1 to 255 printable characters. */
                "idempotency-key"?: string;
            };
            path: {
                importer: "assets" | "contacts";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImportByFile"];
                "application/json": components["schemas"]["ImportByDocument"];
            };
        };
        responses: {
            /** @description Dialect, header mapping and the first 20 rows with their errors. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPreview"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The Content-Type is not taken here. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importTemplate: {
        parameters: {
            query?: {
                format?: "csv" | "xlsx";
            };
            header?: never;
            path: {
                importer: "assets" | "contacts";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The header of the importer with an example row. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                importer: "assets" | "contacts";
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The import. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the last event seen; only news are sent. */
                "last-event-id"?: string;
            };
            path: {
                importer: "assets" | "contacts";
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream. It ends after `done`, when the token expires and when the server stops. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The client has seen `done` already. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importErrors: {
        parameters: {
            query?: {
                /** @description Items of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Errors of this code alone. */
                code?: string;
                /** @description A part of the field, the value or the message. */
                q?: string;
            };
            header?: never;
            path: {
                importer: "assets" | "contacts";
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ImportRowError"][];
                        /** @description Send it as `cursor` for the next page; null: this was the last. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importResults: {
        parameters: {
            query?: {
                format?: "csv" | "xlsx" | "json";
            };
            header?: never;
            path: {
                importer: "assets" | "contacts";
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is being made; ask again after Retry-After seconds. */
            202: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultsPreparing"];
                };
            };
            /** @description To the file, by a link that is good for ten minutes. */
            302: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                importer: "assets" | "contacts";
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It stops within a batch; one that no worker had begun is cancelled at once. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportCancelled"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                importer: "assets" | "contacts";
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted again. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportAccepted"];
                };
            };
            /** @description Malformed: the request, an id or the body cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The role of the token is not enough. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not possible in this state, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRows: {
        parameters: {
            query?: {
                /** @description Items of a page. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                importer: "assets" | "contacts";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Row"][];
                        /** @description Send it as `cursor` for the next page; null: this was the last. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description No token, or one that is not accepted. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but wrong; or the Idempotency-Key was used for another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests: `Retry-After` says when to come back; or too much unfinished work, or too many event streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Our fault; `trace_id` finds it in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers cannot be reached. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}

/** Paths whose POST takes an Idempotency-Key. */
export const postsWithIdempotencyKey = [
  "/api/v1/documents",
  "/api/v1/analyses",
  "/api/v1/analyses/sync",
  "/api/v1/reprocess-runs",
  "/api/v1/storage-servers",
  "/api/v1/{importer}/bulk",
  "/api/v1/{importer}/bulk/preview"
] as const;

export const importerNames = ["assets","contacts"] as const;
