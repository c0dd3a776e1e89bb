/**
 * Roving focus: Tab enters a list once, the arrow keys, Home and End move among its rows.
 *
 * A row carries `data-row`, the controls in it that take part `data-roving`. Moving to another row keeps the column.
 */

import React from 'react';

export interface Roving {
  /** The handlers of the list. */
  list: { onFocus: React.FocusEventHandler; onKeyDown: React.KeyboardEventHandler };
  /** The tabIndex of a row's controls. */
  tabIndex: (row: string) => 0 | -1;
}

export function useRoving(rows: readonly string[]): Roving {
  const [last, setLast] = React.useState('');
  const current = rows.includes(last) ? last : rows[0];
  return {
    list: {
      onFocus: event => setLast(rowOf(event.target)?.dataset.row ?? last),
      onKeyDown: event => {
        const target = neighbour(event.target as Element, event.key);
        if (target) {
          event.preventDefault();
          target.focus();
        }
      }
    },
    tabIndex: row => (row === current ? 0 : -1)
  };
}

/** The control that a key leads to; null when the key leads nowhere or the control takes no part. */
function neighbour(from: Element, key: string): HTMLElement | null {
  const control = from.closest<HTMLElement>('[data-roving]');
  const row = rowOf(from);
  if (!control || !row?.parentElement) {
    return null;
  }
  const rows = [...row.parentElement.querySelectorAll<HTMLElement>(':scope > [data-row]')];
  const at = rows.indexOf(row);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[key];
  const target = to === undefined ? undefined : rows[to];
  return (target && controls(target)[controls(row).indexOf(control)]) ?? null;
}

function rowOf(element: Element): HTMLElement | null {
  return element.closest<HTMLElement>('[data-row]');
}

function controls(row: HTMLElement): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>('[data-roving]')];
}
