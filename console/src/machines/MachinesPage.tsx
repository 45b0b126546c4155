import { useState, type ReactNode } from 'react';
import { links, navigate, useParameter } from '../app/router.ts';
import { useMachines } from '../service/queries.ts';
import { StartDialog } from '../executions/StartDialog.tsx';
import { Button, Empty, Head, Link, Problem, Time } from '../ui/parts.tsx';
import { VirtualList } from '../ui/VirtualList.tsx';

const COLUMNS = 'minmax(200px, 2fr) 110px 170px 176px';

export function MachinesPage(): ReactNode {
  const machines = useMachines();
  const [text, setText] = useParameter('name');
  const [starting, setStarting] = useState<string>();
  const rows = (machines.data ?? []).filter((m) => m.name.toLowerCase().includes(text.toLowerCase()));
  return (
    <div className="page">
      <Head title="State machines" sub={machines.data && `${machines.data.length} in all`}>
        <Button kind="primary" icon="plus" onClick={() => navigate('/new')}>
          Draw a state machine
        </Button>
      </Head>
      <div className="filters">
        <div className="search">
          <input type="search" value={text} placeholder="Name" aria-label="Search state machines" onChange={(e) => setText(e.target.value)} />
        </div>
      </div>
      <div className="pad page" style={{ paddingBottom: 20 }}>
        {machines.isError && <Problem error={machines.error} what="The list could not be read" />}
        <div className="table">
          <div className="tr th" style={{ gridTemplateColumns: COLUMNS }}>
            <span>Name</span>
            <span>Type</span>
            <span>Created</span>
            <span />
          </div>
          {rows.length === 0 && machines.isSuccess ? (
            <Empty title={text ? 'Nothing fits' : 'No state machines yet'}>
              <span>Draw one here, or let a template make it:</span>
              <pre>./pawl dev examples/long-running</pre>
            </Empty>
          ) : (
            <VirtualList items={rows} height={40} label="State machines" keyOf={(m) => m.stateMachineArn}>
              {(m) => (
                <div className="tr clickable" style={{ gridTemplateColumns: COLUMNS }}>
                  <Link className="strong cut" href={links.machine(m.stateMachineArn)}>
                    {m.name}
                  </Link>
                  <span className="dim">{m.type === 'EXPRESS' ? 'Express' : 'Standard'}</span>
                  <span className="dim">
                    <Time at={m.creationDate} />
                  </span>
                  <span className="row" style={{ justifyContent: 'flex-end' }}>
                    <Button small icon="play" onClick={() => setStarting(m.stateMachineArn)}>
                      Start
                    </Button>
                    <Button small icon="edit" onClick={() => navigate(links.edit(m.stateMachineArn))}>
                      Edit
                    </Button>
                  </span>
                </div>
              )}
            </VirtualList>
          )}
        </div>
      </div>
      {starting && <StartDialog machine={starting} onClose={() => setStarting(undefined)} />}
    </div>
  );
}
