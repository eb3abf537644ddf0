import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ROUTES } from '../functions/routes.ts';
import { bundleName } from './bundle.ts';
import type { Grant, Touchable } from './grants.ts';
import { type Placement, place } from './place.ts';

/** API Gateway gives up after 30 seconds. */
const endpoint = (...may: Grant[]) => ({ timeoutS: 15, memoryMB: 1024, may, trigger: 'http' }) satisfies Placement;
const slow = (...may: Grant[]) => ({ ...endpoint(...may), timeoutS: 29 }) satisfies Placement;

/** One full virtual CPU: drawing a PDF is all computing. */
const PDF_MB = 1769;

const READ = ['table:read'] as const;
const EDIT = ['table:read', 'table:write'] as const;
/** Who asks Xero may find its access token old, and stores the new one. */
const ASK_XERO = [...EDIT, 'xero:signIn', 'connection:open'] as const;
const XERO_BOOKS = [...ASK_XERO, 'xero:books'] as const;

/** Every function, how much of a machine it gets, and all that it may touch: one line each. What is not here is not deployed. */
export const FUNCTIONS = {
  'api/health': endpoint(),
  'api/openApi': endpoint(),
  'api/readAccount': endpoint(...READ, 'kept:read'),
  'api/saveAccount': endpoint(...EDIT, 'kept:read'),
  'api/saveLogo': endpoint(...EDIT, 'kept:read', 'kept:write'),
  'api/removeLogo': endpoint(...EDIT),
  'api/readSender': slow(...READ, 'sender:read', 'sender:note'),
  'api/verifySender': slow(...EDIT, 'sender:read', 'sender:write'),
  'api/sendTestEmail': { ...slow(...READ, 'kept:read', 'mail:send'), memoryMB: PDF_MB },
  'api/previewPdf': { ...slow(...READ, 'kept:read', 'downloads:read', 'downloads:write'), memoryMB: PDF_MB },
  'api/previewEmail': endpoint(...READ),
  'api/listCustomers': endpoint(...READ),
  'api/createCustomer': endpoint(...EDIT),
  'api/readCustomer': endpoint(...READ),
  'api/saveCustomer': endpoint(...EDIT),
  'api/removeCustomer': endpoint(...EDIT),
  'api/clearFlag': endpoint(...EDIT),
  'api/listServices': endpoint(...READ),
  'api/createService': endpoint(...EDIT),
  'api/saveService': endpoint(...EDIT),
  'api/removeService': endpoint(...EDIT),
  'api/listCharges': endpoint(...READ),
  'api/createCharge': endpoint(...EDIT),
  'api/saveCharge': endpoint(...EDIT),
  'api/removeCharge': endpoint(...EDIT),
  'api/estimate': endpoint(...READ),
  'api/importCustomers': slow(...EDIT),
  'api/importServices': slow(...EDIT),
  'api/listInvoices': endpoint(...READ),
  'api/previousInvoices': endpoint(...READ),
  'api/readInvoice': endpoint(...READ),
  'api/sendInvoice': endpoint(...EDIT, 'emailQueue:send'),
  'api/cancelInvoice': endpoint(...EDIT),
  'api/repairInvoice': slow(...EDIT, 'emailQueue:send'),
  'api/downloadPdf': { ...slow(...READ, 'kept:read', 'kept:write', 'downloads:read', 'downloads:write'), memoryMB: PDF_MB },
  'api/downloadCsv': slow(...READ, 'downloads:read', 'downloads:write'),
  'api/downloadMonth': slow(...READ, 'downloads:read', 'downloads:write'),
  'api/listMonths': endpoint(...READ),
  'api/monthSummary': slow(...READ),
  'api/readRun': endpoint(...READ),
  'api/startRun': endpoint(...EDIT, 'runQueue:send'),
  'api/previewRun': slow(...READ),
  'api/readXero': endpoint(...READ),
  'api/connectXero': endpoint(...EDIT, 'xero:signIn'),
  'api/xeroCallback': slow(...XERO_BOOKS, 'uploadQueue:send'),
  'api/chooseOrganisation': slow(...XERO_BOOKS, 'uploadQueue:send'),
  'api/disconnectXero': slow(...ASK_XERO),
  'api/xeroChoices': slow(...XERO_BOOKS),
  'api/xeroContacts': slow(...XERO_BOOKS),
  'api/uploadInvoice': endpoint(...EDIT, 'uploadQueue:send'),
  'api/uploadMonth': slow(...EDIT, 'uploadQueue:send'),

  startRuns: { timeoutS: 300, memoryMB: 512, may: [...READ, 'runQueue:send', 'uploadQueue:send'], trigger: 'event' },
  planRun: { timeoutS: 900, memoryMB: 1024, may: [...EDIT, 'pageQueue:send'], trigger: 'queue' },
  makeInvoices: { timeoutS: 300, memoryMB: 1024, may: [...EDIT, 'emailQueue:send', 'uploadQueue:send'], trigger: 'queue' },
  emailInvoice: {
    timeoutS: 60,
    memoryMB: PDF_MB,
    may: [...EDIT, 'kept:read', 'kept:write', 'emailQueue:send', 'mail:send'],
    trigger: 'queue',
    loops: true,
  },
  recordEmailEvent: { timeoutS: 30, memoryMB: 512, may: [...EDIT, 'mail:send'], trigger: 'event' },
  sweep: { timeoutS: 300, memoryMB: 512, may: [...EDIT, 'emailQueue:send', 'pageQueue:send', 'uploadQueue:send'], trigger: 'event' },
  checkSenders: { timeoutS: 300, memoryMB: 512, may: [...READ, 'sender:read', 'sender:note'], trigger: 'event' },
  uploadToXero: {
    timeoutS: 300,
    memoryMB: PDF_MB,
    may: [...XERO_BOOKS, 'kept:read', 'kept:write', 'uploadQueue:send'],
    trigger: 'queue',
    loops: true,
  },
} as const satisfies Record<string, Placement>;

export type FunctionName = keyof typeof FUNCTIONS;
export type Functions = Readonly<Record<FunctionName, Lambda>>;

const NAMES = Object.keys(FUNCTIONS) as FunctionName[];

/** The functions that are granted something, by name. */
export const namesThatMay = (grant: Grant): FunctionName[] => NAMES.filter((name) => (FUNCTIONS[name] as Placement).may.includes(grant));

export const isPlaced = (file: string): file is FunctionName => file in FUNCTIONS;

export function functions(scope: Construct, bundles: string, touchable: Touchable): Functions {
  agree(bundles);
  const placed = NAMES.map((name) => [name, place(scope, name, FUNCTIONS[name], join(bundles, bundleName(name)), touchable)]);
  return Object.fromEntries(placed) as Record<FunctionName, Lambda>;
}

/** The routes, this table and the bundles name the same functions, or nothing is deployed at all. */
function agree(bundles: string): void {
  const built = readdirSync(bundles).filter((folder) => existsSync(join(bundles, folder, 'index.js')));
  const faults = disagreements({ routed: ROUTES.map(({ file }) => file), placed: NAMES, built });
  if (faults.length > 0) throw new Error(`Routes, functions and lib/functions.ts do not agree:\n  ${faults.join('\n  ')}`);
}

type Named = { readonly routed: readonly string[]; readonly placed: readonly string[]; readonly built: readonly string[] };

/** What is named in one place and missing in another. `built` are the folders of bundles. */
export function disagreements({ routed, placed, built }: Named): string[] {
  const expected = placed.map(bundleName);
  return [
    ...routed.filter((file) => !placed.includes(file)).map((file) => `functions/${file}.ts has a route, but no line in lib/functions.ts`),
    ...placed
      .filter((name) => name.startsWith('api/') && !routed.includes(name))
      .map((name) => `${name} has a line in lib/functions.ts, but no route in functions/routes.ts`),
    ...placed
      .filter((name) => !built.includes(bundleName(name)))
      .map((name) => `${name} has a line in lib/functions.ts, but there is no functions/${name}.ts`),
    ...built.filter((folder) => !expected.includes(folder)).map((folder) => `the bundle ${folder} has no line in lib/functions.ts`),
  ];
}
