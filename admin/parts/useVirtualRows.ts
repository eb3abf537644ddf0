import { useWindowVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useRef } from 'react';

type Rows = {
  /** Of the box around the table. */
  readonly top: RefObject<HTMLDivElement | null>;
  readonly shown: readonly VirtualItem[];
  /** Heights of what is not drawn above and below, in pixels. */
  readonly before: number;
  readonly after: number;
  /** For rows whose height is not known beforehand; they bear `data-index`. */
  readonly measure: (row: Element | null) => void;
};

/** Only what is on the screen is drawn, however many rows there are; the page itself scrolls. */
export function useVirtualRows(count: number, rowHeight: number, keyOf: (index: number) => string): Rows {
  const top = useRef<HTMLDivElement>(null);
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: top.current?.offsetTop ?? 0,
    getItemKey: keyOf,
  });
  const shown = virtual.getVirtualItems();
  const { scrollMargin } = virtual.options;
  const before = Math.max(0, (shown[0]?.start ?? 0) - scrollMargin);
  const after = Math.max(0, virtual.getTotalSize() - Math.max(0, (shown.at(-1)?.end ?? 0) - scrollMargin));
  return { top, shown, before, after, measure: virtual.measureElement };
}
