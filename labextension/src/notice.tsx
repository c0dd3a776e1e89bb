/**
 * What the panel says where a list would be: nothing here, something went wrong, no server; and the waiting.
 */

import type { TranslationBundle } from '@jupyterlab/translation';
import {
  Button,
  checkIcon,
  classes,
  copyIcon,
  errorIcon,
  offlineBoltIcon,
  type LabIcon
} from '@jupyterlab/ui-components';
import React from 'react';

import type { ApiError } from './api';

interface NoticeProps {
  icon: LabIcon;
  title: string;
  alert?: boolean;
  error?: boolean;
  children?: React.ReactNode;
}

export function Notice({ icon, title, alert, error, children }: NoticeProps): JSX.Element {
  return (
    <div className={classes('aa-Notice', error ? 'jp-mod-error' : '')} role={alert ? 'alert' : undefined}>
      <icon.react className="aa-Notice-icon" tag="span" aria-hidden="true" />
      <p className="aa-Notice-title">{title}</p>
      {children}
    </div>
  );
}

interface ProblemProps {
  error: ApiError;
  trans: TranslationBundle;
  onRetry: () => void;
}

/** An error in place of a list. */
export function Problem({ error, trans, onRetry }: ProblemProps): JSX.Element {
  return (
    <Notice icon={errorIcon} title={error.message} alert error>
      <p>{error.hint}</p>
      <Button small className="aa-Button" onClick={onRetry}>
        {trans.__('Retry')}
      </Button>
    </Notice>
  );
}

/** An error above a list that still shows what came before. */
export function Banner({ error, trans, onRetry }: ProblemProps): JSX.Element {
  return (
    <div className="aa-Banner" role="alert">
      <div>
        <p>{error.message}</p>
        <p>{error.hint}</p>
      </div>
      <Button small className="aa-Button" onClick={onRetry}>
        {trans.__('Retry')}
      </Button>
    </div>
  );
}

/** What switches the server extension on. */
const ENABLE = 'jupyter server extension enable aa_magics';

interface NoServerProps {
  trans: TranslationBundle;
  onCopy: (text: string) => void;
  onRetry: () => void;
}

/** The server extension is missing: what to type, and what works all the same. */
export function NoServer({ trans, onCopy, onRetry }: NoServerProps): JSX.Element {
  return (
    <Notice icon={offlineBoltIcon} title={trans.__('The server extension is missing')} alert>
      <p>{trans.__('History and agents need it. Type this in a terminal, then restart Jupyter:')}</p>
      <div className="aa-Notice-line">
        <code>{ENABLE}</code>
        <CopyButton text={ENABLE} label={trans.__('Copy')} trans={trans} onCopy={onCopy} iconOnly />
      </div>
      <p>{trans.__('%1 works without it.', '%%analyst')}</p>
      <Button small className="aa-Button" onClick={onRetry}>
        {trans.__('Retry')}
      </Button>
    </Notice>
  );
}

interface CopyButtonProps {
  text: string;
  label: string;
  trans: TranslationBundle;
  onCopy: (text: string) => void;
  iconOnly?: boolean;
}

/** How long a copy button says that it has copied, in milliseconds. */
const COPIED = 2000;

/** Copies a text and says so, to eyes and to assistive technology. */
export function CopyButton({ text, label, trans, onCopy, iconOnly }: CopyButtonProps): JSX.Element {
  const [copied, setCopied] = React.useState(false);
  React.useEffect(() => {
    const timer = copied ? setTimeout(() => setCopied(false), COPIED) : undefined;
    return () => clearTimeout(timer);
  }, [copied]);
  const Icon = copied ? checkIcon : copyIcon;
  const copy = (): void => {
    onCopy(text);
    setCopied(true);
  };
  return (
    <>
      <Button small minimal className="aa-Button" title={label} aria-label={label} onClick={copy}>
        <Icon.react tag="span" aria-hidden="true" />
        {!iconOnly && <span>{copied ? trans.__('Copied') : label}</span>}
      </Button>
      <span className="jp-sr-only" role="status">
        {copied && trans.__('Copied')}
      </span>
    </>
  );
}

/** Grey bars where rows will be. The stylesheet keeps them out of sight for the first 200 ms. */
export function Skeleton({ rows, trans }: { rows: number; trans: TranslationBundle }): JSX.Element {
  return (
    <div className="aa-Skeleton" role="status">
      <span className="jp-sr-only">{trans.__('Loading…')}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="aa-Skeleton-row" aria-hidden="true" />
      ))}
    </div>
  );
}
