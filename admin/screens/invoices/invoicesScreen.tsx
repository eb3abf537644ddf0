import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { monthsQuery } from '../../api/months.ts';
import { invoicesSearch } from '../../app/search.ts';
import { Empty } from '../../parts/empty.tsx';
import { useFormat } from '../../parts/format.ts';
import { LinkButton } from '../../parts/linkButton.tsx';
import { MonthSelect } from '../../parts/monthSelect.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { TextLink } from '../../parts/textLink.tsx';
import { type ChangeSearch, InvoiceListView } from './invoiceListView.tsx';
import { ListActions } from './listActions.tsx';

const route = getRouteApi('/invoices');

/** What is to be sent, is on its way, or needs attention: of the newest month that has invoices, unless the address says another. */
export function InvoicesScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const months = useQuery(monthsQuery);
  const made = months.data?.items;
  const newest = made?.find(({ count }) => count > 0)?.month;
  const month = search.month === 'all' ? undefined : (search.month ?? newest);
  const change: ChangeSearch = (changed) =>
    void navigate({ search: (before) => invoicesSearch({ ...before, ...changed }), replace: 'q' in changed });
  const most = month ? made?.find((each) => each.month === month)?.count : made?.reduce((all, { count }) => all + count, 0);
  const known = made !== undefined || search.month !== undefined;
  return (
    <Page
      title="Invoices"
      lead="Not sent yet, on their way, or stopped"
      actions={
        <>
          <MonthSelect all value={month} onChange={(to) => change({ month: to ?? 'all' })} />
          <ListActions month={month} list="invoices" />
        </>
      }
    >
      {!known &&
        (months.error ? (
          <ProblemAlert error={months.error} title="The months cannot be read" retry={() => months.refetch()} />
        ) : (
          <Skeleton h={420} />
        ))}
      {made && !newest && <NoneMade />}
      {known && (newest || search.month) && (
        <InvoiceListView
          key={month ?? 'all'}
          list="invoices"
          month={month}
          label="Invoices"
          search={search}
          change={change}
          most={most}
          empty={<NoneLeft month={month} />}
        />
      )}
    </Page>
  );
}

function NoneMade() {
  return (
    <Empty title="No invoice is made yet">
      <span>The run makes them on the 1st. Its preview shows already what they will be.</span>
      <LinkButton to="/run">See the run’s preview</LinkButton>
    </Empty>
  );
}

function NoneLeft({ month }: { month: string | undefined }) {
  const format = useFormat();
  return (
    <Empty title={month ? `Nothing is left to send in ${format.month(month)}` : 'Nothing is left to send'}>
      <LinkButton to="/previous" search={month ? { month } : {}}>
        See what has been sent
      </LinkButton>
      <TextLink to="/summary" search={month ? { month } : {}}>
        Go to the summary
      </TextLink>
    </Empty>
  );
}
