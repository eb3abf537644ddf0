import {
  IconBan,
  IconCloudUpload,
  IconExternalLink,
  IconFileSpreadsheet,
  IconFileTypePdf,
  IconSend,
  IconTool,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Invoice } from '../../api/types.ts';

export type Action = keyof Invoice['actions'];

export type ActionLook = {
  readonly action: Action;
  readonly name: string;
  /** Where its icon stands before it. */
  readonly short: string;
  /** Pressed on the focused row. */
  readonly key: string;
  readonly icon: TablerIcon;
};

export const ACTIONS: readonly ActionLook[] = [
  { action: 'cancel', name: 'Cancel the email', short: 'Cancel the email', key: 'C', icon: IconBan },
  { action: 'send', name: 'Send', short: 'Send', key: 'S', icon: IconSend },
  { action: 'repair', name: 'Repair', short: 'Repair', key: 'R', icon: IconTool },
  { action: 'pdf', name: 'Download the PDF', short: 'PDF', key: 'P', icon: IconFileTypePdf },
  { action: 'csv', name: 'Download as a CSV', short: 'CSV', key: 'V', icon: IconFileSpreadsheet },
  { action: 'upload', name: 'Upload to Xero', short: 'Upload to Xero', key: 'X', icon: IconCloudUpload },
  { action: 'openInXero', name: 'Open in Xero', short: 'Open in Xero', key: 'O', icon: IconExternalLink },
];

/** Repairing is for what needs attention; it is not drawn anywhere else. */
export const actionsFor = ({ parked }: Pick<Invoice, 'parked'>): readonly ActionLook[] =>
  ACTIONS.filter(({ action }) => action !== 'repair' || parked !== null);

export const actionOf = (key: string): Action | undefined => ACTIONS.find((each) => each.key === key.toUpperCase())?.action;
