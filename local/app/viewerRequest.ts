import { runInNewContext } from 'node:vm';

/** The code of a CloudFront function: which path is answered for the one that was asked. */
export type ViewerRequest = (path: string) => string;

type Handler = (event: { readonly request: { uri: string } }) => { readonly uri: string };

/** The template's own code, with what it is given in the cloud. */
export function viewerRequestOf(code: string): ViewerRequest {
  const handler = runInNewContext(`${code}\nhandler`) as Handler;
  return (path) => handler({ request: { uri: path } }).uri;
}
