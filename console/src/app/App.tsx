import { useQuery } from '@tanstack/react-query';
import { Component, useEffect, useRef, type ReactNode } from 'react';
import { ask } from '../service/aws.ts';
import { useConnected, useLive } from '../service/live.ts';
import { useCallbacks } from '../service/queries.ts';
import type { ExecutionPage as ExecutionPageOfList, Info } from '../service/types.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { Button, Empty, Link, Toasts } from '../ui/parts.tsx';
import { ExecutionsPage } from '../executions/ExecutionsPage.tsx';
import { MachinesPage } from '../machines/MachinesPage.tsx';
import { CallbacksPage } from '../executions/CallbacksPage.tsx';
import { FunctionsPage } from '../functions/FunctionsPage.tsx';
import { LaterPage, Opened } from './LaterPage.tsx';
import { links, navigate, useAddress } from './router.ts';
import { useTheme } from './theme.ts';

const EXECUTION = new LaterPage(() => import('../executions/ExecutionPage.tsx'));
const MAP_RUN = new LaterPage(() => import('../executions/MapRunPage.tsx'));
const MACHINE = new LaterPage(() => import('../machines/MachinePage.tsx'));
const FUNCTION = new LaterPage(() => import('../functions/FunctionPage.tsx'));
const EDITOR = new LaterPage<{ arn?: string }>(() => import('../editor/EditorPage.tsx'));

function route(path: string): ReactNode {
  const [, room = '', rest] = /^\/([^/]*)(?:\/(.+))?$/.exec(path) ?? [];
  let name: string;
  try {
    name = rest === undefined ? '' : decodeURIComponent(rest);
  } catch {
    name = '';
  }
  switch (room) {
    case '':
    case 'executions':
      return name ? <Opened key={name} page={EXECUTION} props={{ arn: name }} /> : <ExecutionsPage />;
    case 'machines':
      return name ? <Opened key={name} page={MACHINE} props={{ arn: name }} /> : <MachinesPage />;
    case 'mapruns':
      return <Opened key={name} page={MAP_RUN} props={{ arn: name }} />;
    case 'callbacks':
      return <CallbacksPage />;
    case 'functions':
      return name ? <Opened key={name} page={FUNCTION} props={{ name }} /> : <FunctionsPage />;
    case 'edit':
      return <Opened key={name} page={EDITOR} props={{ arn: name }} />;
    case 'new':
      return <Opened key="new" page={EDITOR} props={{}} />;
    default:
      return (
        <Empty title="There is nothing here">
          <span>No page has the address {path}.</span>
          <Link href="/executions">All executions</Link>
        </Empty>
      );
  }
}

const AHEAD_MILLIS = 800;

const ROOMS: readonly (readonly [string, string, IconName])[] = [
  ['executions', 'Executions', 'executions'],
  ['machines', 'State machines', 'machines'],
  ['callbacks', 'Callbacks', 'callbacks'],
  ['functions', 'Functions', 'functions'],
];

const BELONGS: Record<string, string> = { '': 'executions', mapruns: 'executions', edit: 'machines', new: 'machines' };

export function App(): ReactNode {
  const { path } = useAddress();
  const room = path.split('/')[1] ?? '';
  const current = BELONGS[room] ?? room;
  useEffect(() => {
    const word = ROOMS.find(([id]) => id === current)?.[1];
    document.title = word ? `${word} · Pawl` : 'Pawl';
  }, [current, path]);
  useEffect(() => {
    // What is most likely opened next, when there is nothing else to do.
    const timer = setTimeout(() => void EXECUTION.load().catch(() => {}), AHEAD_MILLIS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="frame">
      <Side current={current} />
      <main className="body" id="main">
        <Boundary key={path}>{route(path)}</Boundary>
      </main>
      <Toasts />
    </div>
  );
}

function Side({ current }: { current: string }): ReactNode {
  const [theme, toggle] = useTheme();
  const isTold = useConnected();
  const pace = isTold ? 60_000 : 10_000;
  const info = useQuery({ queryKey: ['info'], queryFn: ({ signal }) => ask<Info>('info', {}, signal), refetchInterval: pace, retry: false });
  const { refetch } = info;
  useLive({ onRefresh: () => void refetch() });
  const callbacks = useCallbacks(undefined, { heartbeats: false });
  const open = callbacks.data?.callbacks.length ?? 0;
  return (
    <aside className="side">
      <Link className="brand" href="/executions">
        <img src="/favicon.svg" alt="" />
        Pawl
      </Link>
      <OpenBox />
      <nav className="nav" aria-label="Rooms">
        {ROOMS.map(([id, word, icon]) => (
          <Link key={id} href={`/${id}`} aria-current={id === current ? 'page' : undefined}>
            <Icon name={icon} size={17} />
            {word}
            {id === 'callbacks' && open > 0 && (
              <span className="count" title={`${open} tasks wait for an answer`}>
                {open}
              </span>
            )}
          </Link>
        ))}
      </nav>
      <div className="side-foot">
        <span className={`dot ${info.isError ? 'off' : isTold ? 'on' : ''}`} />
        <span className="grow cut" title={info.data ? `Pawl ${info.data.version}, ${info.data.region}, account ${info.data.account}, limits: ${info.data.profile}` : undefined}>
          {info.isError ? 'No connection' : info.data ? info.data.region : ''}
        </span>
        <Button small kind="plain" icon={theme === 'dark' ? 'sun' : 'moon'} title={theme === 'dark' ? 'Light colours' : 'Dark colours'} onClick={toggle} />
      </div>
    </aside>
  );
}

/** What a name of an execution looks like; other texts are searched for alone. */
const NAME = /^[\w-]{1,80}$/;

/** Opens the one execution of that name, if somebody does not go elsewhere meanwhile. */
async function openNamed(name: string): Promise<void> {
  const { href } = location;
  const { executions } = await ask<ExecutionPageOfList>('executions', { name, max: 100 });
  const exact = executions.filter((row) => row.name === name);
  if (exact.length === 1 && location.href === href) navigate(links.execution(exact[0]!.executionArn), true);
}

/** Opens what has an ARN or is an execution's name; anything else is searched for. */
function OpenBox(): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    function onKey(e: KeyboardEvent): void {
      const target = e.target as HTMLElement;
      if (e.key === '/' && !e.ctrlKey && !e.metaKey && !/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !target.isContentEditable) {
        e.preventDefault();
        input.current?.focus();
      }
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <form
      role="search"
      style={{ padding: '0 2px 12px' }}
      onSubmit={(e) => {
        e.preventDefault();
        const text = input.current?.value.trim() ?? '';
        if (!text || !input.current) return;
        input.current.value = '';
        input.current.blur();
        if (/^arn:[^:]*:states:.*:(execution|express):/.test(text)) navigate(`/executions/${text}`);
        else if (/^arn:[^:]*:states:.*:stateMachine:/.test(text)) navigate(`/machines/${text}`);
        else if (/^arn:[^:]*:states:.*:mapRun:/.test(text)) navigate(`/mapruns/${encodeURIComponent(text)}`);
        else {
          navigate(links.executions({ text }));
          // What the search finds is shown if this fails.
          if (NAME.test(text)) void openNamed(text).catch(() => {});
        }
      }}
    >
      <input ref={input} type="search" placeholder="ARN, name, value  ( / )" aria-label="Open by ARN or name, or search" style={{ fontSize: 13 }} />
    </form>
  );
}

/** A bug in one page leaves the others alone. */
class Boundary extends Component<{ children: ReactNode }, { error?: Error }> {
  override state: { error?: Error } = {};

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <Empty title="This page has met a bug">
        <span>{error.message}</span>
        <Button onClick={() => location.reload()}>Load it again</Button>
      </Empty>
    );
  }
}
