/** The only way out of the process: the network, and programs. */
export { plainHttpAllowed } from './address.ts';
export { createHttp } from './create-http.ts';
export { fileHttp } from './file-http.ts';
export type { Http, HttpOptions, HttpRequest, HttpResponse, OnBytes } from './http.ts';
export { SlowBody } from './pace.ts';
export { findProgram, type ProgramResult, runProgram } from './run-program.ts';
export { type HttpSocket, type SocketAnswer, type SocketTls, showSocket, socketGet } from './socket-http.ts';
export { type ProgramEnd, type RunningProgram, startProgram } from './start-program.ts';
export { unixGrpc, unixGrpcStream } from './unix-grpc.ts';
export { type UnixHttpOptions, type UnixHttpResponse, unixHttpGet } from './unix-http.ts';
