import { afterAll, beforeAll, describe } from 'vitest';
import { files } from '../../../shared/aws/files.ts';
import { freshServices, type Services } from '../../support/services.ts';
import { MemoryFiles } from '../papers.ts';
import { filesContract } from './files.ts';

describe('a file store in memory', () => filesContract(new MemoryFiles()));

describe('our adapter on S3', () => {
  let services: Services;
  beforeAll(async () => {
    services = await freshServices();
  });
  afterAll(() => services.stop());
  filesContract(files);
});
