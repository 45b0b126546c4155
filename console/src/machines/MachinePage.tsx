import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { links, nameOf, navigate, useParameter } from '../app/router.ts';
import { parseJson } from '../asl/json.ts';
import { readMachine } from '../asl/machine.ts';
import { GraphView } from '../canvas/GraphView.tsx';
import { ExecutionList } from '../executions/ExecutionsPage.tsx';
import { StartDialog } from '../executions/StartDialog.tsx';
import { graphOf } from '../graph/graph.ts';
import { call } from '../service/aws.ts';
import { everything, useMachine } from '../service/queries.ts';
import { whenIdle } from '../ui/idle.ts';
import { Button, complain, Dialog, Empty, Head, Json, Link, Problem, Tabs, Time, toast } from '../ui/parts.tsx';

interface Version {
  stateMachineVersionArn: string;
  creationDate: number;
}

interface Alias {
  stateMachineAliasArn: string;
  creationDate: number;
}

const TABS = [
  ['executions', 'Executions'],
  ['definition', 'Definition'],
  ['versions', 'Versions and aliases'],
] as const;

export default function MachinePage({ arn }: { arn: string }): ReactNode {
  const machine = useMachine(arn);
  const [tab, setTab] = useParameter('tab', 'executions');
  const [starting, setStarting] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const queries = useQueryClient();
  if (machine.isError) {
    return (
      <Empty title="This state machine can't be shown">
        <Problem error={machine.error} />
        <Link href="/machines">All state machines</Link>
      </Empty>
    );
  }
  const m = machine.data;
  return (
    <div className="page">
      <Head
        crumbs={<Link href="/machines">State machines</Link>}
        title={m?.name ?? nameOf(arn)}
        sub={
          m && (
            <span className="row">
              {m.type === 'EXPRESS' ? 'Express' : 'Standard'} · created&nbsp;
              <Time at={m.creationDate} /> · <code>{arn}</code>
            </span>
          )
        }
      >
        <Button icon="trash" kind="plain" title="Delete this state machine" onClick={() => setDeleting(true)} />
        <Button icon="edit" onClick={() => navigate(links.edit(arn))}>
          Edit
        </Button>
        <Button kind="primary" icon="play" onClick={() => setStarting(true)}>
          Start execution
        </Button>
      </Head>
      <Tabs label="State machine" value={tab} options={TABS} onChange={(value) => setTab(value)} />
      {tab === 'executions' &&
        (m?.type === 'EXPRESS' ? (
          <Empty title="Express executions leave no trace">
            <span>They run in memory, and what they did is told in the answer alone.</span>
          </Empty>
        ) : (
          <div className="page" style={{ paddingTop: 12 }}>
            <ExecutionList machine={arn} />
          </div>
        ))}
      {tab === 'definition' && m && <Definition text={m.definition} />}
      {tab === 'versions' && <Versions arn={arn} />}
      {starting && <StartDialog machine={arn} onClose={() => setStarting(false)} />}
      {deleting && (
        <Dialog
          title={`Delete ${m?.name}?`}
          onClose={() => setDeleting(false)}
          footer={
            <>
              <Button onClick={() => setDeleting(false)}>Cancel</Button>
              <Button
                kind="danger"
                onClick={() => {
                  call('DeleteStateMachine', { stateMachineArn: arn })
                    .then(() => {
                      toast('good', `${m?.name} is deleted`);
                      void queries.invalidateQueries({ queryKey: ['machines'] });
                      navigate('/machines');
                    })
                    .catch(complain);
                }}
              >
                Delete
              </Button>
            </>
          }
        >
          Its running executions go on to their end; no new ones can be started.
        </Dialog>
      )}
    </div>
  );
}

/** So long the text may keep somebody waiting for whom the graph is not done. */
const TEXT_MILLIS = 1_000;

function Definition({ text }: { text: string }): ReactNode {
  const graph = useMemo(() => {
    const machine = readMachine(parseJson(text));
    return machine && graphOf(machine);
  }, [text]);
  // The graph first: colouring a long text takes as long as drawing hundreds of states.
  const [isDrawn, setDrawn] = useState(false);
  const onLayout = useCallback(() => whenIdle(() => setDrawn(true), TEXT_MILLIS), []);
  const shown = useDeferredValue(isDrawn || !graph ? text : '', '');
  return (
    <div className="split" style={{ gridTemplateColumns: 'minmax(0, 3fr) minmax(320px, 2fr)' }}>
      <div>{graph && <GraphView graph={graph} onLayout={onLayout} />}</div>
      <div className="inspector full-json" style={{ padding: 14 }}>
        {shown && <Json text={shown} label="Definition" />}
      </div>
    </div>
  );
}

/** Of versions and aliases nobody tells: they change seldom. */
const VERSIONS_MILLIS = 10_000;

function Versions({ arn }: { arn: string }): ReactNode {
  const queries = useQueryClient();
  const versions = useQuery({ queryKey: ['versions', arn], queryFn: ({ signal }) => everything<Version>('ListStateMachineVersions', { stateMachineArn: arn }, 'stateMachineVersions', signal), refetchInterval: VERSIONS_MILLIS });
  const aliases = useQuery({ queryKey: ['aliases', arn], queryFn: ({ signal }) => everything<Alias>('ListStateMachineAliases', { stateMachineArn: arn }, 'stateMachineAliases', signal), refetchInterval: VERSIONS_MILLIS });
  const columns = { gridTemplateColumns: 'minmax(200px, 1fr) 220px' };
  return (
    <div className="scroll pad stack" style={{ paddingTop: 16 }}>
      <div className="row">
        <Button
          icon="plus"
          onClick={() => {
            call('PublishStateMachineVersion', { stateMachineArn: arn })
              .then(() => queries.invalidateQueries({ queryKey: ['versions', arn] }))
              .catch(complain);
          }}
        >
          Publish a version
        </Button>
        <span className="dim">A version keeps the definition as it is now, for good.</span>
      </div>
      <div className="table" style={{ flex: 'none' }}>
        <div className="tr th" style={columns}>
          <span>Version</span>
          <span>Published</span>
        </div>
        {versions.data?.length === 0 && <Empty title="No version was published yet" />}
        {versions.data?.map((v) => (
          <div className="tr" key={v.stateMachineVersionArn} style={columns}>
            <span className="strong">{nameOf(v.stateMachineVersionArn)}</span>
            <span className="dim">
              <Time at={v.creationDate} />
            </span>
          </div>
        ))}
      </div>
      <div className="table" style={{ flex: 'none' }}>
        <div className="tr th" style={columns}>
          <span>Alias</span>
          <span>Created</span>
        </div>
        {aliases.data?.length === 0 && <Empty title="There are no aliases" />}
        {aliases.data?.map((a) => (
          <div className="tr" key={a.stateMachineAliasArn} style={columns}>
            <span className="strong">{nameOf(a.stateMachineAliasArn)}</span>
            <span className="dim">
              <Time at={a.creationDate} />
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}

