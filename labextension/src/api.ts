/**
 * The REST contract over HTTP: requests to the server extension, and what went wrong as typed errors.
 */

import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { AgentEntry, Page, Run } from './types';

/** What went wrong, in an AnalystError's two lines: what happened, and what to do next. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly hint: string
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** The Jupyter Server answers but does not know our routes: its extension is not installed or not enabled. */
export class NoServerError extends ApiError {}

/**
 * Which runs to list. `words` are searched in goals, code, agents and notebooks; `cursor` comes from the page before.
 *
 * `notebook` is the path that the Jupyter Server knows the notebook by (a session's `path`). A kernel knows another
 * name, the absolute one in JPY_SESSION_NAME, which no browser can work out: `serverRoot` writes the home folder as
 * `~`. The server extension translates, with the function of the session manager that named the kernel. A kernel
 * keeps the name that its notebook had when it started, so that after renaming a notebook its runs stand under the
 * old name until the kernel is restarted, and earlier ones for good.
 */
export interface RunQuery {
  words?: string;
  notebook?: string;
  cursor?: string;
}

/** What the panel asks of the server. */
export interface IApi {
  agents(): Promise<AgentEntry[]>;
  setAgent(name: string, on: boolean): Promise<AgentEntry>;
  runs(query: RunQuery): Promise<Page>;
  run(id: string): Promise<Run>;
  deleteRun(id: string): Promise<void>;
}

export class Api implements IApi {
  constructor(
    private readonly _trans: TranslationBundle,
    private readonly _settings = ServerConnection.makeSettings()
  ) {}

  async agents(): Promise<AgentEntry[]> {
    const { items } = await this._json<{ items: AgentEntry[] }>('agents');
    return items;
  }

  setAgent(name: string, on: boolean): Promise<AgentEntry> {
    return this._json(`agents/${encodeURIComponent(name)}`, { method: 'PATCH', body: JSON.stringify({ on }) });
  }

  runs(query: RunQuery): Promise<Page> {
    const given = Object.entries(query).filter(([, value]) => value);
    return this._json(`runs?${new URLSearchParams(given)}`);
  }

  run(id: string): Promise<Run> {
    return this._json(`runs/${encodeURIComponent(id)}`);
  }

  async deleteRun(id: string): Promise<void> {
    await this._request(`runs/${encodeURIComponent(id)}`, { method: 'DELETE' });
  }

  private async _json<T>(route: string, init: RequestInit = {}): Promise<T> {
    const response = await this._request(route, init);
    const body = await jsonOf(response);
    if (body === undefined) {
      throw new ApiError(
        this._trans.__('The Jupyter Server answered with something else than JSON.'),
        this._trans.__('Reload the page; you may have to log in again.')
      );
    }
    return body as T;
  }

  private async _request(route: string, init: RequestInit): Promise<Response> {
    const url = URLExt.join(this._settings.baseUrl, 'aa-magics/api/') + route;
    const response = await ServerConnection.makeRequest(url, init, this._settings).catch(reason => {
      throw reason instanceof ServerConnection.NetworkError ? this._noAnswer() : reason;
    });
    if (!response.ok) {
      throw this._problem(response.status, await jsonOf(response));
    }
    return response;
  }

  private _noAnswer(): ApiError {
    return new ApiError(
      this._trans.__('The Jupyter Server does not answer.'),
      this._trans.__('See whether it still runs, then retry.')
    );
  }

  private _problem(status: number, body: unknown): ApiError {
    if (hasHint(body)) {
      return new ApiError(body.message, body.hint);
    }
    if (status === 404) {
      return new NoServerError(
        this._trans.__('The server extension of aa_magics is missing.'),
        this._trans.__('Type: %1', 'jupyter server extension enable aa_magics')
      );
    }
    if (status === 401 || status === 403) {
      return new ApiError(
        this._trans.__('The Jupyter Server does not let you in (status %1).', status),
        this._trans.__('Reload the page; you may have to log in again.')
      );
    }
    return new ApiError(
      this._trans.__('The Jupyter Server answered with status %1.', status),
      this._trans.__('Its log says why.')
    );
  }
}

/** The response's body as JSON; undefined when it is none, as the pages of other handlers and proxies are. */
async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (reason) {
    if (reason instanceof SyntaxError) {
      return undefined;
    }
    throw reason;
  }
}

function hasHint(body: unknown): body is { message: string; hint: string } {
  return typeof body === 'object' && body !== null && 'message' in body && 'hint' in body;
}
