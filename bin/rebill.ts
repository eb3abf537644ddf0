import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { bundle } from '../lib/bundle.ts';
import { RebillStack } from '../lib/stack.ts';
import { hostsFrom } from '../lib/xero.ts';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
const adminUrl: unknown = app.node.tryGetContext('adminUrl');
const xero = hostsFrom((name) => app.node.tryGetContext(name));
new RebillStack(app, 'Rebill', { bundles: await bundle(), xero, ...(typeof adminUrl === 'string' && { adminUrl }) });
