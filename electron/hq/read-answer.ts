/** Reads an answer's body up to a limit, so that no answer of any length fills the memory. */
export const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** Null when the answer is too long; throws when the line breaks half way. */
export async function readAnswer(response: Response, maxBytes = MAX_ANSWER_BYTES): Promise<string | null> {
  const declared = Number(response.headers.get('content-length') ?? 0);
  if (declared > maxBytes || response.body === null) {
    await response.body?.cancel();
    return response.body === null ? '' : null;
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.length;
    // Leaving the loop cancels the rest of the body.
    if (bytes > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
