/** A long list of which only the visible part exists in the page. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, type ReactNode } from 'react';

interface Props<T> {
  readonly items: readonly T[];
  readonly height: number;
  readonly label: string;
  readonly keyOf: (item: T) => string | number;
  readonly children: (item: T, index: number) => ReactNode;
  readonly onEnd?: () => void;
  /** Stays at the end while more is added there. */
  readonly follow?: boolean;
  /** Is brought into view when it changes. */
  readonly reveal?: number;
  readonly footer?: ReactNode;
}

export function VirtualList<T>({ items, height, label, keyOf, children, onEnd, follow, reveal, footer }: Props<T>): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const latest = useRef(keyOf);
  latest.current = keyOf;
  // All places are worked out anew when one of these changes, so they must not with every scroll.
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: useCallback(() => scroller.current, []),
    estimateSize: useCallback(() => height, [height]),
    overscan: 12,
    getItemKey: useCallback((index: number) => latest.current(items[index]!), [items]),
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (onEnd && items.length > 0 && last >= items.length - 20) onEnd();
  }, [last, items.length, onEnd]);
  useEffect(() => {
    if (follow && items.length > 0) virtual.scrollToIndex(items.length - 1);
  }, [follow, items.length, virtual]);
  useEffect(() => {
    if (reveal !== undefined && reveal >= 0) virtual.scrollToIndex(reveal, { align: 'auto' });
  }, [reveal, virtual]);
  return (
    <div ref={scroller} className="scroll" role="list" aria-label={label} tabIndex={0} style={{ contain: 'strict' }}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {rows.map((row) => (
          <div key={row.key} role="listitem" style={{ position: 'absolute', insetInline: 0, top: 0, height: row.size, transform: `translateY(${row.start}px)` }}>
            {children(items[row.index]!, row.index)}
          </div>
        ))}
      </div>
      {footer}
    </div>
  );
}
