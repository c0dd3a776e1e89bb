import { ServerConnection } from '@jupyterlab/services';
import { nullTranslator } from '@jupyterlab/translation';
import { expect, test } from 'vitest';

import agents from '../../tests/contract/agents.json';
import error from '../../tests/contract/error.json';
import run from '../../tests/contract/run.json';
import runs from '../../tests/contract/runs.json';
import { Api, ApiError, NoServerError } from '../src/api';

const BASE = 'http://localhost:8888/user/ada/';

/** A client whose server gives one answer, and what it was asked. */
function client(answer: () => Response): { api: Api; asked: Request[] } {
  const asked: Request[] = [];
  const settings = ServerConnection.makeSettings({
    baseUrl: BASE,
    Request,
    fetch: async input => {
      asked.push(input as Request);
      return answer();
    }
  });
  return { api: new Api(nullTranslator.load('aa_magics'), settings), asked };
}

function route(request: Request | undefined): string {
  const { pathname, search } = new URL(request?.url ?? '');
  return pathname.replace('/user/ada/aa-magics/api/', '') + search.replace(/[?&]\d+$/, '');
}

/** The error that a request to a server with this answer ends in. */
async function failure(answer: () => Response): Promise<ApiError> {
  return client(answer)
    .api.run('3f6c')
    .then(
      () => expect.unreachable(),
      reason => reason
    );
}

test('runs are asked for with the search words escaped and without what is not set', async () => {
  const { api, asked } = client(() => Response.json(runs));
  const page = await api.runs({ words: 'a&b=ü', notebook: 'sub/x y.ipynb', cursor: undefined });
  expect(route(asked[0])).toBe('runs?words=a%26b%3D%C3%BC&notebook=sub%2Fx+y.ipynb');
  expect(page.items.map(item => item.state)).toEqual(['done', 'failed', 'cancelled']);
  expect(page.next).toBe(runs.next);
});

test('one run arrives with its plan and its cells', async () => {
  const { api, asked } = client(() => Response.json(run));
  const found = await api.run('a/b');
  expect(route(asked[0])).toBe('runs/a%2Fb');
  expect(found.plan?.steps).toHaveLength(3);
  expect(found.cells).toHaveLength(4);
});

test('deleting a run expects no body', async () => {
  const { api, asked } = client(() => new Response(null, { status: 204 }));
  await api.deleteRun('3f6c');
  expect(asked[0]?.method).toBe('DELETE');
  expect(route(asked[0])).toBe('runs/3f6c');
});

test('switching an agent sends the wish and returns the entry', async () => {
  const entry = agents.items[5];
  const { api, asked } = client(() => Response.json(entry));
  expect(await api.setAgent('polars_agent', true)).toEqual(entry);
  expect(asked[0]?.method).toBe('PATCH');
  expect(await asked[0]?.json()).toEqual({ on: true });
  expect(route(asked[0])).toBe('agents/polars_agent');
});

test('the list of agents is unwrapped', async () => {
  const { api } = client(() => Response.json(agents));
  expect(await api.agents()).toEqual(agents.items);
});

test('an error of ours keeps its message and its hint, also with status 404', async () => {
  const found = await failure(() => Response.json(error, { status: 404 }));
  expect(found).toBeInstanceOf(ApiError);
  expect(found).not.toBeInstanceOf(NoServerError);
  expect([found.message, found.hint]).toEqual([error.message, error.hint]);
});

test("a 404 that is not ours means that the server extension is missing", async () => {
  expect(await failure(() => new Response('<!DOCTYPE HTML>', { status: 404 }))).toBeInstanceOf(NoServerError);
  expect(await failure(() => Response.json({ message: 'Not Found', reason: null }, { status: 404 }))).toBeInstanceOf(
    NoServerError
  );
});

test('a refused request says to log in again', async () => {
  const found = await failure(() => Response.json({ message: 'Forbidden', reason: null }, { status: 403 }));
  expect(found.message).toContain('403');
  expect(found.hint).toContain('log in');
});

test('a server that does not answer is no missing extension', async () => {
  const found = await failure(() => {
    throw new TypeError('Failed to fetch');
  });
  expect(found).toBeInstanceOf(ApiError);
  expect(found).not.toBeInstanceOf(NoServerError);
  expect(found.message).toBe('The Jupyter Server does not answer.');
});

test('a log-in page in place of JSON is an error with a hint', async () => {
  const found = await failure(() => new Response('<html>Log in</html>'));
  expect(found.hint).toContain('log in');
});

test('any other status is named', async () => {
  expect((await failure(() => new Response('Bad gateway', { status: 502 }))).message).toContain('502');
});
