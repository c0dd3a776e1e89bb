/**
 * The History section: search, this notebook or all, and the list of runs, newest first.
 */

import type { TranslationBundle } from '@jupyterlab/translation';
import { Button, closeIcon, historyIcon, InputGroup, searchIcon } from '@jupyterlab/ui-components';
import React from 'react';

import type { HistoryState, Scope } from './model';
import { Banner, Notice, Problem, Skeleton } from './notice';
import { useRoving } from './roving';
import { Row, type RowContext, type RunActions } from './row';

export interface HistoryActions extends RunActions {
  search: (words: string) => void;
  setScope: (scope: Scope) => void;
  more: () => void;
  retry: () => void;
}

interface HistoryProps extends RowContext {
  state: HistoryState;
  actions: HistoryActions;
}

export function HistoryView(props: HistoryProps): JSX.Element {
  const { state, actions, trans } = props;
  useEveryMinute();
  return (
    <>
      <div className="aa-History-controls">
        <SearchBox {...props} />
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

/** JupyterLab's own FilterBox has a button without a name, so this is its InputGroup. */
function SearchBox({ state, actions, inputRef, trans }: HistoryProps): JSX.Element {
  const clear = clearSearch(actions, inputRef);
  const clearOnEscape = (event: React.KeyboardEvent): void => {
    if (event.key === 'Escape' && state.words) {
      event.preventDefault();
      event.stopPropagation();
      clear();
    }
  };
  const label = trans.__('Search history');
  return (
    <div className="aa-Search" role="search" onKeyDown={clearOnEscape}>
      <InputGroup
        type="search"
        aria-label={label}
        placeholder={label}
        value={state.words}
        inputRef={inputRef}
        rightIcon={state.words ? undefined : searchIcon}
        onChange={event => actions.search(event.target.value)}
      />
      {state.words && (
        <Button
          minimal
          small
          className="aa-Button"
          title={trans.__('Clear')}
          aria-label={trans.__('Clear')}
          onClick={clear}
        >
          <closeIcon.react tag="span" aria-hidden="true" />
        </Button>
      )}
    </div>
  );
}

function clearSearch(actions: HistoryActions, inputRef: React.RefObject<HTMLInputElement>): () => void {
  return () => {
    actions.search('');
    inputRef.current?.focus();
  };
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
        <Button small className="aa-Button" onClick={clearSearch(actions, inputRef)}>
          {trans.__('Clear search')}
        </Button>
      </Notice>
    );
  }
  const here = state.scope === 'notebook' && state.notebook !== null;
  return (
    <Notice icon={historyIcon} title={here ? trans.__('No runs here yet') : trans.__('No runs yet')}>
      <p>{trans.__('Run these two cells in a notebook; the second holds your goal:')}</p>
      <pre>%load_ext aa_magics</pre>
      <pre>{`%%analyst df\n${trans.__('Compare price by region')}`}</pre>
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
  const { items, open, error, next } = state;
  const roving = useRoving(items.map(item => item.id));
  return (
    <>
      {error && <Banner error={error} trans={trans} onRetry={actions.retry} />}
      <ul className="aa-List" role="list" aria-label={trans.__('Runs')} {...roving.list}>
        {items.map(item => (
          <Row
            key={item.id}
            {...props}
            item={item}
            open={open?.id === item.id ? open : null}
            tabIndex={roving.tabIndex(item.id)}
          />
        ))}
      </ul>
      {next !== null && <More {...props} />}
    </>
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
