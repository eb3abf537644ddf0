import { Button } from '@mantine/core';
import { IconCloudUpload, IconDownload } from '@tabler/icons-react';
import { invoicesChanged } from '../../api/invoiceCache.ts';
import { type Listing, listQuery } from '../../api/invoices.ts';
import { queries } from '../../api/queries.ts';
import { AllowedButton } from '../../parts/allowedButton.tsx';
import { openCsvDialog } from '../../parts/openCsvDialog.ts';
import { mayBill, ONLY_BILLING } from '../../session/session.ts';
import { openUploadMonth } from './openDialogs.ts';

/** What concerns the whole month. */
export function ListActions({ list, month }: Listing) {
  const uploaded = () => {
    invoicesChanged([]);
    void queries.invalidateQueries({ queryKey: listQuery({ list, month }).queryKey });
  };
  return (
    <>
      <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={() => openCsvDialog(month)}>
        Download invoices as a CSV
      </Button>
      {month && (
        <AllowedButton
          variant="default"
          leftSection={<IconCloudUpload size={16} aria-hidden />}
          allowed={mayBill()}
          reason={mayBill() ? undefined : ONLY_BILLING}
          onClick={() => openUploadMonth(month, uploaded)}
        >
          Upload the month
        </AllowedButton>
      )}
    </>
  );
}
