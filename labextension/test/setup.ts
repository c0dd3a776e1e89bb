/** What a browser has and jsdom lacks, as far as JupyterLab's packages need it. */

Object.assign(globalThis, {
  DragEvent: class extends MouseEvent {},
  matchMedia: () => new EventTarget(),
  requestIdleCallback: (callback: () => void) => setTimeout(callback)
});

export {};
