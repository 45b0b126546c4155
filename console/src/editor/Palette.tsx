import type { ReactNode } from 'react';
import { BASIC, PIECES, type PaletteItem } from '../edit/pieces.ts';
import { Icon } from '../ui/Icon.tsx';

export const DRAGGED = 'application/x-pawl-piece';

/** What can be dragged into the graph; with the keyboard, what is pressed comes behind the chosen state. */
export function Palette({ onAdd }: { onAdd: (item: PaletteItem) => void }): ReactNode {
  return (
    <div className="palette" aria-label="Palette" role="group">
      <h3>States</h3>
      {BASIC.map((item) => (
        <Item key={item.id} item={item} onAdd={onAdd} />
      ))}
      <h3>Pieces</h3>
      {PIECES.map((item) => (
        <Item key={item.id} item={item} onAdd={onAdd} />
      ))}
    </div>
  );
}

function Item({ item, onAdd }: { item: PaletteItem; onAdd: (item: PaletteItem) => void }): ReactNode {
  return (
    <button
      type="button"
      className="piece"
      draggable
      data-piece={item.id}
      title={item.doc}
      onClick={() => onAdd(item)}
      onDragStart={(e) => {
        e.dataTransfer.setData(DRAGGED, item.id);
        e.dataTransfer.effectAllowed = 'copy';
      }}
    >
      <span className="ic">
        <Icon name={item.icon} size={15} />
      </span>
      <span className="cut">{item.name}</span>
    </button>
  );
}
