/** One call in AWS's JSON protocol to a service of this host. Throws with the service's answer when it is not 200. */
export async function callAws<T>(endpoint: string, target: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
      // dynalite wants the form of a signature, and checks none.
      'x-amz-date': '20260101T000000Z',
      authorization: 'AWS4-HMAC-SHA256 Credential=local/20260101/local/service/aws4_request, SignedHeaders=host, Signature=local',
    },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  });
  const text = await response.text();
  if (!response.ok) throw new AwsError(`${target}: ${text}`, text);
  return (text ? JSON.parse(text) : {}) as T;
}

export class AwsError extends Error {
  readonly type: string;

  constructor(message: string, body: string) {
    super(message);
    this.type = /"__type"\s*:\s*"(?:[^"]*#)?([^"]+)"/.exec(body)?.[1] ?? 'Unknown';
  }
}
