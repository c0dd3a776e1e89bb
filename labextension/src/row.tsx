/**
 * One run in the list: its goal and facts, what can be done with it, and its details once it is open.
 */

import { Time } from '@jupyterlab/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';
import {
  addBelowIcon,
  Button,
  checkIcon,
  circleIcon,
  classes,
  errorIcon,
  offlineBoltIcon,
  stopIcon,
  type LabIcon
} from '@jupyterlab/ui-components';
import React from 'react';

import { RunDetails, type Highlight } from './details';
import type { OpenRun } from './model';
import { spentTexts, stateName } from './phrases';
import type { AgentEntry, RunSummary, State } from './types';

/** What a person can do with a run. */
export interface RunActions {
  open: (id: string | null) => void;
  /** Put the cells of a run into the notebook again; null when no notebook is open. */
  insert: ((id: string) => void) | null;
  copy: (text: string) => void;
  /** Ask, then delete; returns whether the run is gone. */
  delete: (run: RunSummary) => Promise<boolean>;
}

/** What every row is given. */
export interface RowContext {
  agents: readonly AgentEntry[];
  actions: RunActions;
  highlight: Highlight | null;
  /** The search box, where the focus goes when the last run is deleted. */
  inputRef: React.RefObject<HTMLInputElement>;
  trans: TranslationBundle;
}

interface RowProps extends RowContext {
  item: RunSummary;
  /** The run's details when it is open. */
  open: OpenRun | null;
  tabIndex: number;
}

export function Row(props: RowProps): JSX.Element {
  const { item, open, tabIndex, actions, inputRef, trans } = props;
  const details = React.useId();
  const row = React.useRef<HTMLLIElement>(null);
  const header = React.useRef<HTMLButtonElement>(null);
  const insert = item.cells > 0 ? actions.insert : null;

  const remove = async (): Promise<void> => {
    const next = row.current?.nextElementSibling ?? row.current?.previousElementSibling;
    if (await actions.delete(item)) {
      (next?.querySelector<HTMLElement>('[data-roving]') ?? inputRef.current)?.focus();
    }
  };
  const onHeaderKey = (event: React.KeyboardEvent): void => {
    const action = { Delete: remove, i: () => insert?.(item.id) }[event.key];
    if (action && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      void action();
    }
  };
  const closeOnEscape = (event: React.KeyboardEvent): void => {
    if (open && event.key === 'Escape') {
      event.stopPropagation();
      actions.open(null);
      header.current?.focus();
    }
  };
  return (
    <li
      ref={row}
      className={classes('aa-Run', open ? 'jp-mod-open' : '')}
      data-row={item.id}
      onKeyDown={closeOnEscape}
    >
      <button
        ref={header}
        className="aa-Run-header"
        data-roving
        tabIndex={tabIndex}
        aria-expanded={open !== null}
        aria-controls={open ? details : undefined}
        aria-keyshortcuts="I Delete"
        onClick={() => actions.open(open ? null : item.id)}
        onKeyDown={onHeaderKey}
      >
        <StateIcon state={item.state} trans={trans} />
        <span className="aa-Run-goal" title={item.goal}>
          {item.goal}
        </span>
        <Facts item={item} trans={trans} />
      </button>
      {insert && !open && (
        <Button
          minimal
          small
          className="aa-Button aa-Run-insert"
          title={trans.__('Insert its cells again (I)')}
          aria-label={trans.__('Insert its cells again')}
          tabIndex={-1}
          onClick={() => insert(item.id)}
        >
          <addBelowIcon.react tag="span" aria-hidden="true" />
        </Button>
      )}
      {open && <RunDetails {...props} id={details} open={open} onDelete={() => void remove()} />}
    </li>
  );
}

const STATE_ICONS: Record<State, LabIcon> = {
  running: circleIcon,
  done: checkIcon,
  failed: errorIcon,
  cancelled: stopIcon,
  interrupted: offlineBoltIcon
};

function StateIcon({ state, trans }: { state: State; trans: TranslationBundle }): JSX.Element {
  const Icon = STATE_ICONS[state];
  const text = stateName(state, trans);
  return (
    <span className="aa-State" data-state={state} title={text}>
      <Icon.react tag="span" aria-hidden="true" />
      <span className="jp-sr-only">{text}</span>
    </span>
  );
}

/** When, by which engine, how many cells, what it took; and how the run ended, unless it ended well. */
function Facts({ item, trans }: { item: RunSummary; trans: TranslationBundle }): JSX.Element {
  return (
    <span className="aa-Run-facts">
      {item.state !== 'done' && <span aria-hidden="true">{stateName(item.state, trans)}</span>}
      <time dateTime={item.started} title={Time.format(item.started)}>
        {Time.formatHuman(item.started)}
      </time>
      <span title={trans.__('Engine: %1', item.engine)}>{item.engine}</span>
      {item.cells > 0 && <span>{trans._n('%1 cell', '%1 cells', item.cells)}</span>}
      {item.tokens > 0 && spentTexts(item.tokens, item.cost, trans).map(text => <span key={text}>{text}</span>)}
    </span>
  );
}
