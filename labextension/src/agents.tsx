/**
 * The Agents section: who works on a goal, with a switch each.
 */

import type { TranslationBundle } from '@jupyterlab/translation';
import { Button } from '@jupyterlab/ui-components';
import React from 'react';

import { analystIcon, iconOf } from './icons';
import { Banner, Notice, Problem, Skeleton } from './notice';
import type { AgentsState } from './roster';
import { useRoving } from './roving';
import type { AgentEntry } from './types';

export interface AgentsActions {
  toggle: (name: string, on: boolean) => void;
  /** Write `@name ` into the active cell; null when there is none. */
  mention: ((name: string) => void) | null;
  retry: () => void;
}

interface AgentsProps {
  state: AgentsState;
  actions: AgentsActions;
  trans: TranslationBundle;
}

export function AgentsView({ state, actions, trans }: AgentsProps): JSX.Element {
  const { items, loaded, error } = state;
  const roving = useRoving(items.map(agent => agent.name));
  if (!loaded) {
    return error ? (
      <Problem error={error} trans={trans} onRetry={actions.retry} />
    ) : (
      <Skeleton rows={3} trans={trans} />
    );
  }
  if (items.length === 0) {
    return (
      <Notice icon={analystIcon} title={trans.__('No agents')}>
        <p>{trans.__('The server lists none. Agents come with aa_magics and with packages that add their own.')}</p>
      </Notice>
    );
  }
  return (
    <>
      {error && <Banner error={error} trans={trans} onRetry={actions.retry} />}
      <ul className="aa-List" role="list" aria-label={trans.__('Agents')} {...roving.list}>
        {items.map(agent => (
          <AgentRow
            key={agent.name}
            agent={agent}
            actions={actions}
            tabIndex={roving.tabIndex(agent.name)}
            trans={trans}
          />
        ))}
      </ul>
    </>
  );
}

interface AgentRowProps {
  agent: AgentEntry;
  actions: AgentsActions;
  tabIndex: number;
  trans: TranslationBundle;
}

function AgentRow({ agent, actions, tabIndex, trans }: AgentRowProps): JSX.Element {
  const icon = iconOf(agent.icon);
  const { mention } = actions;
  return (
    <li className="aa-Agent" data-row={agent.name} data-on={agent.on}>
      <icon.react className="aa-Agent-icon" tag="span" aria-hidden="true" />
      <span className="aa-Agent-title">{agent.title}</span>
      <Toggle
        on={agent.on}
        label={agent.title}
        caption={agent.on ? trans.__('Switch %1 off', agent.title) : trans.__('Switch %1 on', agent.title)}
        tabIndex={tabIndex}
        onToggle={on => actions.toggle(agent.name, on)}
      />
      <p className="aa-Agent-purpose">{agent.purpose}</p>
      <p className="aa-Agent-facts">
        <Button
          minimal
          className="aa-Agent-mention"
          data-roving
          tabIndex={tabIndex}
          aria-disabled={mention === null}
          title={
            mention ? trans.__('Mention it in the active cell') : trans.__('Open a notebook to mention it in a cell')
          }
          onClick={() => mention?.(agent.name)}
        >
          @{agent.name}
        </Button>
        <span>{trans._n('%1 use', '%1 uses', agent.uses)}</span>
      </p>
    </li>
  );
}

interface ToggleProps {
  on: boolean;
  label: string;
  caption: string;
  tabIndex: number;
  onToggle: (on: boolean) => void;
}

/** JupyterLab's Switch: its markup and classes, since the Switch itself is a widget that React cannot hold. */
function Toggle({ on, label, caption, tabIndex, onToggle }: ToggleProps): JSX.Element {
  return (
    <button
      className="jp-switch"
      data-roving
      role="switch"
      aria-checked={on}
      aria-label={label}
      title={caption}
      tabIndex={tabIndex}
      onClick={() => onToggle(!on)}
    >
      <span className="jp-switch-track" aria-hidden="true" />
    </button>
  );
}
