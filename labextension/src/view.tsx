/**
 * The MIME renderer of the shown plan: follows the notebook that it stands in, and acts on that notebook's cells.
 */

import type { ICodeCellModel } from '@jupyterlab/cells';
import { Notebook, NotebookPanel } from '@jupyterlab/notebook';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { type ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import type { Widget } from '@lumino/widgets';
import React from 'react';

import * as cells from './cells';
import { isEdited, placementOf } from './edits';
import { isRunBundle, isRunMetadata } from './guards';
import { type Place, type PlanActions, PlanView } from './plan';
import * as runs from './runs';
import { RUN_MIME, type RunBundle, type RunMetadata, type State } from './types';

/** Before text/html and text/markdown, which are the same plan for front ends without this extension. */
const RANK = 10;

export function planFactory(translator: ITranslator | null): IRenderMime.IRendererFactory {
  const trans = (translator ?? nullTranslator).load('aa_magics');
  return {
    safe: true, // everything is shown as text
    mimeTypes: [RUN_MIME],
    defaultRank: RANK,
    createRenderer: () => new ShownPlan(trans)
  };
}

class ShownPlan extends ReactWidget implements IRenderMime.IRenderer {
  constructor(private readonly _trans: TranslationBundle) {
    super();
    this.addClass('aa-ShownPlan');
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    this._data = model.data[RUN_MIME];
    this._metadata = model.metadata[RUN_MIME];
    this.update();
    await this.renderPromise;
  }

  override render(): JSX.Element {
    const { _data: bundle, _metadata: metadata, _trans: trans } = this;
    if (!isRunBundle(bundle) || !isRunMetadata(metadata)) {
      return <p>{trans.__('Another version of Auto-Analyst wrote this plan; it cannot be shown.')}</p>;
    }
    const about = { ...metadata, state: this._state(metadata) };
    const place = this._place(bundle, metadata);
    return <PlanView bundle={bundle} metadata={about} place={place} actions={this._actions} trans={trans} />;
  }

  protected override onAfterAttach(message: Message): void {
    this._home = homeOf(this);
    this._home?.notebook.modelContentChanged.connect(this.update, this);
    this._home?.cell.stateChanged.connect(this.update, this);
    super.onAfterAttach(message);
  }

  protected override onBeforeDetach(message: Message): void {
    this._home?.notebook.modelContentChanged.disconnect(this.update, this);
    this._home?.cell.stateChanged.disconnect(this.update, this);
    super.onBeforeDetach(message);
  }

  /** A run is not running any more where its cell is not: the kernel was restarted, or the notebook opened anew. */
  private _state({ state }: RunMetadata): State {
    const stopped = this._home?.cell.executionState === 'idle';
    return state === 'running' && stopped ? 'interrupted' : state;
  }

  private _place(bundle: RunBundle, metadata: RunMetadata): Place | null {
    if (!this._home || this._home.notebook.isDisposed) {
      return null;
    }
    const { notebook, cell } = this._home;
    const standing = cells.standingCells(notebook);
    const at = cells.indexOfCell(notebook, cell.id);
    const { cells: own, changes } = placementOf(standing, at, metadata.run, bundle);
    return {
      cells: own.length,
      edited: own.filter(index => isEdited(standing[index]!)).length,
      changes,
      writable: !cells.isReadOnly(notebook)
    };
  }

  /** Do what a button says, and give the focus back to the notebook: the button may be gone then. */
  private _act(action: (notebook: Notebook, at: number) => void): void {
    if (this._home) {
      const { notebook, cell } = this._home;
      action(notebook, cells.indexOfCell(notebook, cell.id));
      notebook.activeCell?.node.focus();
    }
  }

  private readonly _actions: PlanActions = {
    run: () => this._act((notebook, at) => void runs.runCells(notebook, at)),
    remove: () => this._act(runs.removeCells),
    update: () => this._act(runs.updateCells),
    take: other => this._act((notebook, at) => void runs.takeInstead(notebook, at, other)),
    stop: () => this._act(notebook => void interrupt(notebook))
  };
  private _data: unknown;
  private _metadata: unknown;
  private _home: Home | null = null;
}

/** Interrupt the kernel of a notebook. */
async function interrupt(notebook: Notebook): Promise<void> {
  const panel = notebook.parent;
  if (panel instanceof NotebookPanel) {
    await panel.sessionContext.session?.kernel?.interrupt();
  }
}

/** The notebook and the cell that a plan is shown in. */
interface Home {
  notebook: Notebook;
  cell: ICodeCellModel;
}

/** Where a widget stands; null in other views of an output, and in consoles. */
function homeOf(widget: Widget): Home | null {
  let parent = widget.parent;
  while (parent && !(parent instanceof Notebook)) {
    parent = parent.parent;
  }
  const cell = parent?.widgets.find(cell => cell.node.contains(widget.node));
  return parent && cell ? { notebook: parent, cell: cell.model as ICodeCellModel } : null;
}
