/**
 * The side panel as a widget: a History and an Agents section, or the notice that the server extension is missing.
 */

import type { ITranslator, TranslationBundle } from '@jupyterlab/translation';
import { Button, PanelWithToolbar, ReactWidget, refreshIcon, SidePanel, UseSignal } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { Signal } from '@lumino/signaling';
import { type AccordionLayout, type AccordionPanel, type PanelLayout, Widget } from '@lumino/widgets';
import React from 'react';

import { AgentsView, type AgentsActions } from './agents';
import { NoServerError } from './api';
import type { Highlight } from './details';
import { HistoryView, type HistoryActions } from './history';
import { analystIcon } from './icons';
import type { HistoryModel } from './model';
import { NoServer } from './notice';
import type { AgentsModel } from './roster';
import type { RunSummary } from './types';

/** What the panel asks of the application. */
export interface PanelHost {
  insert: (id: string) => void;
  mention: (agent: string) => void;
  copy: (text: string) => void;
  /** Ask whether a run may be deleted. */
  mayDelete: (run: RunSummary) => Promise<boolean>;
  highlight: Highlight | null;
}

interface PanelOptions {
  history: HistoryModel;
  agents: AgentsModel;
  host: PanelHost;
  translator: ITranslator;
}

export class AnalystPanel extends SidePanel {
  constructor({ history, agents, host, translator }: PanelOptions) {
    super({ translator });
    this._history = history;
    this._agents = agents;
    const trans = translator.load('aa_magics');
    this.id = 'aa-magics-panel';
    this.addClass('aa-Panel');
    this.title.icon = analystIcon;
    this.title.caption = trans.__('Auto-Analyst');
    this.header.addWidget(heading(trans.__('Auto-Analyst')));

    const retry = (): void => this.refresh();
    const runs = new HistorySection(history, agents, host, retry, trans, this._input);
    this.addWidget(titled(trans.__('History'), runs, refreshButton(trans.__('Refresh'), retry)));
    this.addWidget(titled(trans.__('Agents'), new AgentsSection(history, agents, host, retry, trans)));
    const accordion = this.content as AccordionPanel;
    (accordion.layout as AccordionLayout).setRelativeSizes([3, 2]);

    this._notice = new NoServerNotice(host, retry, trans);
    (this.layout as PanelLayout).addWidget(this._notice);
    history.changed.connect(this._onChanged, this);
    this._onChanged();
  }

  override dispose(): void {
    Signal.clearData(this);
    super.dispose();
  }

  /** Ask the server for what is new, unless nobody can see it. */
  refresh(): void {
    if (this.isVisible) {
      void this._history.refresh();
      void this._agents.refresh();
    }
  }

  protected override onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this.refresh();
  }

  protected override onAfterShow(msg: Message): void {
    super.onAfterShow(msg);
    this.refresh();
  }

  protected override onActivateRequest(msg: Message): void {
    super.onActivateRequest(msg);
    this._input.current?.focus();
  }

  private _onChanged(): void {
    const missing = this._history.state.error instanceof NoServerError;
    this.content.setHidden(missing);
    this._notice.setHidden(!missing);
  }

  private readonly _history: HistoryModel;
  private readonly _agents: AgentsModel;
  private readonly _notice: Widget;
  private readonly _input = React.createRef<HTMLInputElement>();
}

function heading(text: string): Widget {
  const node = document.createElement('h2');
  node.textContent = text;
  return new Widget({ node });
}

/** JupyterLab's own ToolbarButton says `aria-pressed` where it may not, so this is its Button. */
function refreshButton(label: string, refresh: () => void): Widget {
  return ReactWidget.create(
    <Button minimal small className="aa-Button" title={label} aria-label={label} onClick={refresh}>
      <refreshIcon.react tag="span" aria-hidden="true" />
    </Button>
  );
}

function titled(label: string, section: Widget, button?: Widget): PanelWithToolbar {
  const panel = new PanelWithToolbar();
  panel.addClass('aa-Section');
  panel.title.label = label;
  panel.toolbar.node.setAttribute('aria-label', label);
  if (button) {
    panel.toolbar.addItem('refresh', button);
  }
  panel.addWidget(section);
  return panel;
}

class HistorySection extends ReactWidget {
  constructor(
    private readonly _history: HistoryModel,
    private readonly _agents: AgentsModel,
    private readonly _host: PanelHost,
    private readonly _retry: () => void,
    private readonly _trans: TranslationBundle,
    private readonly _input: React.RefObject<HTMLInputElement>
  ) {
    super();
    this.addClass('aa-History');
    _agents.changed.connect(this.update, this);
  }

  protected override render(): JSX.Element {
    return (
      <UseSignal signal={this._history.changed}>
        {() => (
          <HistoryView
            state={this._history.state}
            agents={this._agents.state.items}
            actions={this._actions()}
            highlight={this._host.highlight}
            inputRef={this._input}
            trans={this._trans}
          />
        )}
      </UseSignal>
    );
  }

  private _actions(): HistoryActions {
    return { ...this._steady, insert: this._history.state.notebook === null ? null : this._host.insert };
  }

  /** The actions that never change: views compare them by identity. */
  private readonly _steady: Omit<HistoryActions, 'insert'> = {
    search: words => this._history.search(words),
    setScope: scope => void this._history.setScope(scope),
    more: () => void this._history.more(),
    open: id => void this._history.open(id),
    copy: text => this._host.copy(text),
    delete: async run => (await this._host.mayDelete(run)) && this._history.delete(run.id),
    retry: () => this._retry()
  };
}

class AgentsSection extends ReactWidget {
  constructor(
    private readonly _history: HistoryModel,
    private readonly _agents: AgentsModel,
    private readonly _host: PanelHost,
    private readonly _retry: () => void,
    private readonly _trans: TranslationBundle
  ) {
    super();
    this.addClass('aa-Agents');
    _history.changed.connect(this.update, this);
  }

  protected override render(): JSX.Element {
    return (
      <UseSignal signal={this._agents.changed}>
        {() => <AgentsView state={this._agents.state} actions={this._actions()} trans={this._trans} />}
      </UseSignal>
    );
  }

  private _actions(): AgentsActions {
    return {
      toggle: (name, on) => void this._agents.toggle(name, on),
      mention: this._history.state.notebook === null ? null : this._host.mention,
      retry: () => this._retry()
    };
  }
}

class NoServerNotice extends ReactWidget {
  constructor(
    private readonly _host: PanelHost,
    private readonly _retry: () => void,
    private readonly _trans: TranslationBundle
  ) {
    super();
    this.addClass('aa-NoServer');
  }

  protected override render(): JSX.Element {
    return <NoServer trans={this._trans} onCopy={this._host.copy} onRetry={this._retry} />;
  }
}
