/**
 * Runs at CloudFront for each request to the app, before its cache is asked: the app draws every page by itself, so that an address of a
 * page is answered with `index.html`. A name with a dot is a file, there or not; an answer to a missing one by error page would rewrite
 * the API's 404s too. In the JavaScript that CloudFront knows (cloudfront-js-2.0).
 */
export const TO_PAGE = `
function handler(event) {
  var request = event.request;
  var name = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  var isFile = name.indexOf('.') >= 0 || request.uri.indexOf('/assets/') === 0 || request.uri.indexOf('/v1/') === 0;
  if (!isFile) request.uri = '/index.html';
  return request;
}
`.trimStart();
