/**
 * Watches the cells that this client runs: when one shows a plan, the run's cells go into its notebook.
 */

import type { Cell, ICellModel, ICodeCellModel } from '@jupyterlab/cells';
import { type Notebook, NotebookActions, NotebookPanel } from '@jupyterlab/notebook';
import { KernelMessage } from '@jupyterlab/services';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';

import * as cells from './cells';
import { changesOf, editAfterRun, editBelow, firstNew } from './edits';
import { isRunMetadata, isUndoBundle } from './guards';
import { removeRun } from './runs';
import { RUN_MIME, UNDO_MIME } from './types';

type Executed = { notebook: Notebook; cell: Cell };

/**
 * All watches of this client. Only the client that pressed Run hears `executionScheduled`, so that of several open
 * on one notebook a single one inserts; opening a saved notebook inserts nothing.
 */
export class RunWatcher {
  /** Whether cells are inserted by themselves. */
  inserts = true;

  constructor() {
    NotebookActions.executionScheduled.connect(this._onScheduled, this);
    NotebookActions.executed.connect(this._onExecuted, this);
  }

  private _onScheduled(_: unknown, { notebook, cell }: Executed): void {
    const { id, type } = cell.model;
    this._watches.get(id)?.dispose();
    if (type === 'code') {
      this._watches.set(id, new Watch(notebook, id, () => this.inserts));
    }
  }

  private _onExecuted(_: unknown, { cell }: Executed): void {
    const { id } = cell.model;
    this._watches.get(id)?.end();
    this._watches.get(id)?.dispose();
    this._watches.delete(id);
  }

  private readonly _watches = new Map<string, Watch>();
}

/** One execution of one cell, which may be moved, deleted and brought back meanwhile: its id says which it is. */
class Watch implements IDisposable {
  constructor(
    private readonly _notebook: Notebook,
    private readonly _id: string,
    private readonly _inserts: () => boolean
  ) {
    _notebook.disposed.connect(this.dispose, this);
    _notebook.model?.cells.changed.connect(this._follow, this);
    if (_notebook.parent instanceof NotebookPanel) {
      _notebook.parent.sessionContext.iopubMessage.connect(this._hear, this);
    }
    this._follow();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    Signal.clearData(this);
  }

  /** Do what is left to do once the cell has been executed. */
  end(): void {
    this._look();
    const at = this._at();
    const plan = this._cell && at >= 0 ? cells.shownPlan(this._cell) : null;
    if (!plan) {
      return;
    }
    cells.removeFallback(this._notebook, at + 1, plan.bundle.fallback);
    const inPlace = editBelow(cells.standingCells(this._notebook), at, plan.bundle.cells);
    if (plan.bundle.cells.some(cell => cell.outputs) && changesOf(inPlace) === 0) {
      cells.moveOutputs(this._notebook, at, inPlace.keep);
    }
  }

  /** Listen to the cell's outputs; moving a cell makes a new model of the same id. */
  private _follow(): void {
    const cell = this._notebook.model?.cells.get(this._at());
    if (cell && cell !== this._cell && isCode(cell)) {
      this._cell?.outputs?.changed.disconnect(this._lookSoon, this);
      this._cell = cell;
      cell.outputs.changed.connect(this._lookSoon, this);
      this._lookSoon();
    }
  }

  /** Remember how the plan was last updated: the application loses updates for a cell that was moved or brought back. */
  private _hear(_: unknown, message: KernelMessage.IMessage): void {
    if (KernelMessage.isUpdateDisplayDataMsg(message) && RUN_MIME in message.content.data) {
      this._update = message.content;
      this._lookSoon();
    }
  }

  /** Look once the change that is under way is over: the shared model must not be edited amid its own news. */
  private _lookSoon(): void {
    queueMicrotask(() => {
      if (!this._isDisposed) {
        this._look();
      }
    });
  }

  private _look(): void {
    if (this._cell && !this._cell.isDisposed && !this._done) {
      this._mend(this._cell);
      this._insert(this._cell);
      this._undo(this._cell);
    }
  }

  /** Show the last update of the plan where the cell still shows one from before. */
  private _mend(cell: ICodeCellModel): void {
    const plan = cells.shownPlan(cell);
    const latest = this._update?.metadata[RUN_MIME];
    if (plan?.metadata.state !== 'running' || !isRunMetadata(latest) || latest.run !== plan.metadata.run) {
      return;
    }
    if (latest.state !== 'running') {
      const { data, metadata } = this._update!;
      cell.outputs.set(plan.output, { output_type: 'display_data', data, metadata });
    }
  }

  private _insert(cell: ICodeCellModel): void {
    const plan = cells.shownPlan(cell);
    if (!plan || plan.metadata.state === 'running' || !this._inserts() || cells.isReadOnly(this._notebook)) {
      return;
    }
    this._done = true;
    const { _notebook: notebook } = this;
    const at = this._at();
    const { bundle, metadata } = plan;
    const edit = editAfterRun(cells.standingCells(notebook), at, bundle, metadata, this._othersWait(cell));
    if (edit && changesOf(edit)) {
      const stayed = cells.hasStayed(notebook, at);
      cells.applyEdit(notebook, edit, metadata.run);
      if (stayed && edit.insert.length) {
        cells.walkTo(notebook, firstNew(edit));
      }
    }
  }

  private _undo(cell: ICodeCellModel): void {
    for (let output = 0; output < cell.outputs.length; output++) {
      const bundle = cell.outputs.get(output).data[UNDO_MIME];
      if (isUndoBundle(bundle)) {
        this._done = true;
        removeRun(this._notebook, bundle.run);
      }
    }
  }

  /** Whether other cells are queued behind this one, as they are in Run All. */
  private _othersWait(cell: ICodeCellModel): boolean {
    const all = [...(this._notebook.model?.cells ?? [])];
    return all.some(other => other !== cell && isCode(other) && other.executionState === 'running');
  }

  private _at(): number {
    return cells.indexOfCell(this._notebook, this._id);
  }

  private _cell: ICodeCellModel | null = null;
  private _update: KernelMessage.IUpdateDisplayDataMsg['content'] | null = null;
  private _done = false;
  private _isDisposed = false;
}

function isCode(cell: ICellModel): cell is ICodeCellModel {
  return cell.type === 'code';
}
