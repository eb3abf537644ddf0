import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Invoice } from '../../api/types.ts';

export const ROW_HEIGHTS = { table: 64, wide: 92, narrow: 188 } as const;
export type Layout = keyof typeof ROW_HEIGHTS;

/** Pixels of what lies over the list while it scrolls: the header of the app and that of the table; the bar of what is selected. */
const OVER = 100;
const UNDER = 80;

export type Rows = {
  readonly box: RefObject<HTMLTableElement | null>;
  /** What holds the rows, below the head. */
  readonly body: RefObject<HTMLTableSectionElement | null>;
  readonly height: number;
  readonly drawn: readonly { readonly index: number; readonly top: number }[];
  /** The row that the keyboard is on: the only one that Tab leads to. */
  readonly active: number;
  readonly activate: (invoiceId: string) => void;
  /** Puts the keyboard on a row, wherever it is. */
  readonly moveTo: (index: number) => void;
};

/** Which rows are drawn, and which of them the keyboard is on. Only what is on the screen exists, and the active one always. */
export function useRows(rows: readonly Invoice[], layout: Layout): Rows {
  const box = useRef<HTMLTableElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const { active, activate } = useActive(rows);
  const margin = useTop(body);
  const height = ROW_HEIGHTS[layout];
  const first = useFirstShown(margin, height);
  const toFocus = useRef(false);
  const moveTo = (index: number) => {
    const to = Math.min(Math.max(index, 0), rows.length - 1);
    const row = rows[to];
    if (!row) return;
    activate(row.invoiceId);
    toFocus.current = true;
    scrollTo(to === 0 ? 0 : margin + to * height, height);
  };
  useFocus(box, rows[active]?.invoiceId, toFocus);
  const drawn = indexesOf(first, Math.ceil(window.innerHeight / height), active, rows.length).map((index) => ({
    index,
    top: index * height,
  }));
  return { box, body, height: rows.length * height, drawn, active, activate, moveTo };
}

/** Rows drawn beyond either edge of the window: as many as a turn of the wheel goes. */
const BEYOND = 6;

function indexesOf(first: number, onScreen: number, active: number, count: number): number[] {
  const from = Math.max(0, first - BEYOND);
  const to = Math.min(count, first + onScreen + BEYOND);
  const indexes = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
  return indexes.includes(active) || active >= count ? indexes : [...indexes, active].sort((a, b) => a - b);
}

/** The row at the upper edge of the window, all rows being of one height: the list is drawn anew when it changes, not at each pixel. */
function useFirstShown(margin: number, height: number): number {
  return useSyncExternalStore(
    onMove,
    useCallback(() => Math.max(0, Math.floor((window.scrollY - margin) / height)), [margin, height]),
  );
}

function onMove(moved: () => void): () => void {
  window.addEventListener('scroll', moved, { passive: true });
  window.addEventListener('resize', moved);
  return () => {
    window.removeEventListener('scroll', moved);
    window.removeEventListener('resize', moved);
  };
}

/** Moves the window no further than it takes to see what is at `top`. */
function scrollTo(top: number, height: number): void {
  const { scrollY, innerHeight } = window;
  if (top - OVER < scrollY) window.scrollTo({ top: Math.max(0, top - OVER) });
  else if (top + height + UNDER > scrollY + innerHeight) window.scrollTo({ top: top + height + UNDER - innerHeight });
}

/** The active row goes with its invoice; when that leaves the list, what took its place is the active one. */
function useActive(rows: readonly Invoice[]): { active: number; activate: (invoiceId: string) => void } {
  const [id, activate] = useState<string>();
  const last = useRef(0);
  const found = useMemo(() => (id === undefined ? 0 : rows.findIndex(({ invoiceId }) => invoiceId === id)), [rows, id]);
  const active = found >= 0 ? found : Math.max(0, Math.min(last.current, rows.length - 1));
  useEffect(() => {
    last.current = active;
    const there = rows[active]?.invoiceId;
    if (found < 0 && there) activate(there);
  }, [active, found, rows]);
  return { active, activate };
}

/** Focuses the active row after a move, and when the row that had the focus is gone: it would be lost at the top of the page. */
function useFocus(box: RefObject<HTMLElement | null>, activeId: string | undefined, toFocus: RefObject<boolean>): void {
  const had = useRef(false);
  useEffect(() => {
    const inside = (event: Event) => {
      had.current = event.target instanceof Node && (box.current?.contains(event.target) ?? false);
    };
    const events = ['focusin', 'pointerdown'] as const;
    for (const event of events) document.addEventListener(event, inside);
    return () => {
      for (const event of events) document.removeEventListener(event, inside);
    };
  }, [box]);
  useEffect(() => {
    const lost = had.current && document.activeElement === document.body;
    if (!activeId || !(toFocus.current || lost)) return;
    const row = box.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(activeId)}"]`);
    if (!row) return;
    toFocus.current = false;
    row.focus({ preventScroll: true });
  });
}

/** How far down the page the rows begin, in pixels: what is above them comes and goes. */
function useTop(body: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const now = Math.round((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    if (now !== top) setTop(now);
  });
  return top;
}
