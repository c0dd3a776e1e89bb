/** What a browser has and jsdom lacks, as far as JupyterLab's packages need it to be imported. */

Object.assign(globalThis, {
  DragEvent: class extends MouseEvent {},
  matchMedia: () => new EventTarget()
});

export {};
