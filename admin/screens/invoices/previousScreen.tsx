import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { monthsQuery } from '../../api/months.ts';
import { invoicesSearch } from '../../app/search.ts';
import { Empty } from '../../parts/empty.tsx';
import { useFormat } from '../../parts/format.ts';
import { LinkButton } from '../../parts/linkButton.tsx';
import { MonthSelect } from '../../parts/monthSelect.tsx';
import { Page } from '../../parts/page.tsx';
import { type ChangeSearch, InvoiceListView } from './invoiceListView.tsx';
import { ListActions } from './listActions.tsx';

const route = getRouteApi('/previous');

/** What was sent at least once and is not on its way again: of all months, unless the address says one. */
export function PreviousScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data } = useQuery(monthsQuery);
  const month = search.month === 'all' ? undefined : search.month;
  const change: ChangeSearch = (changed) =>
    void navigate({ search: (before) => invoicesSearch({ ...before, ...changed }), replace: 'q' in changed });
  const most = month ? data?.items.find((each) => each.month === month)?.count : data?.items.reduce((all, { count }) => all + count, 0);
  return (
    <Page
      title="Previous invoices"
      lead="Sent at least once"
      actions={
        <>
          <MonthSelect all value={month} onChange={(to) => change({ month: to })} />
          <ListActions month={month} list="previous" />
        </>
      }
    >
      <InvoiceListView
        key={month ?? 'all'}
        list="previous"
        month={month}
        label="Previous invoices"
        search={search}
        change={change}
        most={most}
        empty={<NoneSent month={month} />}
      />
    </Page>
  );
}

function NoneSent({ month }: { month: string | undefined }) {
  const format = useFormat();
  return (
    <Empty title={month ? `Nothing of ${format.month(month)} has been sent yet` : 'Nothing has been sent yet'}>
      <LinkButton to="/invoices" search={month ? { month } : {}}>
        See what is to be sent
      </LinkButton>
    </Empty>
  );
}
