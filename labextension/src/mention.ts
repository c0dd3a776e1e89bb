/**
 * Mentions an agent: writes `@agent_name ` at the cursor of the active cell and puts the person there.
 */

import type { Notebook } from '@jupyterlab/notebook';

/** Returns whether there was a cell to write into. */
export async function mentionAgent(notebook: Notebook, name: string): Promise<boolean> {
  const cell = notebook.activeCell;
  if (!cell || cell.model.sharedModel.getMetadata('editable') === false) {
    return false;
  }
  await notebook.scrollToItem(notebook.activeCellIndex);
  await cell.ready;
  notebook.mode = 'edit';
  const editor = cell.editor;
  const { line, column } = editor?.getCursorPosition() ?? { line: 0, column: 0 };
  const before = editor?.getLine(line)?.charAt(column - 1) ?? '';
  editor?.replaceSelection?.(`${/\S/.test(before) ? ' ' : ''}@${name} `);
  editor?.focus();
  return true;
}
