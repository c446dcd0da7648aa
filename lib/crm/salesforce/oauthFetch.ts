import type { Call } from '../../http/call.ts';

const TIMEOUT_MS = 20_000;

/** Our fetch layer in the shape that the OAuth library asks for. Its bodies are always forms. */
export const oauthFetch =
  (call: Call, signal: AbortSignal) =>
  async (
    url: string,
    { method, headers, body }: { method: string; headers: Record<string, string>; body: URLSearchParams },
  ): Promise<Response> => {
    const answer = await call({
      method,
      url,
      headers,
      body: body.toString(),
      timeoutMs: TIMEOUT_MS,
      signal,
    });
    return new Response(answer.text, { status: answer.status, headers: answer.headers });
  };
