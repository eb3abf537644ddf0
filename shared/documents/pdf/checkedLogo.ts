import { type ImageType, imageType } from '../../domain/image.ts';
import { invalid, Problem } from '../../domain/problem.ts';
import { fittingLogo } from './logo.ts';

/** The largest logo, in bytes. */
export const LOGO_BYTES = 1_048_576;
const ANYWHERE = { x: 0, y: 0, width: 100, height: 100 };

/**
 * What kind of image it is, of one that can be printed. The printer itself is asked: what it cannot read would be missing on every invoice,
 * and nobody told.
 * @throws Problem `invalid` or `too-large` naming `logo`
 */
export function checkedLogo(bytes: Uint8Array, said?: string): ImageType {
  if (bytes.byteLength > LOGO_BYTES)
    throw new Problem('too-large', 'The logo must be at most 1 MB', [{ field: 'logo', message: 'must be at most 1 MB' }]);
  const type = imageType(bytes);
  if (said !== undefined && said !== type) throw invalid('logo', `is said to be ${said || 'of no type'} but is ${type}`);
  if (!fittingLogo(bytes, ANYWHERE)) throw invalid('logo', 'is damaged, or of a kind that cannot be printed: save it anew as a PNG');
  return type;
}
