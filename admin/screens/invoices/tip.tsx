import { Portal } from '@mantine/core';
import { type RefObject, useEffect, useState } from 'react';
import styles from './tip.module.css';

type Tip = { readonly text: string; readonly left: number; readonly top: number; readonly below: boolean };

const DELAY_MS = 250;

/**
 * One tooltip for a whole table: a component for each of some hundred buttons would make scrolling stutter. It shows `data-tip` of what is
 * pointed at or focused by the keyboard; to a screen reader the very same is in the button's name.
 */
export function TipOf({ within }: { within: RefObject<HTMLElement | null> }) {
  const [tip, setTip] = useState<Tip>();
  useEffect(() => {
    const box = within.current;
    if (!box) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hide = () => {
      clearTimeout(timer);
      setTip(undefined);
    };
    const over = (event: Event) => {
      hide();
      const of = tipped(event.target);
      if (of) timer = setTimeout(() => of.isConnected && setTip(tipOf(of)), DELAY_MS);
    };
    const focus = (event: Event) => {
      const of = tipped(event.target);
      if (of?.matches(':focus-visible')) setTip(tipOf(of));
    };
    const key = (event: KeyboardEvent) => event.key === 'Escape' && hide();
    box.addEventListener('pointerover', over);
    box.addEventListener('pointerleave', hide);
    box.addEventListener('focusin', focus);
    box.addEventListener('focusout', hide);
    box.addEventListener('keydown', key);
    window.addEventListener('scroll', hide, { passive: true });
    return () => {
      clearTimeout(timer);
      box.removeEventListener('pointerover', over);
      box.removeEventListener('pointerleave', hide);
      box.removeEventListener('focusin', focus);
      box.removeEventListener('focusout', hide);
      box.removeEventListener('keydown', key);
      window.removeEventListener('scroll', hide);
    };
  }, [within]);
  if (!tip) return null;
  return (
    <Portal>
      <div className={styles.tip} data-below={tip.below || undefined} style={{ left: tip.left, top: tip.top }} aria-hidden>
        {tip.text}
      </div>
    </Portal>
  );
}

const tipped = (target: EventTarget | null) => (target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null);

/** Over it, or under it where there is no room; never beyond the sides. */
function tipOf(of: HTMLElement): Tip {
  const { left, width, top, bottom } = of.getBoundingClientRect();
  const half = 160;
  const middle = Math.min(Math.max(left + width / 2, half), window.innerWidth - half);
  const below = top < 110;
  return { text: of.dataset.tip ?? '', left: middle, top: below ? bottom + 6 : top - 6, below };
}
