import { Alert, Skeleton, Stack, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { customerQuery } from '../../api/customers.ts';
import type { Customer } from '../../api/types.ts';
import { Page } from '../../parts/page.tsx';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { TextLink } from '../../parts/textLink.tsx';
import { Charges } from './charges.tsx';
import { ComingInvoice } from './comingInvoice.tsx';
import { CustomerInvoices } from './customerInvoices.tsx';
import { EditCustomer } from './editCustomer.tsx';
import { Flags } from './flags.tsx';
import { RemoveCustomer } from './removeCustomer.tsx';
import { Services } from './services.tsx';

const route = getRouteApi('/customers/$customerId');

const TABS = { details: 'Details', services: 'Services', charges: 'Charges', coming: 'Coming invoice', invoices: 'Invoices' } as const;
type TabKey = keyof typeof TABS;

const tabOf = (text: string | undefined): TabKey => (text !== undefined && Object.hasOwn(TABS, text) ? (text as TabKey) : 'details');

export function CustomerScreen() {
  const { customerId } = route.useParams();
  const { data, error, refetch } = useQuery(customerQuery(customerId));
  if (error && !data) {
    return (
      <Page title="Customer">
        <ProblemAlert error={error} title="This customer cannot be shown" retry={() => refetch()}>
          <TextLink to="/customers">To the customers</TextLink>
        </ProblemAlert>
      </Page>
    );
  }
  if (!data) return <Skeleton h={360} radius="md" aria-label="Loading the customer" />;
  return <Shown key={customerId} customer={data} />;
}

function Shown({ customer }: { customer: Customer }) {
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const { name, removed, enabled, warnings, customerId } = customer;
  return (
    <Page
      title={name}
      lead={<TextLink to="/customers">All customers</TextLink>}
      actions={!removed && <RemoveCustomer customer={customer} />}
    >
      <Stack gap="md">
        {removed && (
          <Alert color="gray" variant="light" title="Removed">
            It can be read, not changed. Its invoices stand.
          </Alert>
        )}
        {!removed && !enabled && (
          <Alert color="yellow" variant="light" title="Not billed">
            The run skips this customer. What it misses is not billed later.
          </Alert>
        )}
        {!removed && warnings.length > 0 && customer.flags.length === 0 && (
          <Alert color="red" variant="light" title="Its invoices do not arrive">
            {warnings.map((warning) => (
              <Text size="sm" key={warning}>
                {warning}
              </Text>
            ))}
          </Alert>
        )}
        <Flags customer={customer} />
        <Tabs
          value={tabOf(tab)}
          onChange={(to) => navigate({ search: to && to !== 'details' ? { tab: to } : {}, replace: true })}
          keepMounted={false}
          keepMountedMode="display-none"
        >
          <Tabs.List mb="lg">
            {Object.entries(TABS).map(([value, label]) => (
              <Tabs.Tab key={value} value={value}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {/* What is typed there stays while another one is looked at. */}
          <Tabs.Panel value="details" keepMounted>
            <EditCustomer customer={customer} />
          </Tabs.Panel>
          <Tabs.Panel value="services">
            <Services customerId={customerId} closed={removed} />
          </Tabs.Panel>
          <Tabs.Panel value="charges">
            <Charges customerId={customerId} closed={removed} />
          </Tabs.Panel>
          <Tabs.Panel value="coming">
            <ComingInvoice customerId={customerId} />
          </Tabs.Panel>
          <Tabs.Panel value="invoices">
            <CustomerInvoices customerId={customerId} />
          </Tabs.Panel>
        </Tabs>
      </Stack>
    </Page>
  );
}
