/** What the host and a worker say to each other. Events and results are JSON text, as on the wire in Lambda. */
export type Start = {
  readonly file: string;
  readonly exportName: string;
  readonly clock: SharedArrayBuffer;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
};

export type Invoke = { readonly requestId: string; readonly event: string; readonly timeoutMs: number };

export type Failure = { readonly errorType: string; readonly errorMessage: string; readonly stack?: readonly string[] };

export type Reply = { readonly requestId: string } & ({ readonly result: string } | { readonly failure: Failure });
