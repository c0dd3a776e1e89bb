/**
 * The state of the History section: the list of runs with its search and paging, and the run that is open.
 */

import type { ApiError, IApi, RunQuery } from './api';
import { Store, problem } from './store';
import type { Page, Run, RunSummary } from './types';

/** How long the search waits for the next key, in milliseconds. */
export const SEARCH_DELAY = 250;

export type Scope = 'notebook' | 'all';

/** The run whose details are shown; `run` is null until they have arrived. */
export interface OpenRun {
  id: string;
  run: Run | null;
  error: ApiError | null;
}

export interface HistoryState {
  items: readonly RunSummary[];
  /** Whether a first page has ever arrived for this search. */
  loaded: boolean;
  loading: 'first' | 'more' | null;
  next: string | null;
  words: string;
  scope: Scope;
  /** The path of the notebook that the person works in. */
  notebook: string | null;
  open: OpenRun | null;
  error: ApiError | null;
}

/** The runs, newest first: searched, paged, one of them open. */
export class HistoryModel extends Store<HistoryState> {
  constructor(private readonly _api: IApi) {
    super({
      items: [],
      loaded: false,
      loading: null,
      next: null,
      words: '',
      scope: 'all',
      notebook: null,
      open: null,
      error: null
    });
  }

  override dispose(): void {
    clearTimeout(this._pause);
    super.dispose();
  }

  /** Look for what is new; the pages that were fetched before stay. */
  async refresh(): Promise<void> {
    const page = await this._fetch('first');
    if (page) {
      this.set({ ...merged(page, this.state), loaded: true });
      await this._reopen();
    }
  }

  /** Fetch the next page, if there is one and none is on its way. */
  async more(): Promise<void> {
    const { next, loading } = this.state;
    if (next === null || loading !== null) {
      return;
    }
    const page = await this._fetch('more', next);
    if (page) {
      this.set({ items: [...this.state.items, ...page.items], next: page.next });
    }
  }

  /** Search once the person stops typing. */
  search(words: string): void {
    if (words === this.state.words) {
      return;
    }
    this.set({ words });
    clearTimeout(this._pause);
    this._pause = setTimeout(() => void this._restart(), SEARCH_DELAY);
  }

  async setScope(scope: Scope): Promise<void> {
    if (scope !== this.state.scope) {
      this.set({ scope });
      await this._restart();
    }
  }

  async setNotebook(notebook: string | null): Promise<void> {
    if (notebook !== this.state.notebook) {
      this.set({ notebook });
      if (this.state.scope === 'notebook') {
        await this._restart();
      }
    }
  }

  /** Show the details of a run, or of none. */
  async open(id: string | null): Promise<void> {
    this.set({ open: id === null ? null : { id, run: null, error: null } });
    await this._reopen();
  }

  /** The whole run, for what the person wants to do with it; null when it cannot be fetched. */
  async wholeRun(id: string): Promise<Run | null> {
    try {
      return await this._run(id);
    } catch (reason) {
      this.failed.emit(problem(reason));
      return null;
    }
  }

  /** Delete a run; it leaves the list once the server has deleted it. Returns whether it did. */
  async delete(id: string): Promise<boolean> {
    try {
      await this._api.deleteRun(id);
    } catch (reason) {
      this.failed.emit(problem(reason));
      await this.refresh();
      return false;
    }
    const { items, open } = this.state;
    this.set({ items: items.filter(item => item.id !== id), open: open?.id === id ? null : open });
    return true;
  }

  /** Begin anew with another search: the old runs stay in sight until the new ones have come. */
  private async _restart(): Promise<void> {
    clearTimeout(this._pause);
    const page = await this._fetch('first');
    if (page) {
      this.set({ ...page, open: null, loaded: true });
    }
  }

  /** Fetch a page; null when it failed, or when another fetch has made it stale. */
  private async _fetch(loading: 'first' | 'more', cursor?: string): Promise<Page | null> {
    const turn = ++this._turn;
    this.set({ loading });
    try {
      const page = await this._api.runs(this._query(cursor));
      if (turn === this._turn) {
        this.set({ loading: null, error: null });
        return page;
      }
    } catch (reason) {
      const error = problem(reason);
      if (turn === this._turn) {
        this.set({ loading: null, error });
      }
    }
    return null;
  }

  private _query(cursor?: string): RunQuery {
    const { words, scope, notebook } = this.state;
    return { words: words.trim(), notebook: (scope === 'notebook' && notebook) || undefined, cursor };
  }

  /** Fetch the open run, unless it is here and has ended. */
  private async _reopen(): Promise<void> {
    const id = this.state.open?.id;
    if (id === undefined) {
      return;
    }
    const found = await this._run(id).then(
      run => ({ id, run, error: null }),
      reason => ({ id, run: null, error: problem(reason) })
    );
    if (this.state.open?.id === id) {
      this.set({ open: found });
    }
  }

  /** The open run if it is here and has ended, else what the server has. */
  private async _run(id: string): Promise<Run> {
    const run = this.state.open?.run;
    return run?.id === id && run.state !== 'running' ? run : this._api.run(id);
  }

  private _pause: ReturnType<typeof setTimeout> | undefined;
  private _turn = 0;
}

/** The newest page over what was fetched before: older runs, and the cursor after them, stay. */
function merged(page: Page, before: HistoryState): Page {
  const last = page.items.at(-1);
  const older = before.items.slice(before.items.findIndex(item => item.id === last?.id) + 1);
  const overlaps = older.length < before.items.length;
  return overlaps && older.length > 0 && page.next !== null
    ? { items: [...page.items, ...older], next: before.next }
    : page;
}
