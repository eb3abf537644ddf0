import { describe } from 'vitest';
import { printer } from '../../../shared/documents/printer.ts';
import { Luck } from '../luck.ts';
import { printerWith } from '../papers.ts';
import { printerContract } from './printer.ts';

describe('what stands for a printer', () => printerContract(printerWith(new Luck({ seed: 1 }))));
describe('the printer', () => printerContract(printer));
