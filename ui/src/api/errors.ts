/** What the API says when it refuses, or what the browser says when the API cannot be reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly hint: string | null;
  readonly requestId: string | null;
  /** Line of the text that was sent, where one is wrong. */
  readonly line: number | null;

  constructor(
    status: number,
    code: string,
    message: string,
    hint: string | null,
    requestId: string | null,
    line: number | null = null,
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.hint = hint;
    this.requestId = requestId;
    this.line = line;
  }
}

type Envelope = {
  error?: {
    code?: string;
    message?: string;
    hint?: string | null;
    request_id?: string | null;
    line?: number;
  };
};

/** Reads the error envelope of the API; anything else becomes an error that says what came instead. */
export function errorFrom(status: number, body: unknown): ApiError {
  const error = (typeof body === 'object' && body !== null ? (body as Envelope).error : undefined) ?? {};
  return new ApiError(
    status,
    error.code ?? 'unexpected_answer',
    error.message ?? `the server answered with status ${status}`,
    error.hint ?? null,
    error.request_id ?? null,
    error.line ?? null,
  );
}

/** The server could not be reached at all. */
export function unreachable(): ApiError {
  return new ApiError(
    0,
    'unreachable',
    'the server does not answer',
    'Check that weir is running and that this computer can reach it, then try again.',
    null,
  );
}

export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError(0, 'page_error', error instanceof Error ? error.message : String(error), null, null);
}
