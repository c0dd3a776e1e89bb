/**
 * An open run: its plan as steps with their agents, its cells, and what can be done with it.
 */

import { PathExt } from '@jupyterlab/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { addBelowIcon, Button, deleteIcon } from '@jupyterlab/ui-components';
import React from 'react';

import type { ApiError } from './api';
import { iconOf } from './icons';
import type { OpenRun } from './model';
import { CopyButton, Skeleton } from './notice';
import { durationOf, shapeOf, usageTexts } from './phrases';
import { remarkOf, reportOf, StepStateMark } from './progress';
import type { AgentEntry, Cell, FrameChoice, Run, RunSummary, Step } from './types';

/** Write Python source, coloured, into an element. */
export type Highlight = (source: string, into: HTMLElement) => Promise<void>;

interface DetailsProps {
  id: string;
  item: RunSummary;
  open: OpenRun;
  agents: readonly AgentEntry[];
  actions: { insert: ((id: string) => void) | null; copy: (text: string) => void };
  highlight: Highlight | null;
  trans: TranslationBundle;
  onDelete: () => void;
}

export function RunDetails(props: DetailsProps): JSX.Element {
  const { id, item, open, actions, trans, onDelete } = props;
  const { insert } = actions;
  return (
    <div className="aa-Details" id={id} role="group" aria-label={trans.__('Details of the run')}>
      <div className="aa-Details-actions">
        <Button
          small
          className="aa-Button"
          disabled={insert === null || item.cells === 0}
          title={insert ? trans.__('Insert its cells again') : trans.__('Open a notebook to insert its cells')}
          onClick={() => insert?.(item.id)}
        >
          <addBelowIcon.react tag="span" aria-hidden="true" />
          <span>{trans.__('Insert again')}</span>
        </Button>
        {open.run && item.cells > 0 && (
          <CopyButton
            text={codeOf(open.run)}
            label={trans.__('Copy code')}
            trans={trans}
            onCopy={actions.copy}
            iconOnly
          />
        )}
        <Button
          small
          minimal
          className="aa-Button"
          title={trans.__('Delete this run')}
          aria-label={trans.__('Delete this run')}
          onClick={onDelete}
        >
          <deleteIcon.react tag="span" aria-hidden="true" />
        </Button>
      </div>
      {open.error && <Failed message={open.error.message} hint={open.error.hint} />}
      {open.run ? <Contents {...props} run={open.run} /> : !open.error && <Skeleton rows={2} trans={trans} />}
    </div>
  );
}

/** The code cells of a run as one text. */
function codeOf(run: Run): string {
  const sources = run.cells.filter(cell => cell.cell_type === 'code').map(cell => cell.source);
  return `${sources.join('\n\n')}\n`;
}

function Failed({ message, hint }: Pick<ApiError, 'message' | 'hint'>): JSX.Element {
  return (
    <div className="aa-Details-failure">
      <p>{message}</p>
      <p>{hint}</p>
    </div>
  );
}

function Contents({ run, agents, highlight, trans }: DetailsProps & { run: Run }): JSX.Element {
  return (
    <>
      {run.failure && <Failed {...run.failure} />}
      <Facts run={run} trans={trans} />
      {run.plan && <PlanSteps run={run} agents={agents} trans={trans} />}
      {run.cells.length > 0 && (
        <>
          <h4>{trans.__('Cells')}</h4>
          {run.cells.map((cell, index) => (
            <Source key={index} cell={cell} highlight={highlight} />
          ))}
        </>
      )}
    </>
  );
}

function Facts({ run, trans }: { run: Run; trans: TranslationBundle }): JSX.Element {
  const frames = run.plan?.frames ?? [];
  return (
    <dl className="aa-Details-facts">
      <dt>{trans._n('Frame', 'Frames', frames.length || run.goal.frames.length)}</dt>
      <dd>
        {frames.map(frame => (
          <Frame key={frame.name} frame={frame} trans={trans} />
        ))}
        {frames.length === 0 && run.goal.frames.join(', ')}
      </dd>
      {run.notebook && (
        <>
          <dt>{trans.__('Notebook')}</dt>
          <dd title={run.notebook}>{PathExt.basename(run.notebook)}</dd>
        </>
      )}
      <dt>{trans.__('Took')}</dt>
      <dd>{[durationOf(run.seconds, trans), ...(run.usage ? usageTexts(run.usage, trans) : [])].join(' · ')}</dd>
      {run.usage && (
        <>
          <dt>{trans.__('Engine')}</dt>
          <dd>
            {run.engine}
            {run.answered_by !== null && <span className="aa-Details-again">{trans.__('from history')}</span>}
          </dd>
        </>
      )}
    </dl>
  );
}

function Frame({ frame, trans }: { frame: FrameChoice; trans: TranslationBundle }): JSX.Element {
  return (
    <span className="aa-Details-frame" title={frame.why}>
      {frame.name} <span>{shapeOf(frame, trans)}</span>
    </span>
  );
}

interface PlanProps {
  run: Run;
  agents: readonly AgentEntry[];
  trans: TranslationBundle;
}

function PlanSteps({ run, agents, trans }: PlanProps): JSX.Element | null {
  const { plan } = run;
  return plan && (
    <>
      <h4>{trans.__('Plan')}</h4>
      <ol className="aa-Details-plan">
        {plan.steps.map(step => (
          <PlanStep
            key={step.id}
            step={step}
            run={run}
            agent={agents.find(agent => agent.name === step.agent)}
            trans={trans}
          />
        ))}
      </ol>
      {plan.assumptions.map(assumption => (
        <p key={assumption} className="aa-Details-note">
          {trans.__('Assumed: %1', assumption)}
        </p>
      ))}
      {plan.unused.length > 0 && (
        <p className="aa-Details-note">{trans.__('Could not use: %1', plan.unused.join(', '))}</p>
      )}
    </>
  );
}

interface PlanStepProps {
  step: Step;
  run: Run;
  agent?: AgentEntry;
  trans: TranslationBundle;
}

function PlanStep({ step, run, agent, trans }: PlanStepProps): JSX.Element {
  const report = reportOf(step.id, run.reports);
  const icon = iconOf(agent?.icon ?? '');
  const title = agent?.title ?? step.agent;
  return (
    <li>
      <span className="aa-Details-agent" title={title}>
        <icon.react tag="span" aria-hidden="true" />
        <span className="jp-sr-only">{title}</span>
      </span>
      <span>
        {step.task}
        {report && (
          <span className="aa-Details-report">
            <StepStateMark report={report} ended={run.state !== 'running'} trans={trans} />{' '}
            {remarkOf(report, trans)}
          </span>
        )}
      </span>
    </li>
  );
}

/** A cell's source: code coloured where JupyterLab can; markdown as written, since a model may have written it. */
function Source({ cell, highlight }: { cell: Cell; highlight: Highlight | null }): JSX.Element {
  const place = React.useRef<HTMLElement>(null);
  const isCode = cell.cell_type === 'code';
  React.useEffect(() => {
    if (!highlight || !isCode) {
      return;
    }
    let wanted = true;
    const coloured = document.createElement('code');
    void highlight(cell.source, coloured).then(() => wanted && place.current?.replaceChildren(...coloured.childNodes));
    return () => {
      wanted = false;
    };
  }, [cell.source, isCode, highlight]);
  return (
    <pre className="aa-Details-source" data-cell={cell.cell_type}>
      <code ref={place}>{cell.source}</code>
    </pre>
  );
}
