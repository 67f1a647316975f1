// Generated from the API by `npm run client:generate`. Do not edit.

export interface paths {
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Liveness probe */
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
        /** Readiness probe: checks MySQL, Redis and S3 */
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
        /** The API's metrics in Prometheus format */
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
        /** List the available ways to sign in; public */
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
        /** Get the current session */
        get: operations["getSession"];
        put?: never;
        /** Sign in: exchange a token for an HttpOnly cookie */
        post: operations["createSession"];
        /** Sign out: remove the cookie; the token itself stays valid until it expires */
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
        /** Sign in as any account without a token; only where DEV_SIGN_IN is set */
        post: operations["createDevelopmentSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show which dependencies are down, and what that affects
         * @description Cheap enough to poll: answers are shared for two seconds, and do not count against the rate limit.
         */
        get: operations["getStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the account's limits, and how much of each is used */
        get: operations["getAccountUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account-storage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the accounts by the storage that their documents use, the largest first */
        get: operations["listAccountStorage"];
        put?: never;
        post?: never;
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
         * Request presigned URLs to upload a file
         * @description Content is identified by its hash: repeating a request for the same hash returns the same document, so no Idempotency-Key is needed. Small files get one URL, large files a session with one URL per chunk. An expired or failed upload gets fresh URLs; a complete document gets none.
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
         * Get the status of an upload with fresh URLs for what is still missing
         * @description Each request extends the session of a chunked upload.
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
         * Complete an upload: its bytes are read and verified
         * @description Verifies size, hash and type, and that the file can be read as a table. Small files are verified while the caller waits; chunked ones return 202. Repeating the request is harmless.
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
        /** List documents */
        get: operations["listDocuments"];
        put?: never;
        /** Store a file by streaming it through the API */
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
        /** Get a document */
        get: operations["getDocument"];
        put?: never;
        post?: never;
        /** Delete a document and its stored bytes; finished imports and analyses of it are kept */
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
         * Download a document, or a range of it
         * @description Chunked documents are joined, and every block is verified before it is sent. If a block turns out to be damaged or its storage server goes down mid-response, the connection is closed: the bytes received so far are correct, and a range request can resume after them.
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
    "/api/v1/documents/{docId}/reading": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show how a document is read: what was detected and why, its header and first rows
         * @description Nothing is stored. Only the start of a large file is looked at.
         */
        post: operations["previewReading"];
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
        /** List the tools with their artifacts and parameters */
        get: operations["listTools"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/importers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the importers that you can use, by name */
        get: operations["listImporters"];
        put?: never;
        /**
         * Create an importer or its next version from a definition
         * @description The body is a definition in YAML or JSON, or a `datapackage.json` with one table; `name` in it says which importer it is. All its problems are listed at once in `fields`, each with its path in the document. A text that the newest version has already makes no other.
         */
        post: operations["saveImporter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/importers/infer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Infer a definition from a document or a table, to look at and edit
         * @description Nothing is stored. From a document: types, formats, placeholders and keys that its records show, each with its evidence; of a large one, only the start is looked at. From a table: what the database says about its columns and keys, never its rows; only for those who may define importers for it.
         */
        post: operations["inferImporter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/importers/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview an import with a definition that is not stored
         * @description Nothing is stored, no table is made, and no rows are read. Requires the right to define the importer. A definition with problems is refused, as it would be when stored.
         */
        post: operations["previewImporter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/importers/{importer}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an importer with its newest definition */
        get: operations["getImporter"];
        put?: never;
        post?: never;
        /**
         * Archive an importer
         * @description It takes no new imports. Those that exist go on and can be retried, its rows stay, and it can be restored.
         */
        delete: operations["archiveImporter"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/importers/{importer}/definition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download the definition of an importer as a file */
        get: operations["importerDefinition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/importers/{importer}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions of an importer, newest first */
        get: operations["listImporterVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/importers/{importer}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one version of an importer */
        get: operations["getImporterVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/importers/{importer}/mappings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the mappings that your account keeps for an importer, by name */
        get: operations["listImportMappings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/importers/{importer}/mappings/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep a mapping of columns under a name, in place of one that has it */
        put: operations["saveImportMapping"];
        post?: never;
        /** Delete a mapping that your account keeps */
        delete: operations["deleteImportMapping"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/importers/{importer}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restore an archived importer */
        post: operations["restoreImporter"];
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
        /** List analyses, newest first */
        get: operations["listAnalyses"];
        put?: never;
        /** Start an analysis of an uploaded file or a stored document */
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
        /** Analyze a small file and wait up to ten seconds for the result */
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
        /** Get the status of an analysis */
        get: operations["getAnalysis"];
        put?: never;
        post?: never;
        /** Delete a finished analysis with its report and artifacts; its document is kept */
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
        /** Get the final object of an analysis with its full report */
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
        /** List the artifacts of an analysis with their delivery status */
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
        /** Stream progress as server-sent events: `progress` while it runs, then `done` with the analysis (without its report) */
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
        /** Cancel an analysis and discard its results */
        post: operations["cancelAnalysis"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analyses/{analysisId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Retry a failed analysis; it starts over with the same options */
        post: operations["retryAnalysis"];
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
        /** List artifacts of analyses and imports */
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
        /** Get the delivery status of an artifact */
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
        /** Download an artifact */
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
        /** Deliver a failed or expired artifact or result file again; operators may do so for any account's */
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
        /** List re-processing runs, newest first */
        get: operations["listReprocessRuns"];
        put?: never;
        /** Re-process every failed delivery that matches a filter */
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
        /** Get the status of a re-processing run */
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
        /** Cancel a re-processing run; delivered artifacts are kept */
        post: operations["cancelReprocessRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reprocess-runs/{runId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Retry a failed re-processing run; it continues after the artifact it has reached */
        post: operations["retryReprocessRun"];
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
        /** List imports, analyses and re-processing runs; operators see every account */
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
        /** Get throughput and latency of jobs over time */
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
        /** List the queues with their waiting and running jobs, waiting time and workers */
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
        /** List requests that changed something and the jobs they started, newest first */
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
        /** Get a trace with its jobs and errors */
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
        /** List errors of requests and jobs with their origin, newest first */
        get: operations["listErrorLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/error-logs/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count errors of requests and jobs by code, those that happened last first */
        get: operations["listErrorGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List audit events, newest first: changes, and what operators read of other accounts
         * @description Members see the events of their own account's resources. Addresses, user agents and the names of people of other accounts are shown to operators only.
         */
        get: operations["listAuditEvents"];
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
        /** List storage servers with status, space, share of the ring and drain progress */
        get: operations["listStorageServers"];
        put?: never;
        /**
         * Add a storage server: an S3 endpoint and bucket that holds chunks
         * @description The endpoint is contacted with the named credentials before it is added.
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
        /** Activate a storage server so that it receives chunks; stops draining it */
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
        /** Deactivate a storage server: it receives no new chunks, existing ones stay readable */
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
        /** Get a storage server and the progress of its drain */
        get: operations["getStorageServer"];
        put?: never;
        post?: never;
        /** Remove an empty storage server that is not `active`; its bucket is kept */
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
         * Drain a storage server: move its chunks to the others, then set it `inactive`
         * @description Documents stay readable while chunks move. Repeating the request retries a waiting drain immediately.
         */
        post: operations["drainStorageServer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention-holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the sweeps that have stopped and wait for an operator */
        get: operations["listRetentionHolds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention-holds/{holdId}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a sweep on hold continue
         * @description It runs at once where a worker is free. The confirmation covers as many items as `affected` says; if there are many more, the sweep stops again.
         */
        post: operations["confirmRetentionHold"];
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
        /** List imports, newest first */
        get: operations["listImports"];
        put?: never;
        /** Start an import of an uploaded file or a stored document */
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
        /** Preview how an import would read the first records, without writing any rows */
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
        /** Download a template to fill in */
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
        /** Get the status of an import */
        get: operations["getImport"];
        put?: never;
        post?: never;
        /**
         * Delete the record of a finished import, with its row errors and result files; its rows and its document are kept
         * @description The rows that the import has written stay in their table, and rows that it has deleted do not come back. 409 while it is unfinished.
         */
        delete: operations["deleteImport"];
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
        /** Stream progress as server-sent events: `progress` while it runs, then `done` with the import */
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
        /** List all row errors in file order */
        get: operations["importErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{importer}/bulk/{jobId}/errors/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the row errors by code, field and value */
        get: operations["importErrorGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{importer}/bulk/{jobId}/deletions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the rows that an import with on_absent=delete deletes, by key */
        get: operations["importDeletions"];
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
        /** Download the result file: the original records, or only those that failed, each with its outcome */
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
        /** Cancel an import; rows already written are kept and counted */
        post: operations["cancelImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{importer}/bulk/{jobId}/results/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Retry a failed conversion of the result file to another format, or of its failed rows */
        post: operations["retryExport"];
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
        /** Retry a failed import; it resumes after its last committed batch */
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
        /**
         * List the rows of the importer's table in key order
         * @description `key.COLUMN=VALUE` selects rows by the exact value of a column of the key, or of its first columns, through an index. `column.COLUMN=VALUE` selects them by the exact value of any column. With this filter, `import_id` or `q`, a page looks at 20,000 rows at most, so that it can have few items, or none, before the last page.
         */
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
        ProfileMyDataParameters: components["schemas"]["ReadingOptions"] & {
            /**
             * @deprecated
             * @description Use header_row instead. false: the same as header_row=none. true: the header is detected.
             * @default true
             */
            header?: boolean;
            /**
             * Format: uuid
             * @description A second document to compare with: reports how far its columns have drifted.
             */
            compare_doc_id?: string;
        };
        CleanMyDataParameters: components["schemas"]["ReadingOptions"] & {
            /**
             * @deprecated
             * @description Use header_row instead. false: the same as header_row=none. true: the header is detected.
             * @default true
             */
            header?: boolean;
            /**
             * @description Counts what the following steps would change, before they run.
             * @default {}
             */
            preview?: {
                /**
                 * @description Set to false to skip the step.
                 * @default true
                 */
                enabled?: boolean;
            };
            /**
             * @description Quarantines records that break a rule, with the reason.
             * @default {}
             */
            quarantine?: {
                /**
                 * @description Set to false to skip the step.
                 * @default true
                 */
                enabled?: boolean;
                /**
                 * @description Quarantine records with a blank cell in one of these columns.
                 * @default []
                 */
                required?: string[];
                /**
                 * @description Quarantine records with a value outside its range.
                 * @default []
                 */
                ranges?: {
                    /** @description A column by its name in the file. */
                    column: string;
                    /** @description Smallest allowed number or date (YYYY-MM-DD). */
                    min?: number | string;
                    /** @description Largest allowed number or date (YYYY-MM-DD). */
                    max?: number | string;
                }[];
                /**
                 * @description Quarantine records with a value in another format.
                 * @default []
                 */
                formats?: {
                    /** @description A column by its name in the file. */
                    column: string;
                    /** @enum {string} */
                    format: "integer" | "number" | "boolean" | "date" | "email" | "url" | "phone" | "uuid" | "pattern";
                    /** @description With format=pattern: an RE2 regular expression that must match the whole cell. */
                    pattern?: string;
                }[];
                /**
                 * @description What to do with cells that contain control characters, broken encoding, spreadsheet errors or scripts.
                 * @default report
                 * @enum {string}
                 */
                suspicious?: "report" | "quarantine" | "ignore";
            };
            /**
             * @description Normalizes the values of columns for which you set a type.
             * @default {}
             */
            types?: {
                /**
                 * @description Set to false to skip the step.
                 * @default true
                 */
                enabled?: boolean;
                /**
                 * @description The type of each column to normalize. Values in other notations are rewritten; a cell that already parses as its type is left unchanged.
                 * @default {}
                 */
                columns?: {
                    [key: string]: "integer" | "number" | "boolean" | "date";
                };
                /**
                 * @description Decimal mark in the file. Default: auto-detect.
                 * @enum {string}
                 */
                decimal?: "." | ",";
                /**
                 * @description Keep or clear a cell that cannot be converted.
                 * @default keep
                 * @enum {string}
                 */
                on_failure?: "keep" | "null";
            };
            /**
             * @description Standardizes whitespace, Unicode form, case, synonyms and dates.
             * @default {}
             */
            standardise?: {
                /**
                 * @description Set to false to skip the step.
                 * @default true
                 */
                enabled?: boolean;
                /**
                 * @description Trim whitespace at both ends of every cell.
                 * @default true
                 */
                trim?: boolean;
                /**
                 * @description Columns in which consecutive whitespace becomes one space.
                 * @default []
                 */
                collapse_spaces?: string[];
                /**
                 * @description The Unicode normalization form of each column.
                 * @default {}
                 */
                unicode?: {
                    [key: string]: "NFC" | "NFKC";
                };
                /**
                 * @description The letter case of each column.
                 * @default {}
                 */
                case?: {
                    [key: string]: "lower" | "upper" | "title";
                };
                /**
                 * @description For each column, values in the file and their replacements; exact match.
                 * @default {}
                 */
                synonyms?: {
                    [key: string]: {
                        [key: string]: string;
                    };
                };
                /**
                 * @description Columns whose dates are converted to YYYY-MM-DD[THH:MM:SS].
                 * @default []
                 */
                dates?: string[];
            };
            /**
             * @description Drops duplicate records.
             * @default {}
             */
            duplicates?: {
                /**
                 * @description Set to false to skip the step.
                 * @default true
                 */
                enabled?: boolean;
                /**
                 * @description Drop records in which every cell equals that of an earlier one.
                 * @default true
                 */
                rows?: boolean;
                /**
                 * @description Ignore case when comparing records and keys.
                 * @default false
                 */
                ignore_case?: boolean;
                /**
                 * @description Records with equal values in all these columns are duplicates; records with a blank key are not.
                 * @default []
                 */
                keys?: string[];
                /**
                 * @description With keys: the record to keep. merge: the first one, its blank cells filled from the others in order.
                 * @default first
                 * @enum {string}
                 */
                keep?: "first" | "last" | "merge";
            };
            /**
             * @description Clears placeholder values, and fills or drops blank cells.
             * @default {}
             */
            nulls?: {
                /**
                 * @description Set to false to skip the step.
                 * @default true
                 */
                enabled?: boolean;
                /**
                 * @description Placeholder values (case-insensitive); cells with one are cleared.
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
                 * @description Columns to check for placeholder values: those that otherwise contain numbers, dates or booleans (typed); all; or these columns.
                 * @default typed
                 */
                token_columns?: ("typed" | "all") | string[];
                /**
                 * @description What to do with blank cells. Mean and median apply only to numeric columns.
                 * @default {
                 *       "strategy": "none"
                 *     }
                 */
                strategy?: {
                    /**
                     * @description none: leave blank. drop: drop the record. Otherwise: which value to fill in.
                     * @enum {string}
                     */
                    strategy: "none" | "drop" | "mean" | "median" | "mode" | "forward" | "backward" | "constant";
                    /** @description With strategy=constant: the text to fill in. */
                    constant?: string;
                };
                /**
                 * @description The strategy of single columns, overriding the general one.
                 * @default {}
                 */
                columns?: {
                    [key: string]: {
                        /**
                         * @description none: leave blank. drop: drop the record. Otherwise: which value to fill in.
                         * @enum {string}
                         */
                        strategy: "none" | "drop" | "mean" | "median" | "mode" | "forward" | "backward" | "constant";
                        /** @description With strategy=constant: the text to fill in. */
                        constant?: string;
                    };
                };
            };
            /**
             * @description Finds numbers that are far from the rest of their column.
             * @default {}
             */
            outliers?: {
                /**
                 * @description Set to false to skip the step.
                 * @default true
                 */
                enabled?: boolean;
                /**
                 * @description How outliers are detected.
                 * @default iqr
                 * @enum {string}
                 */
                method?: "iqr" | "zscore" | "percentile";
                /**
                 * @description Interquartile ranges beyond the quartiles.
                 * @default 1.5
                 */
                iqr_factor?: number;
                /**
                 * @description Standard deviations from the mean.
                 * @default 3
                 */
                zscore?: number;
                /**
                 * @description Share of values at either end that counts as outliers.
                 * @default 0.01
                 */
                percentile?: number;
                /**
                 * @description none: only report. drop: drop the record. cap: replace with the limit. impute: replace with the median of the column.
                 * @default none
                 * @enum {string}
                 */
                action?: "none" | "drop" | "cap" | "impute";
                /** @description Numeric columns to check. Default: all except those that look like identifiers. */
                columns?: string[];
            };
            /**
             * @description Puts an apostrophe before text that a spreadsheet would run as a formula.
             * @default {}
             */
            formulas?: {
                /**
                 * @description Set to false to leave formulas in cleaned.csv as they are, for programs that do not run them.
                 * @default true
                 */
                enabled?: boolean;
            };
            /**
             * @description Compares the cleaned data with the file.
             * @default {}
             */
            checks?: {
                /**
                 * @description Set to false to skip the step.
                 * @default true
                 */
                enabled?: boolean;
                /**
                 * @description Alert when a smaller share of the records remains.
                 * @default 0.8
                 */
                min_retention?: number;
                /**
                 * @description Alert when a larger share of any column is blank.
                 * @default 0.5
                 */
                max_null_share?: number;
            };
        };
        AnalysisResult: {
            /** Format: uuid */
            analysis_id: string;
            /** @enum {string} */
            tool: "profile-my-data" | "clean-my-data";
            /** @constant */
            status: "completed";
            /**
             * Format: date-time
             * @description When the report was finished.
             */
            timestamp: string;
            execution_time_ms: number;
            report: components["schemas"]["AnalysisReport"];
        };
        StoredAnalysisResult: {
            /** Format: uuid */
            analysis_id: string;
            /** @enum {string} */
            tool: "profile-my-data" | "clean-my-data";
            /** @constant */
            status: "completed";
            /**
             * Format: date-time
             * @description When the report was finished.
             */
            timestamp: string;
            execution_time_ms: number;
            report: components["schemas"]["AnalysisReport"] | components["schemas"]["TrimmedReport"];
        };
        AnalysisReport: {
            alerts: components["schemas"]["ReportAlert"][];
            issues: components["schemas"]["ReportIssue"][];
            recommendations: components["schemas"]["ReportRecommendation"][];
            executiveSummary: components["schemas"]["ReportTile"][];
            analysisSummary: {
                /** @enum {string} */
                status: "completed" | "completed_with_failed_steps";
                /** @description Markdown. */
                summary: string;
                execution_time_ms?: number;
                /** @constant */
                model_used: "rules";
            };
            /** @description The first 1,000, or all of them when the report comes from report.json. */
            rowLevelIssues: components["schemas"]["ReportRowIssue"][];
            issueSummary: components["schemas"]["ReportIssueSummary"];
            /** @description Only for clean-my-data. */
            changeLog?: components["schemas"]["ReportChangeLog"];
            /** @description What the reader of the file assumed, repaired, skipped or could not decide; absent from old reports. */
            warnings?: components["schemas"]["Warning"][];
            /** @description How the file was read, and why; absent from old reports. */
            reading?: components["schemas"]["FileReading"];
            /** @description Which tool to run next. */
            routing_decisions: components["schemas"]["ReportRoutingDecision"][];
            downloads: components["schemas"]["ReportDownload"][];
            columns?: components["schemas"]["ColumnsStep"];
            numbers?: components["schemas"]["NumbersStep"];
            unreadable_rows?: components["schemas"]["UnreadableRowsStep"];
            type_conflicts?: components["schemas"]["TypeConflictsStep"];
            text_quality?: components["schemas"]["TextQualityStep"];
            uniqueness?: components["schemas"]["UniquenessStep"];
            personal_data?: components["schemas"]["PersonalDataStep"];
            correlations?: components["schemas"]["CorrelationsStep"];
            drift?: components["schemas"]["DriftStep"];
            quality?: components["schemas"]["QualityStep"];
            preview?: components["schemas"]["PreviewStep"];
            quarantine?: components["schemas"]["QuarantineStep"];
            types?: components["schemas"]["TypesStep"];
            standardise?: components["schemas"]["StandardiseStep"];
            duplicates?: components["schemas"]["DuplicatesStep"];
            nulls?: components["schemas"]["NullsStep"];
            outliers?: components["schemas"]["OutliersStep"];
            formulas?: components["schemas"]["FormulasStep"];
            checks?: components["schemas"]["ChecksStep"];
        } & {
            [key: string]: components["schemas"]["ReportStep"];
        };
        TrimmedReport: {
            alerts?: components["schemas"]["ReportAlert"][];
            issues?: components["schemas"]["ReportIssue"][];
            recommendations?: components["schemas"]["ReportRecommendation"][];
            executiveSummary?: components["schemas"]["ReportTile"][];
            analysisSummary: {
                /** @enum {string} */
                status: "completed" | "completed_with_failed_steps";
                /** @description Markdown. */
                summary: string;
                execution_time_ms?: number;
                /** @constant */
                model_used: "rules";
            };
            /** @description The first 1,000, or all of them when the report comes from report.json. */
            rowLevelIssues?: components["schemas"]["ReportRowIssue"][];
            issueSummary?: components["schemas"]["ReportIssueSummary"];
            /** @description Only for clean-my-data. */
            changeLog?: components["schemas"]["ReportChangeLog"];
            /** @description What the reader of the file assumed, repaired, skipped or could not decide; absent from old reports. */
            warnings?: components["schemas"]["Warning"][];
            /** @description How the file was read, and why; absent from old reports. */
            reading?: components["schemas"]["FileReading"];
            /** @description Which tool to run next. */
            routing_decisions?: components["schemas"]["ReportRoutingDecision"][];
            downloads: components["schemas"]["ReportDownload"][];
            columns?: components["schemas"]["ColumnsStep"];
            numbers?: components["schemas"]["NumbersStep"];
            unreadable_rows?: components["schemas"]["UnreadableRowsStep"];
            type_conflicts?: components["schemas"]["TypeConflictsStep"];
            text_quality?: components["schemas"]["TextQualityStep"];
            uniqueness?: components["schemas"]["UniquenessStep"];
            personal_data?: components["schemas"]["PersonalDataStep"];
            correlations?: components["schemas"]["CorrelationsStep"];
            drift?: components["schemas"]["DriftStep"];
            quality?: components["schemas"]["QualityStep"];
            preview?: components["schemas"]["PreviewStep"];
            quarantine?: components["schemas"]["QuarantineStep"];
            types?: components["schemas"]["TypesStep"];
            standardise?: components["schemas"]["StandardiseStep"];
            duplicates?: components["schemas"]["DuplicatesStep"];
            nulls?: components["schemas"]["NullsStep"];
            outliers?: components["schemas"]["OutliersStep"];
            formulas?: components["schemas"]["FormulasStep"];
            checks?: components["schemas"]["ChecksStep"];
            /** @constant */
            trimmed: true;
        } & {
            [key: string]: components["schemas"]["ReportStep"];
        };
        ReportStep: {
            title: string;
            /** @enum {string} */
            status: "completed" | "skipped" | "failed";
            /** @description Why it was skipped, or why it failed. */
            reason?: string;
            parameters: {
                [key: string]: unknown;
            };
            execution_time_ms?: number;
            /** @description Counts before and after the step; equal if it changed nothing. */
            before: {
                [key: string]: number;
            };
            after: {
                [key: string]: number;
            };
            findings: unknown;
        };
        ReportAlert: {
            alert_id: string;
            /** @enum {string} */
            severity: "critical" | "high" | "medium" | "low" | "info";
            category: string;
            message: string;
            affected_fields_count: number;
            recommendation: string;
        };
        ReportIssue: {
            issue_id: string;
            /** @description The step that found it. */
            agent_id: string;
            /** @description The column; empty for the whole file. */
            field_name: string;
            issue_type: string;
            /** @enum {string} */
            severity: "critical" | "high" | "medium" | "low" | "info";
            message: string;
        };
        ReportRecommendation: {
            recommendation_id: string;
            /** @description The step that made it. */
            agent_id: string;
            field_name: string;
            /** @enum {string} */
            priority: "high" | "medium" | "low";
            recommendation: string;
            timeline: string;
        };
        ReportTile: {
            summary_id: string;
            title: string;
            value: string | number;
            /** @enum {string} */
            status: "good" | "warning" | "bad" | "info";
            description: string;
        };
        ReportRowIssue: {
            /** @description Number of the record in the file; the header is 1. */
            row_index: number;
            /** @description Empty for the whole record. */
            column: string;
            issue_type: string;
            /** @enum {string} */
            severity: "critical" | "warning" | "info";
            message: string;
            value: string | null;
        };
        ReportChange: {
            /** @description Number of the record in the file; the header is 1. */
            row_index: number;
            /** @description Null for a record that was dropped or quarantined. */
            column: string | null;
            step: string;
            /** @description Null for an empty cell. */
            before: string | null;
            /** @description Null for an empty cell. */
            after: string | null;
            reason: string;
        };
        ReportChangeLog: {
            total_changes: number;
            /** @description The first 1,000, or all of them in report.json. */
            changes: components["schemas"]["ReportChange"][];
            /** @description The first three of each step, in the order of the steps; absent from old reports. */
            examples?: components["schemas"]["ReportChange"][];
        };
        /** @description Counts all record issues, not only those listed in the report. */
        ReportIssueSummary: {
            total_issues: number;
            by_type: {
                [key: string]: number;
            };
            by_severity: {
                [key: string]: number;
            };
            affected_rows: number;
            affected_columns: number;
        };
        ReportRoutingDecision: {
            /** @enum {string} */
            next_tool: "profile-my-data" | "clean-my-data";
            confidence_score: number;
            reason: string;
            /** @enum {string} */
            priority: "high" | "medium" | "low";
            path: string;
            required_files: string[];
            parameters: {
                [key: string]: unknown;
            };
            expected_benefits: string[];
            execution_steps: string[];
        };
        ReportDownload: {
            /** Format: uuid */
            download_id: string;
            file_name: string;
            /** @enum {string} */
            format: "xlsx" | "json" | "csv";
            size_bytes?: number;
            s3_path?: string;
            /** @enum {string} */
            status?: "uploaded" | "upload_failed";
            /** @description Why the delivery failed; it is retried. */
            error?: {
                code: string;
                message: string;
            };
            /** @description The file itself, with `upload_to_s3=false`. */
            content_base64?: string;
        };
        ColumnProfile: {
            column: string;
            /** @enum {string} */
            inferred_type: "bit" | "integer" | "number" | "grouped" | "formatted" | "code" | "boolean" | "date" | "datetime" | "time" | "email" | "phone" | "url" | "uuid" | "ip" | "text" | "empty";
            agreeing_rows: number;
            /** @description Share of the values that fit the type. */
            agreement: number;
            kinds: {
                [key: string]: number;
            };
            rows: number;
            values: number;
            nulls: number;
            blanks: number;
            null_tokens: number;
            null_rate: number;
            distinct: number;
            /** @description In characters. */
            length: {
                min: number;
                mean: number;
                max: number;
            } | null;
            top_values: components["schemas"]["ColumnTopValue"][];
        };
        ColumnTopValue: {
            value: string;
            count: number;
        };
        NumberProfile: {
            column: string;
            count: number;
            min: number;
            max: number;
            sum: number | null;
            mean: number | null;
            /** @description Sample standard deviation (divided by n - 1). */
            std: number | null;
            p1: number | null;
            p5: number | null;
            q1: number | null;
            median: number | null;
            q3: number | null;
            p95: number | null;
            p99: number | null;
            zeros: number;
            negatives: number;
            /** @description Values outside the fences. */
            outliers: number;
            lowerFence: number | null;
            upperFence: number | null;
            histogram: components["schemas"]["HistogramBin"][];
        };
        HistogramBin: {
            from: number;
            to: number;
            count: number;
        };
        UnreadableRows: {
            code: string;
            rows: number;
            first: number;
            message: string;
        };
        TypeConflicts: {
            conflicts: {
                column: string;
                /** @enum {string} */
                type: "bit" | "integer" | "number" | "grouped" | "formatted" | "code" | "boolean" | "date" | "datetime" | "time" | "email" | "phone" | "url" | "uuid" | "ip" | "text" | "empty";
                agreeing: number;
                disagreeing: number;
                agreement: number;
                kinds: {
                    [key: string]: number;
                };
            }[];
            mixed: {
                column: string;
                /** @enum {string} */
                most: "bit" | "integer" | "number" | "grouped" | "formatted" | "code" | "boolean" | "date" | "datetime" | "time" | "email" | "phone" | "url" | "uuid" | "ip" | "text";
                share: number;
            }[];
        };
        TextQuality: {
            column: string;
            surrounding_space: number;
            repeated_space: number;
            blank: number;
            null_token: number;
            encoding_damage: number;
            invisible_characters: number;
            mixed_alphabets: number;
            case_variants: number;
            case_variant_groups: number;
            case_variant_examples: string[];
        };
        Uniqueness: {
            duplicate_rows: number;
            duplicate_groups: number;
            duplicate_share: number;
            key_candidates: string[];
            nearly_unique: {
                column: string;
                repeated: number;
            }[];
            constant: {
                column: string;
                value: string;
            }[];
        };
        PersonalData: {
            column: string;
            kind: string;
            rows: number;
            share: number;
        };
        Correlation: {
            left: string;
            right: string;
            rows: number;
            pearson: number | null;
        };
        Drift: {
            rows_before: number;
            rows_after: number;
            columns: components["schemas"]["ColumnDrift"][];
            missing_columns: string[];
            new_columns: string[];
        };
        ColumnDrift: {
            column: string;
            /** @enum {string} */
            type_before: "bit" | "integer" | "number" | "grouped" | "formatted" | "code" | "boolean" | "date" | "datetime" | "time" | "email" | "phone" | "url" | "uuid" | "ip" | "text" | "empty";
            /** @enum {string} */
            type_after: "bit" | "integer" | "number" | "grouped" | "formatted" | "code" | "boolean" | "date" | "datetime" | "time" | "email" | "phone" | "url" | "uuid" | "ip" | "text" | "empty";
            null_rate_before: number;
            null_rate_after: number;
            distinct_before: number;
            distinct_after: number;
            measure: ("ks" | "psi") | null;
            distance: number | null;
            /** @enum {string} */
            level: "none" | "moderate" | "major";
        };
        QualityGrade: {
            score: number | null;
            grade: ("A" | "B" | "C" | "D" | "F") | null;
            parts: {
                part: string;
                weight: number;
                score: number;
            }[];
            /** @description Why the grade is lower than the one for its score. */
            limited_by?: string;
        };
        EstimatedEffect: {
            step: string;
            cells_to_change: number;
            rows_to_drop: number;
        };
        BrokenRule: {
            column: string;
            type: string;
            message: string;
            cells: number;
            /** @description Whether the records were quarantined. */
            sets_aside: boolean;
        };
        FilledColumn: {
            column: string;
            blank_before: number;
            words_for_no_value: number;
            /** @enum {string} */
            strategy: "none" | "drop" | "mean" | "median" | "mode" | "forward" | "backward" | "constant";
            filled_with?: string;
            /** @description Why the strategy could not be used. */
            obstacle?: string;
            blank_after: number;
        };
        ColumnLimits: {
            column: string;
            low: number;
            high: number;
            below: number;
            above: number;
        };
        ResultCheck: {
            check: string;
            passed: boolean;
            expected: string;
            found: string;
            columns: string[];
        };
        ColumnsStep: {
            title: string;
            /** @enum {string} */
            status: "completed" | "skipped" | "failed";
            /** @description Why it was skipped, or why it failed. */
            reason?: string;
            parameters: {
                [key: string]: unknown;
            };
            execution_time_ms?: number;
            /** @description Counts before and after the step; equal if it changed nothing. */
            before: {
                [key: string]: number;
            };
            after: {
                [key: string]: number;
            };
            findings: components["schemas"]["ColumnProfile"][] | null;
        };
        NumbersStep: {
            title: string;
            /** @enum {string} */
            status: "completed" | "skipped" | "failed";
            /** @description Why it was skipped, or why it failed. */
            reason?: string;
            parameters: {
                [key: string]: unknown;
            };
            execution_time_ms?: number;
            /** @description Counts before and after the step; equal if it changed nothing. */
            before: {
                [key: string]: number;
            };
            after: {
                [key: string]: number;
            };
            findings: components["schemas"]["NumberProfile"][] | null;
        };
        UnreadableRowsStep: {
            title: string;
            /** @enum {string} */
            status: "completed" | "skipped" | "failed";
            /** @description Why it was skipped, or why it failed. */
            reason?: string;
            parameters: {
                [key: string]: unknown;
            };
            execution_time_ms?: number;
            /** @description Counts before and after the step; equal if it changed nothing. */
            before: {
                [key: string]: number;
            };
            after: {
                [key: string]: number;
            };
            findings: components["schemas"]["UnreadableRows"][] | null;
        };
        TypeConflictsStep: {
            title: string;
            /** @enum {string} */
            status: "completed" | "skipped" | "failed";
            /** @description Why it was skipped, or why it failed. */
            reason?: string;
            parameters: {
                [key: string]: unknown;
            };
            execution_time_ms?: number;
            /** @description Counts before and after the step; equal if it changed nothing. */
            before: {
                [key: string]: number;
            };
            after: {
                [key: string]: number;
            };
            findings: components["schemas"]["TypeConflicts"] | null;
        };
        TextQualityStep: {
            title: string;
            /** @enum {string} */
            status: "completed" | "skipped" | "failed";
            /** @description Why it was skipped, or why it failed. */
            reason?: string;
            parameters: {
                [key: string]: unknown;
            };
            execution_time_ms?: number;
            /** @description Counts before and after the step; equal if it changed nothing. */
            before: {
                [key: string]: number;
            };
            after: {
                [key: string]: number;
            };
            findings: components["schemas"]["TextQuality"][] | null;
        };
        UniquenessStep: {
            title: string;
            /** @enum {string} */
            status: "completed" | "skipped" | "failed";
            /** @description Why it was skipped, or why it failed. */
            reason?: string;
            parameters: {
                [key: string]: unknown;
            };
            execution_time_ms?: number;
            /** @description Counts before and after the step; equal if it changed nothing. */
            before: {
                [key: string]: number;
            };
            after: {
                [key: string]: number;
            };
            findings: components["schemas"]["Uniqueness"] | null;
        };
        PersonalDataStep: {
            title: string;
            /** @enum {string} */
            status: "completed" | "skipped" | "failed";
            /** @description Why it was skipped, or why it failed. */
            reason?: string;
            parameters: {
                [key: string]: unknown;
            };
            execution_time_ms?: number;
            /** @description Counts before and after the step; equal if it changed nothing. */
            before: {
                [key: string]: number;
            };
            after: {
                [key: string]: number;
            };
            findings: components["schemas"]["PersonalData"][] | null;
        };
        CorrelationsStep: {
            title: string;
            /** @enum {string} */
            status: "completed" | "skipped" | "failed";
            /** @description Why it was skipped, or why it failed. */
            reason?: string;
            parameters: {
                [key: string]: unknown;
            };
            execution_time_ms?: number;
            /** @description Counts before and after the step; equal if it changed nothing. */
            before: {
                [key: string]: number;
            };
            after: {
                [key: string]: number;
            };
            findings: components["schemas"]["Correlation"][] | null;
        };
        DriftStep: {
            title: string;
            /** @enum {string} */
            status: "completed" | "skipped" | "failed";
            /** @description Why it was skipped, or why it failed. */
            reason?: string;
            parameters: {
                [key: string]: unknown;
            };
            execution_time_ms?: number;
            /** @description Counts before and after the step; equal if it changed nothing. */
            before: {
                [key: string]: number;
            };
            after: {
                [key: string]: number;
            };
            findings: components["schemas"]["Drift"] | null;
        };
        QualityStep: {
            title: string;
            /** @enum {string} */
            status: "completed" | "skipped" | "failed";
            /** @description Why it was skipped, or why it failed. */
            reason?: string;
            parameters: {
                [key: string]: unknown;
            };
            execution_time_ms?: number;
            /** @description Counts before and after the step; equal if it changed nothing. */
            before: {
                [key: string]: number;
            };
            after: {
                [key: string]: number;
            };
            findings: components["schemas"]["QualityGrade"] | null;
        };
        PreviewStep: {
            title: string;
            /** @enum {string} */
            status: "completed" | "skipped" | "failed";
            /** @description Why it was skipped, or why it failed. */
            reason?: string;
            parameters: {
                [key: string]: unknown;
            };
            execution_time_ms?: number;
            /** @description Counts before and after the step; equal if it changed nothing. */
            before: {
                [key: string]: number;
            };
            after: {
                [key: string]: number;
            };
            findings: {
                effects: components["schemas"]["EstimatedEffect"][];
            } | null;
        };
        QuarantineStep: {
            title: string;
            /** @enum {string} */
            status: "completed" | "skipped" | "failed";
            /** @description Why it was skipped, or why it failed. */
            reason?: string;
            parameters: {
                [key: string]: unknown;
            };
            execution_time_ms?: number;
            /** @description Counts before and after the step; equal if it changed nothing. */
            before: {
                [key: string]: number;
            };
            after: {
                [key: string]: number;
            };
            findings: {
                rows_quarantined: number;
                records_that_are_no_rows: number;
                rules: components["schemas"]["BrokenRule"][];
            } | null;
        };
        TypesStep: {
            title: string;
            /** @enum {string} */
            status: "completed" | "skipped" | "failed";
            /** @description Why it was skipped, or why it failed. */
            reason?: string;
            parameters: {
                [key: string]: unknown;
            };
            execution_time_ms?: number;
            /** @description Counts before and after the step; equal if it changed nothing. */
            before: {
                [key: string]: number;
            };
            after: {
                [key: string]: number;
            };
            findings: {
                by_column: {
                    column: string;
                    /** @enum {string} */
                    type: "integer" | "number" | "boolean" | "date";
                    changed: number;
                    unreadable: number;
                }[];
            } | null;
        };
        StandardiseStep: {
            title: string;
            /** @enum {string} */
            status: "completed" | "skipped" | "failed";
            /** @description Why it was skipped, or why it failed. */
            reason?: string;
            parameters: {
                [key: string]: unknown;
            };
            execution_time_ms?: number;
            /** @description Counts before and after the step; equal if it changed nothing. */
            before: {
                [key: string]: number;
            };
            after: {
                [key: string]: number;
            };
            findings: {
                by_column: {
                    column: string;
                    cells: number;
                }[];
            } | null;
        };
        DuplicatesStep: {
            title: string;
            /** @enum {string} */
            status: "completed" | "skipped" | "failed";
            /** @description Why it was skipped, or why it failed. */
            reason?: string;
            parameters: {
                [key: string]: unknown;
            };
            execution_time_ms?: number;
            /** @description Counts before and after the step; equal if it changed nothing. */
            before: {
                [key: string]: number;
            };
            after: {
                [key: string]: number;
            };
            findings: {
                exact: number;
                by_key: number;
                cells_merged: number;
            } | null;
        };
        NullsStep: {
            title: string;
            /** @enum {string} */
            status: "completed" | "skipped" | "failed";
            /** @description Why it was skipped, or why it failed. */
            reason?: string;
            parameters: {
                [key: string]: unknown;
            };
            execution_time_ms?: number;
            /** @description Counts before and after the step; equal if it changed nothing. */
            before: {
                [key: string]: number;
            };
            after: {
                [key: string]: number;
            };
            findings: {
                by_column: components["schemas"]["FilledColumn"][];
            } | null;
        };
        OutliersStep: {
            title: string;
            /** @enum {string} */
            status: "completed" | "skipped" | "failed";
            /** @description Why it was skipped, or why it failed. */
            reason?: string;
            parameters: {
                [key: string]: unknown;
            };
            execution_time_ms?: number;
            /** @description Counts before and after the step; equal if it changed nothing. */
            before: {
                [key: string]: number;
            };
            after: {
                [key: string]: number;
            };
            findings: {
                /** @enum {string} */
                method: "iqr" | "zscore" | "percentile";
                /** @enum {string} */
                action: "none" | "drop" | "cap" | "impute";
                by_column: components["schemas"]["ColumnLimits"][];
            } | null;
        };
        FormulasStep: {
            title: string;
            /** @enum {string} */
            status: "completed" | "skipped" | "failed";
            /** @description Why it was skipped, or why it failed. */
            reason?: string;
            parameters: {
                [key: string]: unknown;
            };
            execution_time_ms?: number;
            /** @description Counts before and after the step; equal if it changed nothing. */
            before: {
                [key: string]: number;
            };
            after: {
                [key: string]: number;
            };
            findings: {
                by_column: {
                    column: string;
                    cells: number;
                }[];
            } | null;
        };
        ChecksStep: {
            title: string;
            /** @enum {string} */
            status: "completed" | "skipped" | "failed";
            /** @description Why it was skipped, or why it failed. */
            reason?: string;
            parameters: {
                [key: string]: unknown;
            };
            execution_time_ms?: number;
            /** @description Counts before and after the step; equal if it changed nothing. */
            before: {
                [key: string]: number;
            };
            after: {
                [key: string]: number;
            };
            findings: {
                checks: components["schemas"]["ResultCheck"][];
                retention: number;
            } | null;
        };
        SessionRequest: {
            /** @description A JWT, as sent with `Authorization: Bearer`. */
            token: string;
        };
        DevelopmentSessionRequest: {
            account_id: string;
            /** @enum {string} */
            role: "viewer" | "member" | "operator";
        };
        UploadRequest: {
            /** @description The file name; path and control characters are dropped. */
            doc_name: string;
            /** @description SHA-256 of the whole content in hex. */
            doc_hash_256: string;
            /** @description Bytes. */
            file_size: number;
            /** @description One of text/csv, text/tab-separated-values, text/plain, application/csv, application/vnd.ms-excel, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, application/gzip, application/x-gzip, application/zip, application/x-zip-compressed, application/octet-stream; application/octet-stream by default. */
            content_type?: string;
            /** @description SHA-256 of every chunk, which S3 verifies on arrival; only for files sent in chunks. */
            chunk_hashes?: string[];
        };
        DocumentForm: {
            /**
             * Format: binary
             * @description The file, of any type.
             */
            file: string;
        };
        ImporterInferenceRequest: components["schemas"]["InferenceOfDocument"] | {
            /** @description `schema.table`, or `table` of the own database: one that importers may use (`IMPORT_TARGETS`). */
            table: string;
            /**
             * @description The name of the importer. Default: made of that of the file or table.
             * @example assets
             */
            name?: string;
        };
        InferenceOfDocument: components["schemas"]["ReadingOptions"] & {
            /**
             * Format: uuid
             * @description A stored document.
             */
            doc_id: string;
            /**
             * @description The name of the importer. Default: made of that of the file or table.
             * @example assets
             */
            name?: string;
        };
        ReadingOptions: {
            /** @description Any label of the WHATWG Encoding Standard, such as utf-8, windows-1252, shift_jis or gb18030. Default: auto-detect. */
            encoding?: string;
            /**
             * @description The character between two cells. Default: auto-detect.
             * @example ,
             * @example ;
             * @example
             * @example |
             * @example
             * @example :
             * @example ^
             * @example ~
             * @example 
             * @example 
             * @example 
             * @example 
             */
            delimiter?: string;
            /**
             * @description The character around cells that contain a delimiter. Default: auto-detect.
             * @enum {string}
             */
            quote?: "\"" | "'" | "none";
            /**
             * @description How a quote within a quoted cell is written: doubled (none), or after a backslash. Default: auto-detect.
             * @enum {string}
             */
            escape?: "none" | "\\";
            /** @description The character that starts a comment line. Default: auto-detect. */
            comment?: "none" | string;
            /** @description The row with the column names, as a spreadsheet numbers rows; none if the first row is data. Default: auto-detect. */
            header_row?: number | "none";
            /** @description How many rows are joined into one header. Default: 1. */
            header_rows?: number;
            /** @description Rows to skip at the start of the file. Default: auto-detect. */
            skip_rows?: number;
            /** @description Rows to skip at the end of the file. Default: 0. */
            skip_footer?: number;
            /** @description Fill missing cells at the end of a record with blanks. Default: the record is an error. */
            allow_short_rows?: boolean;
            /** @description Skip records that repeat the header. Default: keep them, with a warning. */
            skip_repeated_headers?: boolean;
            /** @description Skip records that look like totals. Default: keep them, with a warning. */
            skip_totals?: boolean;
            /**
             * @description How decimals are written: 1.5 or 1,5. Default: auto-detect.
             * @enum {string}
             */
            decimal_mark?: "." | ",";
            /**
             * @description How to read dates such as 03/04/2024. Default: auto-detect.
             * @enum {string}
             */
            date_order?: "DMY" | "MDY";
            /** @description XLSX only: the sheet to read. Default: the first that has rows. */
            sheet?: string;
            /** @description Refuse the file if a detected setting is doubtful (confidence below 0.8). Imports that are all or nothing, or that delete rows, always do. */
            strict?: boolean;
        };
        /** @description Omitted options are taken from the definition. */
        ImporterPreviewRequest: components["schemas"]["ImportOptions"] & {
            /**
             * Format: uuid
             * @description A stored document.
             */
            doc_id: string;
            /** @description The text of a definition, in YAML or JSON. It is not stored. */
            definition: string;
            /**
             * @description The scope that the importer would have if it were stored.
             * @enum {string}
             */
            scope?: "all" | "account";
        };
        /** @description Responses have the defaults filled in. */
        ImportOptions: components["schemas"]["ReadingOptions"] & {
            /**
             * @description skip: import valid records and report the others. abort: import all records or none.
             * @default skip
             * @enum {string}
             */
            on_invalid?: "skip" | "abort";
            /**
             * @description What to do with a record whose key already exists in the table.
             * @default reject
             * @enum {string}
             */
            on_duplicate?: "reject" | "update" | "skip";
            /**
             * @description What to do with a record whose key is not in the table yet. Default: insert.
             * @enum {string}
             */
            on_new?: "insert" | "reject" | "skip";
            /**
             * @description What to do with rows of the table whose key the file does not have. delete: only if the definition of the importer allows it. Default: keep.
             * @enum {string}
             */
            on_absent?: "keep" | "delete";
            /** @description With on_absent=delete: writes and deletes nothing if more of the rows would be deleted, in percent of those that the account has in the table before. Default: 10. */
            max_delete_percent?: number;
            /**
             * @description With on_duplicate=update: blank cells keep the old value or clear it.
             * @default keep
             * @enum {string}
             */
            on_blank?: "keep" | "null";
            /**
             * @description Run all checks and count records without writing any rows.
             * @default false
             */
            dry_run?: boolean;
            /** @description Writes nothing if more records than this have errors. The whole file is checked before the first row is written. */
            max_failed_rows?: number;
            /** @description The same, in percent of all records. */
            max_failed_percent?: number;
            /** @description Writes at most this many records per second on average, for tables that others are using. */
            max_rows_per_second?: number;
            /**
             * @description Allow an import in which no record has a key, so that every row gets a generated one.
             * @default false
             */
            generate_keys?: boolean;
            /** @description Header of the file -> column of the importer, or null to ignore it. */
            mapping?: {
                [key: string]: string | null;
            };
            /** @description Field of the importer -> text in the file -> the value to read instead, in addition to the synonyms of the definition. */
            synonyms?: {
                [key: string]: {
                    [key: string]: string;
                };
            };
        };
        ImportMappingInput: {
            mapping: {
                [key: string]: string | null;
            };
        };
        AnalysisByDocument: {
            /** @enum {string} */
            tool: "profile-my-data" | "clean-my-data";
            /** @description Deliver artifacts to S3 (default), or embed them in the report as base64 (default for /analyses/sync). */
            upload_to_s3?: boolean;
            /** Format: uuid */
            doc_id: string;
            /** @description Parameters of the tool; see GET /tools. */
            parameters?: components["schemas"]["ProfileMyDataParameters"] | components["schemas"]["CleanMyDataParameters"];
            /** @description Default: every artifact of the tool. */
            artifacts?: ("report.xlsx" | "report.json" | "cleaned.csv" | "quarantined.csv")[];
        };
        AnalysisByFile: {
            /** @enum {string} */
            tool: "profile-my-data" | "clean-my-data";
            /** @enum {string} */
            upload_to_s3?: "true" | "false";
            /**
             * Format: binary
             * @description The CSV or XLSX file. Fields may come in any order.
             */
            file: string;
            /** @description Parameters of the tool as JSON; see GET /tools. */
            parameters?: string;
            /** @description Comma-separated names or a JSON list. */
            artifacts?: string;
        };
        ReprocessRunRequest: {
            filter: components["schemas"]["ReprocessFilter"];
            /**
             * @description Only count the matches.
             * @default false
             */
            dry_run?: boolean;
        };
        /** @description Which failed deliveries; without conditions, all of them. */
        ReprocessFilter: {
            /** @description For operators: another account, or `*` for all. Default: your own account. */
            account_id?: string;
            /** @enum {string} */
            tool?: "profile-my-data" | "clean-my-data";
            /** Format: uuid */
            analysis_id?: string;
            /**
             * Format: date-time
             * @description Created at or after this time.
             */
            from?: string;
            /**
             * Format: date-time
             * @description Created before this time.
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
             * @description The endpoint as clients reach it, for presigned URLs; null if it is the same.
             * @example https://s3.eu-north.example:8333
             */
            public_endpoint?: string | null;
            /** @description Default: S3_REGION. */
            region?: string;
            /** @description Created if missing when S3_CREATE_BUCKET is set. */
            bucket: string;
            /**
             * @description Name of an entry in STORAGE_CREDENTIALS; `default` uses the keys of the installation's own storage.
             * @default default
             */
            credentials_ref?: string;
            /**
             * @description Limit on bytes of chunks; null for no limit.
             * @default null
             */
            capacity_bytes?: number | null;
        };
        /** @description Responses have the defaults filled in. */
        ImportByDocument: components["schemas"]["ImportOptions"] & {
            /** Format: uuid */
            doc_id: string;
        };
        ImportByFile: components["schemas"]["ReadingOptions"] & {
            /**
             * @description skip: import valid records and report the others. abort: import all records or none.
             * @default skip
             * @enum {string}
             */
            on_invalid?: "skip" | "abort";
            /**
             * @description What to do with a record whose key already exists in the table.
             * @default reject
             * @enum {string}
             */
            on_duplicate?: "reject" | "update" | "skip";
            /**
             * @description What to do with a record whose key is not in the table yet. Default: insert.
             * @enum {string}
             */
            on_new?: "insert" | "reject" | "skip";
            /**
             * @description What to do with rows of the table whose key the file does not have. delete: only if the definition of the importer allows it. Default: keep.
             * @enum {string}
             */
            on_absent?: "keep" | "delete";
            /** @description With on_absent=delete: writes and deletes nothing if more of the rows would be deleted, in percent of those that the account has in the table before. Default: 10. */
            max_delete_percent?: number;
            /**
             * @description With on_duplicate=update: blank cells keep the old value or clear it.
             * @default keep
             * @enum {string}
             */
            on_blank?: "keep" | "null";
            /** @enum {string} */
            dry_run?: "true" | "false";
            /** @description Writes nothing if more records than this have errors. The whole file is checked before the first row is written. */
            max_failed_rows?: number;
            /** @description The same, in percent of all records. */
            max_failed_percent?: number;
            /** @description Writes at most this many records per second on average, for tables that others are using. */
            max_rows_per_second?: number;
            /**
             * @description Allow an import in which no record has a key, so that every row gets a generated one.
             * @default false
             */
            generate_keys?: boolean;
            /** @description JSON object that maps headers of the file to columns of the importer, or to null to ignore them. */
            mapping?: string;
            /** @description JSON object: field of the importer -> text in the file -> the value to read instead. */
            synonyms?: string;
            /**
             * Format: binary
             * @description The CSV or XLSX file. Fields may come in any order.
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
            /** @description The requested path. */
            instance: string;
            /** @enum {string} */
            code: "MALFORMED_REQUEST" | "VALIDATION_FAILED" | "UNAUTHENTICATED" | "FORBIDDEN" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "INVALID_STATE" | "IDEMPOTENCY_IN_PROGRESS" | "IDEMPOTENCY_MISMATCH" | "QUEUE_FULL" | "RATE_LIMITED" | "ACCOUNT_STORAGE_FULL" | "TOO_MANY_UPLOADS" | "TOO_MANY_STREAMS" | "TOO_MANY_IMPORTERS" | "TOO_MANY_TABLES" | "TOO_MANY_VERSIONS" | "VERSION_CONFLICT" | "FILE_TOO_LARGE" | "BODY_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "RANGE_NOT_SATISFIABLE" | "UPLOAD_INCOMPLETE" | "UPLOAD_MISSING" | "UPLOAD_MISMATCH" | "UPLOAD_EXPIRED" | "FILE_EMPTY" | "FILE_NO_ROWS" | "FILE_NOT_A_TABLE" | "FILE_ENCODING_INVALID" | "FILE_CORRUPT" | "SHEET_NOT_FOUND" | "TOO_MANY_ROWS" | "TOO_MANY_COLUMNS" | "CELL_TOO_LARGE" | "ROW_TOO_LARGE" | "XLSX_TOO_LARGE" | "ARCHIVE_TOO_LARGE" | "HEADER_MISSING" | "HEADER_DUPLICATE" | "HEADER_COLUMNS_MISSING" | "HEADER_COLUMNS_UNEXPECTED" | "HEADER_ORDER" | "KEYS_WOULD_BE_GENERATED" | "MAPPING_INVALID" | "READING_DOUBTFUL" | "ABORTED_ON_INVALID_ROWS" | "TOO_MANY_DELETIONS" | "STORAGE_NOT_FOUND" | "STORAGE_UNAVAILABLE" | "STORAGE_REFUSED" | "DATABASE_UNAVAILABLE" | "QUEUE_UNAVAILABLE" | "IDENTITY_UNAVAILABLE" | "WORKER_TIMEOUT" | "DOCUMENT_NOT_READY" | "DOCUMENT_DAMAGED" | "NO_STORAGE_SERVER" | "ANALYSIS_OUT_OF_MEMORY" | "ANALYSIS_TIMEOUT" | "ARTIFACT_LOST" | "EXPORT_FAILED" | "TARGET_CHANGED" | "TARGET_BUSY" | "JOB_CANCELLED" | "JOB_SUPERSEDED" | "JOB_STOPPED" | "JOB_STALLED" | "WORKER_OUTDATED" | "CONFIG_INVALID" | "INTERNAL";
            /** Format: uuid */
            trace_id: string;
            /** @description One entry per invalid field. */
            fields?: components["schemas"]["FieldError"][];
            /** @description The account limit that was reached; see `GET /account/usage`. */
            quota?: {
                name: string;
                limit: number;
                used: number;
            };
        };
        FieldError: {
            field: string;
            code: string;
            message: string;
            /** @description Where in the text that was sent; from 1. */
            line?: number;
            column?: number;
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
             * @description When the token, and with it the session, expires.
             */
            expires_at: string;
        };
        Status: {
            /**
             * @description `degraded` while anything is down.
             * @enum {string}
             */
            status: "ok" | "degraded";
            /** Format: date-time */
            checked_at: string;
            dependencies: components["schemas"]["Dependency"][];
        };
        Dependency: {
            /** @enum {string} */
            name: "database" | "queue" | "storage" | "storage_server" | "workers";
            /** @description Name of the storage server. Storage servers are listed only while they are down. */
            server: string | null;
            /**
             * @description `unknown`: it can be checked only through another dependency, which is down.
             * @enum {string}
             */
            state: "up" | "down" | "unknown";
            /**
             * Format: date-time
             * @description When it was first found down.
             */
            since: string | null;
            /** @description What is down, in one sentence. Null unless it is down. */
            title: string | null;
            /** @description What does not work. Null unless it is down. */
            affected: string | null;
            /** @description What still works, and what happens when it is back. Null unless it is down. */
            unaffected: string | null;
        };
        AccountUsage: {
            account_id: string;
            limits: {
                /**
                 * @description The same name as in the `quota` of a refusal.
                 * @enum {string}
                 */
                name: "stored_bytes" | "uploads" | "event_streams" | "unfinished_imports" | "unfinished_analyses" | "importers" | "tables";
                /** @description Where there is no limit, counting stops at 10,000. */
                used: number;
                /** @description Null: none. */
                limit: number | null;
            }[];
        };
        AccountStorage: {
            account_id: string;
            documents: number;
            /** @description Of its documents, stored and announced. */
            stored_bytes: number;
            /** @description Null: none. */
            limit_bytes: number | null;
        };
        SingleUpload: {
            /** Format: uuid */
            doc_id: string;
            /** @enum {string} */
            status: "UPLOAD_PENDING" | "UPLOAD_URL_GENERATED" | "UPLOAD_VERIFYING" | "UPLOAD_COMPLETE" | "UPLOAD_FAILED";
            /** @description `CODE: message` of a failed upload. */
            failure_reason: string | null;
            /** Format: uuid */
            trace_id: string;
            message: string;
            /**
             * Format: uri
             * @description PUT the bytes here; null when there is nothing to send.
             */
            s3_presigned_url: string | null;
            /** Format: date-time */
            s3_url_expires_at: string | null;
            /** @description Headers to send with the PUT unchanged; the length is signed too. */
            required_headers: {
                [key: string]: string;
            } | null;
        };
        ChunkedUpload: {
            /** Format: uuid */
            doc_id: string;
            /** @enum {string} */
            status: "UPLOAD_PENDING" | "UPLOAD_URL_GENERATED" | "UPLOAD_VERIFYING" | "UPLOAD_COMPLETE" | "UPLOAD_FAILED";
            /** @description `CODE: message` of a failed upload. */
            failure_reason: string | null;
            /** Format: uuid */
            trace_id: string;
            message: string;
            /**
             * Format: uuid
             * @description Null when no upload is in progress.
             */
            session_id: string | null;
            /**
             * Format: date-time
             * @description When an idle session expires.
             */
            expires_at: string | null;
            chunks: components["schemas"]["UploadChunk"][];
        };
        UploadChunk: {
            chunk_number: number;
            /** @description Offset of its first byte in the file. */
            offset: number;
            size: number;
            /** @enum {string} */
            status: "pending" | "uploading" | "completed" | "failed";
            /**
             * Format: uri
             * @description PUT its bytes here; null when it has arrived.
             */
            url: string | null;
            /** Format: date-time */
            url_expires_at: string | null;
            /** @description Headers to send with the PUT unchanged; the length is signed too. */
            required_headers: {
                [key: string]: string;
            } | null;
            /** @description Its storage server is unreachable; ask again in half a minute. */
            server_unreachable: boolean;
        };
        UploadCompletion: {
            /** Format: uuid */
            doc_id: string;
            /** @enum {string} */
            status: "UPLOAD_PENDING" | "UPLOAD_URL_GENERATED" | "UPLOAD_VERIFYING" | "UPLOAD_COMPLETE" | "UPLOAD_FAILED";
            /** @description `CODE: message` of a failed upload. */
            failure_reason: string | null;
            /** Format: uuid */
            trace_id: string;
            message: string;
            /** @description Poll this URL for the outcome. */
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
            /** @description `CODE: message` of a failed upload. */
            failure_reason: string | null;
            doc_name: string;
            content_type: string;
            file_size: number | null;
            /** @description SHA-256 of the content in hex. */
            doc_hash_256: string | null;
            /**
             * @description One object, or chunks on storage servers.
             * @enum {string}
             */
            storage: "single" | "chunked";
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        ListedDocument: components["schemas"]["Document"] & {
            /**
             * Format: date-time
             * @description When it is deleted, unless it is used before then or a file made from it is not delivered yet. Null while it is being uploaded.
             */
            expires_at: string | null;
        };
        DocumentReading: {
            dialect: components["schemas"]["Dialect"];
            /** @description How the file is read, and why. */
            decisions: components["schemas"]["Decision"][];
            /** @description The columns by the names that the tools know them by: unnamed and repeated ones are numbered. Empty if the header cannot be used. */
            header: string[];
            /** @description The first rows of the file as they stand, with those above the header and without blank ones: at most 40, with the start of 100 cells each. */
            first_rows: {
                row: number;
                cells: string[];
            }[];
            warnings: components["schemas"]["Warning"][];
            /** @description Why the file cannot be used when it is read in this way; null if it can. */
            refusal: {
                code: string;
                message: string;
                fields: {
                    field: string;
                    code: string;
                    message: string;
                }[];
            } | null;
            /** Format: uuid */
            trace_id: string;
        };
        Dialect: {
            /** @enum {string} */
            format: "csv" | "xlsx";
            encoding: string;
            /** @enum {string} */
            encoding_certainty: "given" | "bom" | "valid" | "assumed";
            delimiter: string | null;
            decimal_comma: boolean;
            sheet: string | null;
            sheets: string[];
        };
        Decision: {
            /**
             * @description The option that overrides it.
             * @enum {string}
             */
            topic: "encoding" | "delimiter" | "quote" | "escape" | "comment" | "header_row" | "skip_rows" | "sheet" | "decimal_mark" | "date_order";
            /** @description As the option takes it; null for none. */
            value: string | number | null;
            /** @description Set by the caller, not detected. */
            given: boolean;
            /** @description From 0, a guess, to 1, certain. */
            confidence: number;
            /** @description Below 0.8 and not given: refused with `strict`, `on_invalid=abort` or `on_absent=delete`. */
            doubtful: boolean;
            /** @description Why this value was chosen. */
            evidence: string;
            /** @description Other possible values. */
            alternatives: (string | number | null)[];
        };
        Warning: {
            /** @description For programs, such as ENCODING_ASSUMED. */
            code: string;
            message: string;
            /** @description The header of the column it concerns. */
            column?: string;
            /** @description The cells or records it concerns; absent if it concerns the file as a whole. */
            count?: number;
            /** @description The first of these records, numbered as a spreadsheet numbers rows. */
            rows?: number[];
        };
        Tool: {
            /** @enum {string} */
            name: "profile-my-data" | "clean-my-data";
            description: string;
            /** @description The artifacts it can produce; a request gets all of them by default. */
            artifacts: {
                /** @enum {string} */
                name: "report.xlsx" | "report.json" | "cleaned.csv" | "quarantined.csv";
                description: string;
            }[];
            /** @description The optional steps in order; each is a key of `parameters`. */
            steps: {
                name: string;
                description: string;
            }[];
            /** @description JSON Schema of `parameters` including its steps: names, descriptions, limits and defaults. */
            parameters: {
                [key: string]: unknown;
            };
        };
        ImporterSaved: {
            name: string;
            /** @description The version with this text; with `dry_run` the one that it would be. */
            version: number;
            /** @description False if the newest version has the same text, and with `dry_run`. */
            created: boolean;
            /**
             * @description Which accounts have it: all, or only this one.
             * @enum {string}
             */
            scope: "all" | "account";
            /** @description What is allowed, but perhaps not intended. */
            warnings: components["schemas"]["FieldError"][];
            url: string;
            /** Format: uuid */
            trace_id: string;
        };
        ImporterInference: {
            /** @description The definition; it is not stored. */
            definition: {
                [key: string]: unknown;
            };
            /** @description The same as YAML, with what is doubtful as comments. */
            source: string;
            columns: {
                /** @description The name of the field; null if the column is left out. */
                field: string | null;
                /** @description The header in the file, or the column of the table. */
                header: string;
                type: string;
                /** @description Why, one sentence each. */
                evidence: string[];
                /** @description From 0, a guess, to 1, certain. */
                confidence: number;
                /** @description The first different values of the file; none of a table. */
                examples: string[];
            }[];
            /** @description Fields that say which row is meant, alone or together, the best first. */
            key_candidates: {
                fields: string[];
                confidence: number;
                evidence: string[];
            }[];
            /** @description What a person should look at. */
            warnings: components["schemas"]["Warning"][];
            /** @description How the file was read, and why; none of a table. */
            decisions: components["schemas"]["Decision"][];
            /** Format: uuid */
            trace_id: string;
        };
        ImportPreview: {
            dialect: components["schemas"]["Dialect"] & {
                /**
                 * @description Null if no dates need it or the sample is ambiguous.
                 * @enum {string|null}
                 */
                date_order: "DMY" | "MDY" | null;
            };
            /** @description How the file is read, and why. */
            decisions: components["schemas"]["Decision"][];
            /** @description Columns of the importer to which headers can be mapped. */
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
                /** @description Null when the column is not imported. */
                column: string | null;
                /** @enum {string} */
                how: "name" | "alias" | "given" | "ignored" | "unknown" | "reserved";
                suggestions: {
                    column: string;
                    /** @description How similar the names are. */
                    score: number;
                    /** @description Whether no other column comes close. */
                    likely: boolean;
                }[];
            }[];
            /** @description Required columns missing from the file. */
            missing_columns: string[];
            /** @description The first records; `rows` of the request says how many. */
            rows: {
                row: number;
                line: number;
                /** @description By header: the cells as they stand in the file. */
                values: {
                    [key: string]: string;
                };
                /** @description The same in the order of `header`. */
                cells: string[];
                /** @description What a new row would hold for each of these cells. Null for NULL, a generated key, a cell with an error, and a column that is not imported. */
                stored: (string | null)[];
                /** @description With messages that name the headers of the file. */
                errors: {
                    /** @description Number of the record in the file, as a spreadsheet counts rows; the header is 1. */
                    row: number;
                    /** @description The line of the file on which the record starts. */
                    line: number;
                    field: string | null;
                    code: string;
                    value: string | null;
                    error: string;
                }[];
            }[];
            /** @description The first records with errors of those that were checked, as many as `rows`. */
            failed_rows: {
                row: number;
                line: number;
                /** @description By header: the cells as they stand in the file. */
                values: {
                    [key: string]: string;
                };
                /** @description The same in the order of `header`. */
                cells: string[];
                /** @description What a new row would hold for each of these cells. Null for NULL, a generated key, a cell with an error, and a column that is not imported. */
                stored: (string | null)[];
                /** @description With messages that name the headers of the file. */
                errors: {
                    /** @description Number of the record in the file, as a spreadsheet counts rows; the header is 1. */
                    row: number;
                    /** @description The line of the file on which the record starts. */
                    line: number;
                    field: string | null;
                    code: string;
                    value: string | null;
                    error: string;
                }[];
            }[];
            /** @description What the check of the values found. Only a dry run or an import checks for repeated keys, existing rows and values of other tables. */
            checked: {
                /** @description Records that were checked. */
                records: number;
                /** @description Whether these are all records of the file. False if it is too long for a preview: a dry run checks all of it. */
                is_whole: boolean;
                /** @description How many of them have errors. */
                failed_records: number;
                /** @description How many of them a result file marks as imported or skipped; they are not checked. */
                done_records: number;
                /** @description What the errors have in common, the most frequent first; at most 50. */
                causes: {
                    code: string;
                    field: string | null;
                    /** @description Errors with this code in this field. */
                    count: number;
                    /** @description The message of the first of them. */
                    error: string;
                    /** @description Its row. */
                    row: number;
                    value: string | null;
                }[];
            } | null;
            /** @description The first rows of the file as they stand, with those above the header and without blank ones: at most 40, with the start of 100 cells each. */
            first_rows: {
                row: number;
                cells: string[];
            }[];
            warnings: components["schemas"]["Warning"][];
            /** @description Why an import with these options would be refused before its first record; null if it would not. */
            refusal: {
                code: string;
                message: string;
                fields: {
                    field: string;
                    code: string;
                    message: string;
                }[];
            } | null;
            /**
             * Format: uuid
             * @description The stored document; use it to import the file without sending it again.
             */
            doc_id: string;
            /** @description The mapping of your newest import with this importer that wrote rows of a file with the same headers in any order; otherwise of the newest of the last 30 imports whose mapped headers this file has. It is not used by itself. */
            remembered: {
                /** Format: uuid */
                job_id: string;
                /**
                 * Format: date-time
                 * @description When that import was requested.
                 */
                at: string;
                mapping: {
                    [key: string]: string | null;
                };
            } | null;
            /** Format: uuid */
            trace_id: string;
        };
        ImporterSummary: {
            name: string;
            title: string;
            /** @description The newest version, which new imports use. */
            version: number;
            /**
             * @description Which accounts have it: all, or only this one.
             * @enum {string}
             */
            scope: "all" | "account";
            /**
             * @description `shipped` with Sluice, installed in a `folder` by the operator, or made with this `api`.
             * @enum {string}
             */
            origin: "shipped" | "folder" | "api";
            /** @description The table that its newest version writes to, with the name of the database unless it is the one that Sluice uses. */
            table: string;
            /**
             * @description `create`: Sluice makes the table.
             * @enum {string}
             */
            manage: "existing" | "create";
            /**
             * Format: date-time
             * @description Since when it takes no new imports.
             */
            archived_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            url: string;
        };
        Importer: components["schemas"]["ImporterSummary"] & {
            /** @description The text of the definition as it was given. */
            source: string;
            /**
             * @description Of `source`.
             * @enum {string}
             */
            format: "yaml" | "json";
            /** @description What the text says, as JSON; `importer.schema.json` describes it. */
            definition: {
                [key: string]: unknown;
            };
        };
        ImporterVersionSummary: {
            version: number;
            /** @description Of the text. */
            sha256: string;
            created_by: string | null;
            /** Format: date-time */
            created_at: string;
            url: string;
        };
        ImporterVersion: components["schemas"]["ImporterVersionSummary"] & {
            /** @description The text of the definition as it was given. */
            source: string;
            /**
             * @description Of `source`.
             * @enum {string}
             */
            format: "yaml" | "json";
            /** @description What the text says, as JSON; `importer.schema.json` describes it. */
            definition: {
                [key: string]: unknown;
            };
        };
        ImportMapping: {
            name: string;
            /** @description Header of the file -> column of the importer, or null to ignore it. */
            mapping: {
                [key: string]: string | null;
            };
            /** @description Who saved it last. */
            created_by: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
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
        AnalysisSummary: components["schemas"]["AnalysisProgress"] & {
            account_id: string;
            /**
             * Format: uuid
             * @description Null after the document was deleted.
             */
            doc_id: string | null;
            /** @description With defaults filled in. */
            parameters: {
                [key: string]: unknown;
            };
            artifacts: ("report.xlsx" | "report.json" | "cleaned.csv" | "quarantined.csv")[];
            upload_to_s3: boolean;
            execution_time_ms: number | null;
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
            /** @description How many times a worker has claimed it. */
            attempt: number;
            /** @description The current phase. */
            phase: string | null;
            percent: number;
            /** @description Records in the file; null until counted. */
            total_rows: number | null;
            /** @description Why it failed, or why its last attempt failed. */
            error_code: string | null;
            error_message: string | null;
            /** @description Warnings about how the file was read. */
            warning_count: number;
        };
        Analysis: components["schemas"]["AnalysisSummary"] & {
            /** @description What the reader of the file assumed, repaired, skipped or could not decide; complete once it finishes. */
            warnings: components["schemas"]["Warning"][];
            /** @description How the file is read, and why; null until a worker has read it. */
            reading: components["schemas"]["FileReading"] | null;
            /** @description With `READING_DOUBTFUL`: one entry per option to set, with the choices. Otherwise empty. */
            error_fields: components["schemas"]["FieldError"][];
            downloads: components["schemas"]["Download"][];
        };
        FileReading: {
            dialect: components["schemas"]["Dialect"];
            decisions: components["schemas"]["Decision"][];
            /** @description Of an import: field of the importer -> header of the file, where they differ. */
            headers?: {
                [key: string]: string;
            };
        };
        Download: {
            /** Format: uuid */
            download_id: string;
            /** @description The analysis that created it; null for files of imports. */
            analysis_id: string | null;
            /** @description The import that created it; null for files of analyses. */
            job_id: string | null;
            kind: string;
            /** @enum {string} */
            format: "csv" | "xlsx" | "json";
            file_name: string;
            size_bytes: number | null;
            sha256: string | null;
            /** @description Object key in the bucket. */
            s3_path: string;
            /** @description The same as `s3://bucket/key`. */
            s3_uri: string;
            /** @description Only with `?presign=true`: a link to the bytes that expires after ten minutes; null while there are none. */
            presigned_url?: string | null;
            /** @enum {string} */
            status: "pending" | "uploaded" | "upload_failed" | "expired";
            upload_attempts: number;
            /** @description Why the last delivery attempt failed. */
            last_error: string | null;
            /** Format: date-time */
            uploaded_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description A permanent URL that redirects to a freshly signed link. */
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
            /** @description `last_error` with endpoint, bucket and key. Only for operators. */
            internal_error?: string | null;
            /** @description The tool of its analysis. */
            tool: string | null;
            /** @description The importer of its import. */
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
            /** @description Failed deliveries that match; 0 until the run starts. */
            matched: number;
            /** @description succeeded + failed. */
            processed: number;
            /** @description Delivered. */
            succeeded: number;
            /** @description Tried and still not delivered. */
            failed: number;
            /** @description Null until the run starts. */
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
            /** @description Send it as `cursor` to get the next page; null on the last page. */
            next_cursor: string | null;
        };
        Job: {
            /** @enum {string} */
            kind: "import" | "analysis" | "reprocess";
            id: string;
            account_id: string;
            /** @description For imports. */
            importer: string | null;
            /** @description For analyses. */
            tool: string | null;
            /** @description Null for re-processing runs and after the document was deleted. */
            file_name: string | null;
            /** Format: uuid */
            doc_id: string | null;
            /** @description The status in terms of its kind. */
            status: string;
            /**
             * @description The status in terms that all kinds share; a job that is being cancelled counts as running.
             * @enum {string}
             */
            state: "waiting" | "running" | "succeeded" | "failed" | "cancelled";
            /** @description Null until the total is known. */
            percent: number | null;
            /** @description Records in the file; for re-processing runs, artifacts. */
            total_rows: number | null;
            /** @description Records with errors; for re-processing runs, artifacts that failed again. */
            failed_rows: number | null;
            /** @description For imports: whether nothing is written. */
            dry_run: boolean | null;
            /**
             * @description For completed imports: `empty`: the file has no records; `all_failed`, `most_failed` (more than half), `some_failed`: records with errors; `nothing_new`: every record was skipped or its row unchanged; otherwise `complete`.
             * @enum {string|null}
             */
            outcome: "empty" | "all_failed" | "most_failed" | "some_failed" | "nothing_new" | "complete" | null;
            /** @description Warnings about how the file was read; see the full resource. */
            warning_count: number;
            error_code: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            completed_at: string | null;
            /**
             * Format: date-time
             * @description When its record is deleted; rows that it wrote are kept. Null until it has finished.
             */
            expires_at: string | null;
            /** Format: uuid */
            trace_id: string;
            /** @description API path of the full resource. */
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
            /** @description Every bucket in order, including empty ones. */
            buckets: components["schemas"]["JobStatsBucket"][];
        };
        EndedJobs: {
            succeeded: number;
            failed: number;
            cancelled: number;
        };
        JobLatency: {
            /** @description From accepted to first start. */
            waiting: {
                jobs: number;
                p50_ms: number;
                p95_ms: number;
            } | null;
            /** @description From first start to end. */
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
            /** @description Rows written by imports that ended in this bucket; dry runs write none. */
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
                /** @description Ready to run. */
                waiting: number;
                /** @description Running. */
                active: number;
                /** @description Waiting for a retry. */
                delayed: number;
                /** @description Failed permanently; kept for up to a week. */
                failed: number;
                /** @description Completed; kept for up to a day. */
                completed: number;
            };
            /** @description Age of the oldest waiting job; null when none waits. */
            oldest_waiting_seconds: number | null;
            workers: components["schemas"]["QueueWorker"][];
            /** @description The first 100 of its running jobs. */
            running: components["schemas"]["RunningJob"][];
        };
        QueueWorker: {
            /** @description ID of its Redis connection. */
            id: string;
            /** @description Host and process ID, where known. */
            name: string | null;
            /**
             * Format: date-time
             * @description When it connected.
             */
            since: string | null;
        };
        RunningJob: {
            id: string;
            /** @description The kind of job, such as `import-file`. */
            kind: string;
            /** @description Null for the installation's own jobs. */
            account_id: string | null;
            /** @description The `name` of the worker that runs it. */
            worker: string | null;
            /**
             * Format: date-time
             * @description When this attempt started.
             */
            started_at: string | null;
        };
        Trace: {
            trace_id: string;
            /** @description Null when it belongs to no account, such as a job whose row was deleted. */
            account_id: string | null;
            /** @description The trace that started it: for a job, its request. */
            parent_trace_id: string | null;
            /** @description Method and route pattern, or the kind of a job. */
            operation: string;
            doc_id: string | null;
            /** @description The import, analysis or re-processing run. */
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
            /** @description The traces that led to it, the first cause first. */
            parents: components["schemas"]["Trace"][];
            /** @description Jobs it started, in order of time; the first 200. */
            children: components["schemas"]["Trace"][];
            /** @description Its errors and those of its children, in order of time; the first 200. */
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
        ErrorGroup: {
            code: string;
            count: number;
            /**
             * Format: date-time
             * @description The oldest of them that is still kept.
             */
            first_at: string;
            /** Format: date-time */
            last_at: string;
        };
        AuditEvent: {
            /** Format: uuid */
            event_id: string;
            /** @description Account that the resource belongs to. Null if it belongs to the installation, or if all accounts were read. */
            account_id: string | null;
            /** @enum {string} */
            action: "session.create" | "session.delete" | "document.announce" | "document.verify" | "document.create" | "document.delete" | "importer.save" | "importer.archive" | "importer.restore" | "mapping.save" | "mapping.delete" | "import.create" | "import.cancel" | "import.retry" | "import.delete" | "export.retry" | "analysis.create" | "analysis.cancel" | "analysis.retry" | "analysis.delete" | "download.reprocess" | "reprocess_run.create" | "reprocess_run.cancel" | "reprocess_run.retry" | "storage_server.add" | "storage_server.activate" | "storage_server.deactivate" | "storage_server.drain" | "storage_server.remove" | "retention_hold.confirm" | "import.read" | "import.list" | "analysis.read" | "analysis.list" | "download.read" | "download.list" | "reprocess_run.read" | "reprocess_run.list" | "job.list" | "queue.read" | "trace.read" | "trace.list" | "error_log.list" | "audit_event.list" | "account_storage.list";
            resource_kind: string;
            resource_id: string | null;
            /**
             * @description `started` is followed by `done` or `failed` with the same trace; if neither follows, the process died or lost its database in between. `denied`: the caller was not allowed to do this.
             * @enum {string}
             */
            outcome: "done" | "started" | "failed" | "denied";
            error_code: string | null;
            /** @description Account of the token; null if a sign-in was denied. */
            actor_account: string | null;
            /** @description Subject of the token; null if a sign-in was denied. People of other accounts are shown to operators only. */
            actor: string | null;
            actor_role: string | null;
            /** @description Method and route pattern. */
            operation: string;
            /** @description Client address, found with `TRUST_PROXY`. Shown to operators only. */
            address?: string | null;
            /** @description Shown to operators only. */
            user_agent?: string | null;
            request_id: string;
            /** Format: uuid */
            trace_id: string;
            /** @description The state before the change: a few fields, shortened, without secrets. */
            before: {
                [key: string]: unknown;
            } | null;
            /** @description The state after the change, or what was requested. */
            after: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            created_at: string;
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
            /** @description The name of its credentials; the keys are never returned. */
            credentials_ref: string;
            /**
             * @description `active` receives chunks, `maintenance` is being drained, `inactive` only serves existing chunks.
             * @enum {string}
             */
            status: "active" | "inactive" | "maintenance";
            /** @description Whether it has answered within STORAGE_STALE_SECONDS. */
            healthy: boolean;
            /**
             * Format: date-time
             * @description When it last answered.
             */
            last_heartbeat: string | null;
            /** @description Why the last heartbeat failed; null if it succeeded. */
            last_error: string | null;
            /** @description used_space + available_space; null for no limit. */
            capacity_bytes: number | null;
            /** @description Bytes of all chunks placed here, including those not uploaded yet. */
            used_space: number;
            /** @description Bytes left; null for no limit. */
            available_space: number | null;
            /** @description Chunks placed here. */
            chunks: number;
            /** @description The current share of new chunks that are placed here. */
            ring_share: number;
            /** @description The current or most recent drain. */
            drain: {
                total: number;
                moved: number;
                percent: number;
                /** @description What blocks the drain, or what was lost. */
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
        RetentionHold: {
            /** Format: uuid */
            hold_id: string;
            /** @description What has stopped: `storage_marker` (the bucket is not marked as this installation's), `lost_documents`, `lost_chunks`, `lost_artifacts`, `stray_documents`, `stray_chunks`, `stray_artifacts` or `damaged_documents`. */
            sweep: string;
            /** @description Name of the storage server; null for the installation's own storage. */
            server: string | null;
            bucket: string;
            /** @description How many items it would mark or delete. */
            affected: number;
            /** @description How many it compared. */
            total: number;
            reason: string;
            /**
             * Format: date-time
             * @description When an operator confirmed it; the next run goes ahead.
             */
            confirmed_at: string | null;
            confirmed_by: string | null;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description When the sweep last stopped.
             */
            updated_at: string;
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
        ImportSummary: components["schemas"]["ImportProgress"] & {
            account_id: string;
            importer: string;
            /** @description The version of its definition, which every attempt uses. */
            importer_version: number;
            /**
             * Format: uuid
             * @description Null after the document was deleted.
             */
            doc_id: string | null;
            options: components["schemas"]["ImportOptions"];
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
            /** @description How many times a worker has claimed it. */
            attempt: number;
            /** @description Records in the file; null until counted. */
            total_rows: number | null;
            /** @description successful + failed + skipped. */
            processed_rows: number;
            /** @description Records written, or that a dry run would have written: inserted + updated + unchanged. */
            successful_rows: number;
            /** @description Records with errors. */
            failed_rows: number;
            /** @description Records skipped because of `on_duplicate=skip` or `on_new=skip`. */
            skipped_rows: number;
            /** @description Records inserted as new rows. */
            inserted_rows: number;
            /** @description Records that changed an existing row. */
            updated_rows: number;
            /** @description Records whose row already had these values, so that it was not written. */
            unchanged_rows: number;
            /** @description Rows of the table that were deleted because the file lacks them, or that a dry run would have deleted. They are not records of the file. */
            deleted_rows: number;
            /** @description Inserted rows that got a generated key, because their record had none. */
            generated_keys: number;
            /**
             * @description For completed imports: `empty`: the file has no records; `all_failed`, `most_failed` (more than half), `some_failed`: records with errors; `nothing_new`: every record was skipped or its row unchanged; otherwise `complete`.
             * @enum {string|null}
             */
            outcome: "empty" | "all_failed" | "most_failed" | "some_failed" | "nothing_new" | "complete" | null;
            /** @description Null until total_rows is known. */
            percent: number | null;
            rows_per_second: number | null;
            /** @description Null until it can be estimated. */
            eta_seconds: number | null;
            /** @description Why it failed or, while it waits for its next attempt, why the last one did. */
            error_code: string | null;
            error_message: string | null;
            /** @description Warnings about how the file was read. */
            warning_count: number;
        };
        Import: components["schemas"]["ImportSummary"] & {
            /** @description What the reader of the file assumed, repaired, skipped or could not decide; complete once it finishes. */
            warnings: components["schemas"]["Warning"][];
            /** @description How the file is read, and why; null until a worker has read it. */
            reading: components["schemas"]["FileReading"] | null;
            /** @description With `READING_DOUBTFUL`: one entry per option to set, with the choices. Otherwise empty. */
            error_fields: components["schemas"]["FieldError"][];
            /** @description The first 100 row errors; `/errors` lists all of them. */
            errors: components["schemas"]["RowError"][];
            downloads: components["schemas"]["Download"][];
        };
        RowError: {
            /** @description Number of the record in the file, as a spreadsheet counts rows; the header is 1. */
            row: number;
            /** @description The line of the file on which the record starts. */
            line: number;
            field: string | null;
            code: string;
            value: string | null;
            error: string;
        };
        ImportRowError: components["schemas"]["RowError"] & {
            /**
             * @description The outcome of the record.
             * @enum {string}
             */
            outcome: "failed" | "skipped";
        };
        ImportErrorGroups: {
            /** @description Row errors that were counted: at most the first 100,000 of the file. */
            counted: number;
            /** @description Whether these are all row errors of the import. */
            complete: boolean;
            cause_count: number;
            /** @description By code and field, the largest first. */
            causes: components["schemas"]["ImportErrorCause"][];
            group_count: number;
            /** @description By code, field and value, the largest first. */
            groups: components["schemas"]["ImportErrorGroup"][];
        };
        ImportErrorCause: {
            code: string;
            field: string | null;
            /**
             * @description The outcome of the records.
             * @enum {string}
             */
            outcome: "failed" | "skipped";
            count: number;
            /** @description How many different values they have. */
            values: number;
            /** @description The row of the first one. */
            row: number;
            /** @description The line of the first one. */
            line: number;
            /** @description The message of the first one. */
            error: string;
        };
        ImportErrorGroup: {
            code: string;
            field: string | null;
            value: string | null;
            /**
             * @description The outcome of the records.
             * @enum {string}
             */
            outcome: "failed" | "skipped";
            count: number;
            /** @description The row of the first one. */
            row: number;
            /** @description The line of the first one. */
            line: number;
            /** @description The message of the first one. */
            error: string;
        };
        ImportDeletion: {
            /** @description The columns of the key in the table, with their values as texts; bytes in base64. */
            key: {
                [key: string]: string;
            };
            /**
             * @description pending: still to be deleted. deleted: deleted, or could be in a dry run. refused: the database refuses to delete it; see `code`. gone: no longer there when it was to be deleted.
             * @enum {string}
             */
            outcome: "pending" | "deleted" | "refused" | "gone";
            /** @description Why it was refused, such as STILL_REFERENCED. */
            code: string | null;
            error: string | null;
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
        ExportAccepted: {
            /** @enum {string} */
            status: "accepted";
            /** Format: uuid */
            job_id: string;
            results_url: string;
            message: string;
            /** Format: uuid */
            trace_id: string;
        };
        RowPage: {
            items: components["schemas"]["Row"][];
            /** @description Send it as `cursor` to get the next page; null on the last page. */
            next_cursor: string | null;
            /** @description Send it as `cursor` to get the page before this one; null on the first page. */
            previous_cursor: string | null;
            /** @description The columns of the table, in its order, without the account. */
            columns: components["schemas"]["RowColumn"][];
            /** @description The columns by which rows are ordered, and which `key.COLUMN` can name. */
            key: string[];
            /** @description Whether rows can be selected by `import_id`. */
            by_import: boolean;
        };
        /** @description One value per column of the table, without the account. Decimals are exact texts without zeros at their end, times are in UTC. */
        Row: {
            [key: string]: unknown;
        };
        RowColumn: {
            name: string;
            /** @description As MySQL writes it. */
            type: string;
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
            /** @description The process is running. */
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
            /** @description All dependencies are reachable. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description At least one dependency is unreachable, or the process is shutting down. */
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
            /** @description Not from a private address, or without the token set in METRICS_TOKEN. */
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
            /** @description The sign-in options. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInOptions"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description The session. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description Signed in until the token expires. */
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
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large, or the account's storage is full. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This Content-Type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description Signed out, or not signed in. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description Signed in for twelve hours. */
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
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large, or the account's storage is full. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This Content-Type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    getStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The status. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    getAccountUsage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each limit and its usage. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountUsage"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    listAccountStorage: {
        parameters: {
            query?: {
                /** @description Items per page. */
                limit?: number;
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
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
                        items: components["schemas"]["AccountStorage"][];
                        /** @description Send it as `cursor` to get the next page; null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description The content was announced or stored before; lists what is still missing. */
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
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large, or the account's storage is full. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This Content-Type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description The document is being verified. */
            202: {
                headers: {
                    /** @description Same as `status_url`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadCompletion"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large, or the account's storage is full. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description Items per page. */
                limit?: number;
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Created at or after this time. */
                from?: string;
                /** @description Created before this time. */
                to?: string;
                /** @description May be repeated. */
                status?: ("UPLOAD_PENDING" | "UPLOAD_URL_GENERATED" | "UPLOAD_VERIFYING" | "UPLOAD_COMPLETE" | "UPLOAD_FAILED")[];
                /** @description Part of the file name, or the full ID or SHA-256. */
                q?: string;
                /** @description By time, name or size; with `-` in descending order. No other order has an index. */
                sort?: "created_at" | "doc_name" | "file_size" | "-created_at" | "-doc_name" | "-file_size";
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
                        items: components["schemas"]["ListedDocument"][];
                        /** @description Send it as `cursor` to get the next page; null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description Repeating a request with the same key within 24 hours returns the first response again. 1 to 255 printable characters. */
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
            /** @description The account already has this content; returns the existing document. */
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
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large, or the account's storage is full. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This Content-Type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description One byte range, such as `bytes=0-1023`. */
                range?: string;
                /** @description An ETag; the whole file is sent if it no longer matches. */
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
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The range starts past the end of the file; `Content-Range` gives its length. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    previewReading: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                docId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadingOptions"];
            };
        };
        responses: {
            /** @description How it is read. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentReading"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large, or the account's storage is full. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This Content-Type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description All tools. */
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
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    listImporters: {
        parameters: {
            query?: {
                /** @description Items per page. */
                limit?: number;
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
                /** @description true: also those that are archived. */
                archived?: "true" | "false";
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
                        items: components["schemas"]["ImporterSummary"][];
                        /** @description Send it as `cursor` to get the next page; null on the last page. */
                        next_cursor: string | null;
                        /** @description The scopes for which you may define importers: all accounts, your own account, or neither. */
                        may_define: ("all" | "account")[];
                        /** @description For operators: the files of `IMPORTERS_DIR` that are wrong, so that they are not used as they are. */
                        folder_problems: {
                            file: string;
                            problems: components["schemas"]["FieldError"][];
                        }[];
                    };
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    saveImporter: {
        parameters: {
            query?: {
                /** @description true: only check the definition. */
                dry_run?: "true" | "false";
                /** @description The version that was changed, 0 for a new importer: refused with `VERSION_CONFLICT` if another one is the newest. Default: not checked. */
                based_on?: number | null;
                /** @description Whom a new importer is for. Default: every account if an operator makes it, otherwise only yours. */
                scope?: "all" | "account";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/yaml": string;
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Checked (`dry_run`), or stored before. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImporterSaved"];
                };
            };
            /** @description A new version is stored. */
            201: {
                headers: {
                    /** @description Same as `url`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImporterSaved"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large, or the account's storage is full. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This Content-Type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    inferImporter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImporterInferenceRequest"];
            };
        };
        responses: {
            /** @description The definition. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImporterInference"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large, or the account's storage is full. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This Content-Type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    previewImporter: {
        parameters: {
            query?: {
                /** @description How many records to return. Files with many columns return fewer. */
                rows?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImporterPreviewRequest"];
            };
        };
        responses: {
            /** @description The same as from a preview with a stored importer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPreview"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large, or the account's storage is full. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This Content-Type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    getImporter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of an importer. */
                importer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The importer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Importer"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    archiveImporter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of an importer. */
                importer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The importer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImporterSummary"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    importerDefinition: {
        parameters: {
            query?: {
                /** @description `yaml` and `json`: the definition; the text as it was given, if it was given in this format. `datapackage`: a Data Package, which says in `sluice.omitted` what it leaves out. */
                format?: "yaml" | "json" | "datapackage";
                /** @description Default: the newest. */
                version?: number;
            };
            header?: never;
            path: {
                /** @description Name of an importer. */
                importer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/yaml": string;
                    "application/json": string;
                    "application/vnd.datapackage+json": string;
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    listImporterVersions: {
        parameters: {
            query?: {
                /** @description Items per page. */
                limit?: number;
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Name of an importer. */
                importer: string;
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
                        items: components["schemas"]["ImporterVersionSummary"][];
                        /** @description Send it as `cursor` to get the next page; null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    getImporterVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of an importer. */
                importer: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImporterVersion"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    listImportMappings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of an importer. */
                importer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them; at most 100. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ImportMapping"][];
                    };
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    saveImportMapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of an importer. */
                importer: string;
                /** @description What the account calls the mapping. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportMappingInput"];
            };
        };
        responses: {
            /** @description Kept. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large, or the account's storage is full. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This Content-Type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    deleteImportMapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of an importer. */
                importer: string;
                /** @description What the account calls the mapping. */
                name: string;
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
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    restoreImporter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of an importer. */
                importer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The importer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImporterSummary"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description Items per page. */
                limit?: number;
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Created at or after this time. */
                from?: string;
                /** @description Created before this time. */
                to?: string;
                /** @description For operators: another account, or `*` for all. Default: your own account. */
                account_id?: string;
                /** @description May be repeated. */
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
                        /** @description Send it as `cursor` to get the next page; null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description Repeating a request with the same key within 24 hours returns the first response again. 1 to 255 printable characters. */
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
            /** @description Accepted; the analysis is queued. */
            202: {
                headers: {
                    /** @description Same as `status_url`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnalysisAccepted"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large, or the account's storage is full. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This Content-Type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description Repeating a request with the same key within 24 hours returns the first response again. 1 to 255 printable characters. */
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
            /** @description The final object. Without `upload_to_s3` each download carries `content_base64`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnalysisResult"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large, or the account's storage is full. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This Content-Type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                    "application/json": components["schemas"]["StoredAnalysisResult"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            query?: {
                /** @description `true`: add `presigned_url` to delivered files. */
                presign?: "true" | "false";
            };
            header?: never;
            path: {
                analysisId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All artifacts; empty until the analysis has finished. */
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
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description ID of the last event received; only newer events are sent. */
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
            /** @description The client has already received `done`. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description The analysis is stopping. One that no worker has started is cancelled immediately. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnalysisCancelled"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    retryAnalysis: {
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
            /** @description Accepted; the analysis is queued again. */
            202: {
                headers: {
                    /** @description Same as `status_url`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnalysisAccepted"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description Items per page. */
                limit?: number;
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Created at or after this time. */
                from?: string;
                /** @description Created before this time. */
                to?: string;
                /** @description By time: `created_at` for the oldest first. No other order has an index. */
                sort?: "created_at" | "-created_at";
                /** @description For operators: another account, or `*` for all. Default: your own account. */
                account_id?: string;
                /** @description `true`: add `presigned_url` to delivered files. */
                presign?: "true" | "false";
                /** @description May be repeated. */
                status?: ("pending" | "uploaded" | "upload_failed" | "expired")[];
                /** @description Only artifacts of analyses with this tool. */
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
                        /** @description Send it as `cursor` to get the next page; null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            query?: {
                /** @description `true`: add `presigned_url` to delivered files. */
                presign?: "true" | "false";
            };
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
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description Redirect to the file by a link that expires after ten minutes. */
            302: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description Accepted: the kept bytes are uploaded, or an identical file is created again. */
            202: {
                headers: {
                    /** @description Same as `status_url`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReprocessAccepted"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description Items per page. */
                limit?: number;
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
                /** @description For operators: another account, or `*` for all. Default: your own account. */
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
                        /** @description Send it as `cursor` to get the next page; null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description Repeating a request with the same key within 24 hours returns the first response again. 1 to 255 printable characters. */
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
            /** @description With `dry_run`: how many deliveries match. Nothing is changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReprocessMatched"];
                };
            };
            /** @description Accepted; follow the run at its own URL. */
            202: {
                headers: {
                    /** @description Same as `status_url`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReprocessRunAccepted"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large, or the account's storage is full. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This Content-Type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description The run stops after its current artifact. One that no worker has started is cancelled immediately. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReprocessRunCancelled"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    retryReprocessRun: {
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
            /** @description Accepted; the run is queued again. */
            202: {
                headers: {
                    /** @description Same as `status_url`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReprocessRunAccepted"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description Items per page. */
                limit?: number;
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Created at or after this time. */
                from?: string;
                /** @description Created before this time. */
                to?: string;
                /** @description By time: `created_at` for the oldest first. No other order has an index. */
                sort?: "created_at" | "-created_at";
                /** @description May be repeated. */
                kind?: ("import" | "analysis" | "reprocess")[];
                /** @description May be repeated. */
                state?: ("waiting" | "running" | "succeeded" | "failed" | "cancelled")[];
                /** @description For operators: only this account. Default: every account. */
                account_id?: string;
                /** @description Only analyses with this tool. */
                tool?: "profile-my-data" | "clean-my-data";
                /** @description Part of the file name, or the full ID of the job, its document or a trace. */
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
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description Jobs that ended at or after this time, rounded down to a whole bucket. Default: a day before `to`. */
                from?: string;
                /** @description Jobs that ended before this time. Default: now. */
                to?: string;
                /** @description Bucket size in seconds; default: a readable size for the range. At most 200 buckets. */
                bucket?: number;
                /** @description For operators: only this account. Default: every account. */
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
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description All queues. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueList"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description Items per page. */
                limit?: number;
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Created at or after this time. */
                from?: string;
                /** @description Created before this time. */
                to?: string;
                /** @description For operators: another account, or `*` for all. Default: your own account. */
                account_id?: string;
                /** @description ID of a trace, its parent, its job or its document. */
                id?: string;
                /** @description Method and route pattern, or the kind of a job such as `import-file`. */
                operation?: string;
                /** @description May be repeated. */
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
                        /** @description Send it as `cursor` to get the next page; null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description Items per page. */
                limit?: number;
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Created at or after this time. */
                from?: string;
                /** @description Created before this time. */
                to?: string;
                /** @description For operators: another account, or `*` for all. Default: your own account. */
                account_id?: string;
                code?: string;
                /** @description Method and route pattern, or the kind of a job. */
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
                        /** @description Send it as `cursor` to get the next page; null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    listErrorGroups: {
        parameters: {
            query?: {
                /** @description Items per page. */
                limit?: number;
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Created at or after this time. */
                from?: string;
                /** @description Created before this time. */
                to?: string;
                /** @description For operators: another account, or `*` for all. Default: your own account. */
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
                        items: components["schemas"]["ErrorGroup"][];
                        /** @description Send it as `cursor` to get the next page; null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    listAuditEvents: {
        parameters: {
            query?: {
                /** @description Items per page. */
                limit?: number;
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Created at or after this time. */
                from?: string;
                /** @description Created before this time. */
                to?: string;
                /** @description For operators: another account, or `*` for all. Default: your own account. */
                account_id?: string;
                /** @description Subject of the token; must match exactly. */
                actor?: string;
                action?: "session.create" | "session.delete" | "document.announce" | "document.verify" | "document.create" | "document.delete" | "importer.save" | "importer.archive" | "importer.restore" | "mapping.save" | "mapping.delete" | "import.create" | "import.cancel" | "import.retry" | "import.delete" | "export.retry" | "analysis.create" | "analysis.cancel" | "analysis.retry" | "analysis.delete" | "download.reprocess" | "reprocess_run.create" | "reprocess_run.cancel" | "reprocess_run.retry" | "storage_server.add" | "storage_server.activate" | "storage_server.deactivate" | "storage_server.drain" | "storage_server.remove" | "retention_hold.confirm" | "import.read" | "import.list" | "analysis.read" | "analysis.list" | "download.read" | "download.list" | "reprocess_run.read" | "reprocess_run.list" | "job.list" | "queue.read" | "trace.read" | "trace.list" | "error_log.list" | "audit_event.list" | "account_storage.list";
                /** @description ID of what was changed or read. */
                resource_id?: string;
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
                        items: components["schemas"]["AuditEvent"][];
                        /** @description Send it as `cursor` to get the next page; null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description All storage servers by name. */
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
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description Repeating a request with the same key within 24 hours returns the first response again. 1 to 255 printable characters. */
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
            /** @description The storage server was added and is `active`. */
            201: {
                headers: {
                    /** @description Same as `status_url`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageServer"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large, or the account's storage is full. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This Content-Type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description The storage server is `active`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageServer"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description The storage server is `inactive`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageServer"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description The storage server. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageServer"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description The storage server was removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            /** @description The drain has started. */
            202: {
                headers: {
                    /** @description Same as `status_url`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrainAccepted"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    listRetentionHolds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All holds, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RetentionHold"][];
                    };
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    confirmRetentionHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                holdId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Confirmed. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionHold"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description Items per page. */
                limit?: number;
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Created at or after this time. */
                from?: string;
                /** @description Created before this time. */
                to?: string;
                /** @description For operators: another account, or `*` for all. Default: your own account. */
                account_id?: string;
                /** @description May be repeated. */
                status?: ("pending" | "processing" | "completed" | "failed" | "cancelling" | "cancelled")[];
            };
            header?: never;
            path: {
                /** @description Name of an importer. */
                importer: string;
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
                        /** @description Send it as `cursor` to get the next page; null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description Repeating a request with the same key within 24 hours returns the first response again. 1 to 255 printable characters. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Name of an importer. */
                importer: string;
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
            /** @description Accepted; the import is queued. */
            202: {
                headers: {
                    /** @description Same as `status_url`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportAccepted"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large, or the account's storage is full. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This Content-Type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
            query?: {
                /** @description How many records to return. Files with many columns return fewer. */
                rows?: number;
            };
            header?: {
                /** @description Repeating a request with the same key within 24 hours returns the first response again. 1 to 255 printable characters. */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Name of an importer. */
                importer: string;
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
            /** @description Dialect, header mapping, the first records, and the errors in those that were checked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPreview"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file or the body is too large, or the account's storage is full. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This Content-Type is not supported. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description Name of an importer. */
                importer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The importer's header with an example record. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description Name of an importer. */
                importer: string;
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
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    deleteImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of an importer. */
                importer: string;
                jobId: string;
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
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description ID of the last event received; only newer events are sent. */
                "last-event-id"?: string;
            };
            path: {
                /** @description Name of an importer. */
                importer: string;
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
            /** @description The client has already received `done`. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description Items per page. */
                limit?: number;
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Only errors with this code. */
                code?: string;
                /** @description Text to find in the field, the value or the message. */
                q?: string;
            };
            header?: never;
            path: {
                /** @description Name of an importer. */
                importer: string;
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
                        /** @description Send it as `cursor` to get the next page; null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    importErrorGroups: {
        parameters: {
            query?: {
                /** @description At most this many causes, and this many groups. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Name of an importer. */
                importer: string;
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The largest groups. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportErrorGroups"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    importDeletions: {
        parameters: {
            query?: {
                /** @description Items per page. */
                limit?: number;
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Only rows with this outcome. */
                outcome?: "pending" | "deleted" | "refused" | "gone";
            };
            header?: never;
            path: {
                /** @description Name of an importer. */
                importer: string;
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
                        items: components["schemas"]["ImportDeletion"][];
                        /** @description Send it as `cursor` to get the next page; null on the last page. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description `failed`: only the records that failed, with the same columns, to be repaired and imported. */
                rows?: "all" | "failed";
            };
            header?: never;
            path: {
                /** @description Name of an importer. */
                importer: string;
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file is being created; retry after the seconds in `Retry-After`. */
            202: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultsPreparing"];
                };
            };
            /** @description Redirect to the file by a link that expires after ten minutes. */
            302: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description Name of an importer. */
                importer: string;
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The import stops after its current batch. One that no worker has started is cancelled immediately. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportCancelled"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
    retryExport: {
        parameters: {
            query: {
                format: "csv" | "xlsx" | "json";
                /** @description `failed`: only the records that failed, with the same columns, to be repaired and imported. */
                rows?: "all" | "failed";
            };
            header?: never;
            path: {
                /** @description Name of an importer. */
                importer: string;
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted; the file is being created again. */
            202: {
                headers: {
                    /** @description Same as `results_url`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportAccepted"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description Name of an importer. */
                importer: string;
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted; the import is queued again. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportAccepted"];
                };
            };
            /** @description Malformed: the request, an ID or the body could not be parsed. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token's role does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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
                /** @description Items per page. */
                limit?: number;
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Only rows that this import wrote last. */
                import_id?: string;
                /** @description Only rows with this text in a text column. */
                q?: string;
                /** @description In ascending or descending order of the key. */
                sort?: "key" | "-key";
            };
            header?: never;
            path: {
                /** @description Name of an importer. */
                importer: string;
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
                    "application/json": components["schemas"]["RowPage"];
                };
            };
            /** @description The token is missing or invalid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found in this account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The resource is in a state that does not allow this, or a request with this Idempotency-Key is still running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed but invalid, or the Idempotency-Key was used for a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, uploads in progress, open event streams, or unfinished imports or analyses. Try again after the time in `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error; look up `trace_id` in the logs. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MySQL, Redis, S3, the identity provider or the workers are unreachable. Retry later. */
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

/** Paths whose POST accepts an Idempotency-Key. */
export const postsWithIdempotencyKey = [
  "/api/v1/documents",
  "/api/v1/analyses",
  "/api/v1/analyses/sync",
  "/api/v1/reprocess-runs",
  "/api/v1/storage-servers",
  "/api/v1/{importer}/bulk",
  "/api/v1/{importer}/bulk/preview"
] as const;

/** Codes of errors in a file or in the options that say how to read it. */
export const fileErrorCodes = [
  "FILE_EMPTY",
  "FILE_NO_ROWS",
  "FILE_NOT_A_TABLE",
  "FILE_ENCODING_INVALID",
  "FILE_CORRUPT",
  "SHEET_NOT_FOUND",
  "TOO_MANY_ROWS",
  "TOO_MANY_COLUMNS",
  "CELL_TOO_LARGE",
  "ROW_TOO_LARGE",
  "XLSX_TOO_LARGE",
  "ARCHIVE_TOO_LARGE",
  "HEADER_MISSING",
  "HEADER_DUPLICATE",
  "HEADER_COLUMNS_MISSING",
  "HEADER_COLUMNS_UNEXPECTED",
  "HEADER_ORDER",
  "KEYS_WOULD_BE_GENERATED",
  "MAPPING_INVALID",
  "READING_DOUBTFUL",
  "ABORTED_ON_INVALID_ROWS",
  "TOO_MANY_DELETIONS"
] as const;

/** The steps of each tool's report, in the order in which they run. */
export const reportSteps = [
  "columns",
  "numbers",
  "unreadable_rows",
  "type_conflicts",
  "text_quality",
  "uniqueness",
  "personal_data",
  "correlations",
  "drift",
  "quality",
  "preview",
  "quarantine",
  "types",
  "standardise",
  "duplicates",
  "nulls",
  "outliers",
  "formulas",
  "checks"
] as const;
