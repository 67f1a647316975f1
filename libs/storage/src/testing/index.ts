export { type AnswerProxy, startAnswerProxy, type Verdict } from './answer-proxy.ts';
export { bytesOf, collect, never, piecesOf, sha256Of } from './bytes.ts';
export { serverPlaceOf, storeChunk, storeChunks } from './chunked.ts';
export { type ConformanceOptions, storageConformance } from './conformance.ts';
export { type Fault, FaultProxy } from './fault-proxy.ts';
export { type StorageFixture, storageFixture, testConfig, testLogger } from './fixture.ts';
export { leaveUploadOpen } from './open-upload.ts';
