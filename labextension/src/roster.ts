/**
 * The state of the Agents section: the agents as the server has them, and the switches as the person wants them.
 */

import type { ApiError, IApi } from './api';
import { Store, problem } from './store';
import type { AgentEntry } from './types';

export interface AgentsState {
  items: readonly AgentEntry[];
  loaded: boolean;
  loading: boolean;
  error: ApiError | null;
}

export class AgentsModel extends Store<AgentsState> {
  constructor(private readonly _api: IApi) {
    super({ items: [], loaded: false, loading: false, error: null });
  }

  async refresh(): Promise<void> {
    const turn = ++this._turn;
    this.set({ loading: true });
    const change = await this._api.agents().then(
      items => ({ saved: items, error: null }),
      reason => ({ saved: this._saved, error: problem(reason) })
    );
    if (turn === this._turn) {
      this._saved = change.saved;
      this.set({ loading: false, loaded: this.state.loaded || !change.error, error: change.error });
      this._show();
    }
  }

  /** Switch an agent on or off: shown at once, taken back if the server does not agree. */
  async toggle(name: string, on: boolean): Promise<void> {
    this._wishes.set(name, on);
    this._show();
    try {
      const saved = await this._api.setAgent(name, on);
      this._saved = this._saved.map(item => (item.name === name ? saved : item));
    } catch (reason) {
      this.failed.emit(problem(reason));
    }
    if (this._wishes.get(name) === on) {
      this._wishes.delete(name);
    }
    this._show();
  }

  /** Show the agents as the server has them, with the switches as the person wants them. */
  private _show(): void {
    const items = this._saved.map(item => ({ ...item, on: this._wishes.get(item.name) ?? item.on }));
    this.set({ items });
  }

  private _saved: readonly AgentEntry[] = [];
  private readonly _wishes = new Map<string, boolean>();
  private _turn = 0;
}
