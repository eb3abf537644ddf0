import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { addressFrom } from '../lib/admin.ts';
import { buildAdmin } from '../lib/buildAdmin.ts';
import { bundle } from '../lib/bundle.ts';
import { recoveryFrom } from '../lib/recovery.ts';
import { RebillStack } from '../lib/stack.ts';
import { hostsFrom } from '../lib/xero.ts';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
const said = (name: string): unknown => app.node.tryGetContext(name);
const [bundles, admin] = await Promise.all([bundle(), buildAdmin()]);
new RebillStack(app, 'Rebill', { bundles, admin, xero: hostsFrom(said), address: addressFrom(said), recovery: recoveryFrom(said) });
