/**
 * State that is replaced as a whole and announced: views read it and call back.
 */

import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';

import { ApiError } from './api';

export abstract class Store<S extends object> implements IDisposable {
  /** Emitted after each change of the state. */
  readonly changed = new Signal<this, void>(this);

  /** Emitted when something that the person asked for failed and was taken back. */
  readonly failed = new Signal<this, ApiError>(this);

  constructor(private _state: S) {}

  get state(): Readonly<S> {
    return this._state;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    Signal.clearData(this);
  }

  protected set(change: Partial<S>): void {
    this._state = { ...this._state, ...change };
    this.changed.emit();
  }

  private _isDisposed = false;
}

/** An error that is meant to be shown; any other is a mistake of ours and goes on its way. */
export function problem(reason: unknown): ApiError {
  if (reason instanceof ApiError) {
    return reason;
  }
  throw reason;
}
