/**
 * The History section: search, this notebook or all, and the list of runs, newest first.
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
  FilterBox,
  historyIcon,
  offlineBoltIcon,
  searchIcon,
  stopIcon,
  type LabIcon
} from '@jupyterlab/ui-components';
import React from 'react';

import { RunDetails, type Highlight } from './details';
import type { HistoryState, Scope } from './model';
import { Banner, Notice, Problem, Skeleton } from './notice';
import { useRoving } from './roving';
import type { AgentEntry, RunSummary, State } from './types';

export interface HistoryActions {
  search: (words: string) => void;
  setScope: (scope: Scope) => void;
  more: () => void;
  open: (id: string | null) => void;
  /** Put the cells of a run into the notebook again; null when no notebook is open. */
  insert: ((id: string) => void) | null;
  copy: (text: string) => void;
  /** Ask, then delete; returns whether the run is gone. */
  delete: (run: RunSummary) => Promise<boolean>;
  retry: () => void;
}

interface HistoryProps {
  state: HistoryState;
  agents: readonly AgentEntry[];
  actions: HistoryActions;
  highlight: Highlight | null;
  inputRef: React.RefObject<HTMLInputElement>;
  trans: TranslationBundle;
}

export function HistoryView(props: HistoryProps): JSX.Element {
  const { state, actions, inputRef, trans } = props;
  useEveryMinute();
  return (
    <>
      <div className="aa-History-controls">
        <SearchBox words={state.words} inputRef={inputRef} onSearch={actions.search} trans={trans} />
        <ScopeChoice state={state} onChoose={actions.setScope} trans={trans} />
      </div>
      <div className="aa-History-list" aria-busy={state.loading !== null}>
        {state.loading === 'first' && state.loaded && <div className="aa-Progress" />}
        {state.items.length > 0 ? <Runs {...props} /> : <NoRuns {...props} />}
      </div>
      <span className="jp-sr-only" role="status">
        {state.loaded && state.loading === null && countOf(state, trans)}
      </span>
    </>
  );
}

/** Draw again every minute, so that "2 minutes ago" stays true. */
function useEveryMinute(): void {
  const [, tick] = React.useReducer((count: number) => count + 1, 0);
  React.useEffect(() => {
    const timer = setInterval(tick, 60_000);
    return () => clearInterval(timer);
  }, []);
}

function countOf({ items, next }: HistoryState, trans: TranslationBundle): string {
  return next === null
    ? trans._n('%1 run', '%1 runs', items.length)
    : trans.__('The newest %1 runs; more follow', items.length);
}

interface SearchBoxProps {
  words: string;
  inputRef: React.RefObject<HTMLInputElement>;
  onSearch: (words: string) => void;
  trans: TranslationBundle;
}

function SearchBox({ words, inputRef, onSearch, trans }: SearchBoxProps): JSX.Element {
  const update = React.useCallback((_: unknown, query?: string) => onSearch(query ?? ''), [onSearch]);
  const clearOnEscape = (event: React.KeyboardEvent): void => {
    if (event.key === 'Escape' && inputRef.current?.value) {
      event.stopPropagation();
      clearSearch(inputRef);
    }
  };
  return (
    <div onKeyDown={clearOnEscape}>
      <FilterBox
        initialQuery={words || undefined}
        inputRef={inputRef}
        placeholder={trans.__('Search history')}
        updateFilter={update}
        useFuzzyFilter={false}
      />
    </div>
  );
}

/** Empty the search box, which keeps its text to itself and announces a change only to an input event. */
function clearSearch({ current }: React.RefObject<HTMLInputElement>): void {
  if (current) {
    current.value = '';
    current.dispatchEvent(new Event('input', { bubbles: true }));
    current.focus();
  }
}

interface ScopeProps {
  state: HistoryState;
  onChoose: (scope: Scope) => void;
  trans: TranslationBundle;
}

function ScopeChoice({ state, onChoose, trans }: ScopeProps): JSX.Element {
  const name = React.useId();
  const chosen = state.notebook === null ? 'all' : state.scope;
  const choices: [Scope, string, string][] = [
    ['notebook', trans.__('This notebook'), state.notebook ?? trans.__('No notebook is open')],
    ['all', trans.__('All'), trans.__('The runs of all notebooks')]
  ];
  return (
    <div className="aa-Scope" role="radiogroup" aria-label={trans.__('Runs of')}>
      {choices.map(([scope, label, title]) => (
        <label key={scope} title={title}>
          <input
            type="radio"
            name={name}
            checked={scope === chosen}
            disabled={scope === 'notebook' && state.notebook === null}
            onChange={() => onChoose(scope)}
          />
          <span>{label}</span>
        </label>
      ))}
    </div>
  );
}

/** What stands in place of the list: the wait, an error, or why there is nothing. */
function NoRuns({ state, actions, inputRef, trans }: HistoryProps): JSX.Element {
  if (state.error) {
    return <Problem error={state.error} trans={trans} onRetry={actions.retry} />;
  }
  if (!state.loaded) {
    return <Skeleton rows={4} trans={trans} />;
  }
  if (state.words.trim()) {
    return (
      <Notice icon={searchIcon} title={trans.__('Nothing found for “%1”', state.words.trim())}>
        <Button small className="aa-Button" onClick={() => clearSearch(inputRef)}>
          {trans.__('Clear search')}
        </Button>
      </Notice>
    );
  }
  const here = state.scope === 'notebook' && state.notebook !== null;
  return (
    <Notice icon={historyIcon} title={here ? trans.__('No runs in this notebook yet') : trans.__('No runs yet')}>
      <p>{trans.__('Type a goal in a notebook cell and run it:')}</p>
      <pre>
        {'%load_ext aa_magics'}
        <br />
        <br />
        {'%%analyst df'}
        <br />
        {trans.__('Compare price by region')}
      </pre>
      {here && (
        <Button small className="aa-Button" onClick={() => actions.setScope('all')}>
          {trans.__('Show all notebooks')}
        </Button>
      )}
    </Notice>
  );
}

function Runs(props: HistoryProps): JSX.Element {
  const { state, actions, trans } = props;
  const roving = useRoving(state.items.map(item => item.id));
  return (
    <>
      {state.error && <Banner error={state.error} trans={trans} onRetry={actions.retry} />}
      <ul className="aa-List" role="list" aria-label={trans.__('Runs')} {...roving.list}>
        {state.items.map(item => (
          <Row key={item.id} {...props} item={item} tabIndex={roving.tabIndex(item.id)} />
        ))}
      </ul>
      {state.next !== null && <More {...props} />}
    </>
  );
}

interface RowProps extends HistoryProps {
  item: RunSummary;
  tabIndex: number;
}

function Row({ item, tabIndex, ...props }: RowProps): JSX.Element {
  const { state, actions, inputRef, trans } = props;
  const details = React.useId();
  const row = React.useRef<HTMLLIElement>(null);
  const header = React.useRef<HTMLButtonElement>(null);
  const open = state.open?.id === item.id ? state.open : null;

  const remove = async (): Promise<void> => {
    const next = row.current?.nextElementSibling ?? row.current?.previousElementSibling;
    if (await actions.delete(item)) {
      (next?.querySelector<HTMLElement>('[data-roving]') ?? inputRef.current)?.focus();
    }
  };
  const onHeaderKey = (event: React.KeyboardEvent): void => {
    const action = { Delete: remove, i: () => actions.insert?.(item.id) }[event.key];
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
      {actions.insert && item.cells > 0 && !open && (
        <Button
          minimal
          small
          className="aa-Button aa-Run-insert"
          title={trans.__('Insert its cells again (I)')}
          aria-label={trans.__('Insert its cells again')}
          tabIndex={-1}
          onClick={() => actions.insert?.(item.id)}
        >
          <addBelowIcon.react tag="span" aria-hidden="true" />
        </Button>
      )}
      {open && <RunDetails {...props} id={details} item={item} open={open} onDelete={() => void remove()} />}
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

function stateText(state: State, trans: TranslationBundle): string {
  const texts: Record<State, string> = {
    running: trans.__('Running'),
    done: trans.__('Done'),
    failed: trans.__('Failed'),
    cancelled: trans.__('Cancelled'),
    interrupted: trans.__('Interrupted')
  };
  return texts[state];
}

function StateIcon({ state, trans }: { state: State; trans: TranslationBundle }): JSX.Element {
  const Icon = STATE_ICONS[state];
  const text = stateText(state, trans);
  return (
    <span className="aa-State" data-state={state} title={text}>
      <Icon.react tag="span" aria-hidden="true" />
      <span className="jp-sr-only">{text}</span>
    </span>
  );
}

/** When, by which engine, how many cells; and how the run ended, unless it ended well. */
function Facts({ item, trans }: { item: RunSummary; trans: TranslationBundle }): JSX.Element {
  return (
    <span className="aa-Run-facts">
      {item.state !== 'done' && <span aria-hidden="true">{stateText(item.state, trans)}</span>}
      <time dateTime={item.started} title={Time.format(item.started)}>
        {Time.formatHuman(item.started)}
      </time>
      <span title={trans.__('Engine')}>{item.engine}</span>
      <span>{trans._n('%1 cell', '%1 cells', item.cells)}</span>
    </span>
  );
}

/** Fetches the next page when it comes into sight; a button, so that it can be reached without a mouse too. */
function More({ state, actions, trans }: HistoryProps): JSX.Element {
  const button = React.useRef<HTMLButtonElement>(null);
  const { more } = actions;
  const waits = state.loading !== null || state.error !== null;
  React.useEffect(() => {
    if (waits || !button.current) {
      return;
    }
    const sight = new IntersectionObserver(entries => entries.some(entry => entry.isIntersecting) && more());
    sight.observe(button.current);
    return () => sight.disconnect();
  }, [waits, more]);
  return (
    <button ref={button} className="jp-Button jp-mod-minimal aa-Button aa-More" onClick={more}>
      {state.loading === 'more' ? trans.__('Loading…') : trans.__('Show more')}
    </button>
  );
}
