/** A graph on the screen: panned, zoomed, coloured by a run, and edited where the owner allows it. */
import {
  BaseEdge,
  Controls,
  EdgeLabelRenderer,
  Handle,
  MiniMap,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type Connection,
  type Edge,
  type EdgeProps,
  type Node,
  type NodeHandle,
  type NodeProps,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { memo, useCallback, useEffect, useMemo, useRef, useState, type DragEvent, type PointerEvent as ReactPointerEvent, type ReactNode } from 'react';
import { resourceLabel } from '../asl/machine.ts';
import { START, type Graph, type GraphEdge, type GraphNode } from '../graph/graph.ts';
import { rounded, shortLabel, type Layout, type Placed, type Point } from '../graph/layout.ts';
import type { Tally } from '../run/run.ts';
import { Icon, isIcon } from '../ui/Icon.tsx';
import { layout } from './layouts.ts';

export interface NodeState {
  /** How it fared; absent where nothing runs. */
  readonly tally?: Tally;
  readonly unvisited?: boolean;
  /** Of a Map, how many iterations are where. */
  readonly iterations?: { succeeded: number; failed: number; running: number; aborted: number; total: number };
  readonly errors?: number;
  readonly warnings?: number;
  readonly problem?: string;
}

interface NodeData extends Record<string, unknown> {
  readonly node: GraphNode;
  readonly shown: NodeState;
  readonly selected: boolean;
  readonly dropping: boolean;
}

interface EdgeData extends Record<string, unknown> {
  readonly edge: GraphEdge;
  readonly points: readonly Point[];
  readonly at?: Point;
  /** Set where the end of the edge can be taken and put elsewhere. */
  readonly onGrip?: (edge: GraphEdge, e: ReactPointerEvent) => void;
}

export type FlowNode = Node<NodeData>;
export type FlowEdge = Edge<EdgeData>;

/** What lies under the pointer while something is dragged over the graph. */
export interface Target {
  readonly edge?: GraphEdge;
  readonly node?: GraphNode;
}

interface Props {
  readonly graph: Graph;
  readonly states?: ReadonlyMap<string, NodeState>;
  readonly taken?: ReadonlySet<string>;
  readonly selected?: string;
  readonly onSelect?: (id: string | undefined) => void;
  readonly onOpen?: (id: string) => void;
  readonly onDrop?: (target: Target, data: DataTransfer) => void;
  readonly onConnect?: (from: string, to: string) => void;
  readonly onReconnect?: (edge: GraphEdge, to: string) => void;
  readonly onEdgeSelect?: (edge: GraphEdge | undefined) => void;
  readonly selectedEdge?: string;
  readonly onLayout?: (layout: Layout) => void;
  readonly children?: ReactNode;
}

const NO_STATE: NodeState = {};
/** As many are drawn at once, in sight or not: to find out again and again what is in sight would take as long. */
const ALL_AT_ONCE = 400;
const READABLE = 0.45;
const BEGIN_ZOOM = 0.8;
const FIT = { padding: 0.12, maxZoom: 1 };

export function statusOf(tally: Tally | undefined): string {
  if (!tally) return '';
  if (tally.waiting > 0) return 'waiting';
  if (tally.running > 0) return 'running';
  if (tally.failed > 0) return 'failed';
  if (tally.caught > 0) return 'caught';
  if (tally.succeeded > 0) return 'succeeded';
  return tally.aborted > 0 ? 'aborted' : '';
}

const StateBox = memo(function StateBox({ data }: NodeProps<FlowNode>): ReactNode {
  const { node, shown, selected, dropping } = data;
  const { state } = node;
  if (node.kind === 'start' || node.kind === 'end') {
    return (
      <>
        <Ports />
        <div className="pill">{node.kind === 'start' ? 'Start' : 'End'}</div>
      </>
    );
  }
  if (node.kind === 'flow') return <div className={`fn ${dropping ? 'dropping' : ''}`} />;
  const status = statusOf(shown.tally);
  const type = state?.type ?? '';
  const classes = [status, status ? `is-${status}` : '', selected && 'selected', shown.unvisited && 'unvisited', (shown.errors ?? 0) > 0 ? 'broken' : (shown.warnings ?? 0) > 0 && 'warned', dropping && 'dropping'].filter(Boolean).join(' ');
  const what = state && (type === 'Task' ? (resourceLabel(state) ?? 'Task') : type === 'Map' && state.distributed ? 'Distributed Map' : type);
  const box = (
    <div className={`sn ${classes}`} title={shown.problem}>
      <span className="ic">
        <Icon name={isIcon(type) ? type : 'Pass'} size={17} />
      </span>
      <span style={{ minWidth: 0 }}>
        <div className="nm cut">{state?.name}</div>
        <div className="ty cut">{what || 'no type'}</div>
      </span>
      <Counts shown={shown} />
    </div>
  );
  const label = `${state?.name}, ${type}${status ? `, ${status}` : ''}`;
  return (
    <>
      <Ports />
      {node.isContainer ? (
        <div className={`gn ${classes}`} role="group" aria-label={label}>
          {box}
          {shown.iterations && shown.iterations.total > 0 && <IterationBar {...shown.iterations} />}
        </div>
      ) : (
        box
      )}
    </>
  );
});

function Ports(): ReactNode {
  return (
    <>
      <Handle type="target" position={Position.Top} />
      <Handle type="source" position={Position.Bottom} />
    </>
  );
}

function IterationBar({ succeeded, failed, running, aborted, total }: NonNullable<NodeState['iterations']>): ReactNode {
  return (
    <div className="bar" role="img" aria-label={`${succeeded} of ${total} iterations succeeded, ${failed} failed, ${running} running`}>
      {Object.entries({ succeeded, failed, aborted, running }).map(([kind, n]) => (
        <i key={kind} className={kind} style={{ width: `${(n / total) * 100}%` }} />
      ))}
    </div>
  );
}

/** Only what is worth a number: more than one visit, retries, iterations, problems. */
function Counts({ shown }: { shown: NodeState }): ReactNode {
  const { tally, iterations } = shown;
  if ((shown.errors ?? 0) + (shown.warnings ?? 0) > 0) {
    return <span className={`mark ${shown.errors ? '' : 'warn'}`}>{shown.errors || shown.warnings}</span>;
  }
  if (iterations && iterations.total > 0) {
    return (
      <span className="ct">
        <span>
          {iterations.succeeded + iterations.failed + iterations.aborted}/{iterations.total}
        </span>
        {iterations.failed + iterations.running > 0 && (
          <span className="row" style={{ gap: 6 }}>
            {iterations.running > 0 && <span className="running">{iterations.running} ▸</span>}
            {iterations.failed > 0 && <span className="failed">{iterations.failed} ✕</span>}
          </span>
        )}
      </span>
    );
  }
  if (!tally) return null;
  const visits = tally.running + tally.waiting + tally.succeeded + tally.failed + tally.caught + tally.aborted;
  if (visits <= 1 && tally.retries === 0) return null;
  return (
    <span className="ct">
      {visits > 1 && (
        <span className="row" style={{ gap: 6 }}>
          {tally.running > 0 && <span className="running">{tally.running} ▸</span>}
          {tally.waiting > 0 && <span className="waiting">{tally.waiting} …</span>}
          {tally.failed > 0 && <span className="failed">{tally.failed} ✕</span>}
          {tally.caught > 0 && <span className="caught">{tally.caught} !</span>}
          {tally.succeeded > 0 && <span className="succeeded">{tally.succeeded} ✓</span>}
        </span>
      )}
      {tally.retries > 0 && <span className="retries">{tally.retries} {tally.retries === 1 ? 'retry' : 'retries'}</span>}
    </span>
  );
}

const Bend = memo(function Bend({ id, data, markerEnd, selected }: EdgeProps<FlowEdge>): ReactNode {
  if (!data) return null;
  const { edge, points, at, onGrip } = data;
  const end = points.at(-1);
  return (
    <>
      <BaseEdge id={id} path={rounded(points)} markerEnd={markerEnd} interactionWidth={onGrip ? 18 : 0} />
      {onGrip && end && (
        <circle className="grip nodrag nopan" cx={end.x} cy={end.y - 9} r={9} onPointerDown={(e) => onGrip(edge, e)}>
          <title>Drag this end to another state</title>
        </circle>
      )}
      {edge.label && at && (
        <EdgeLabelRenderer>
          <div className="edge-label" title={edge.label} style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)`, borderColor: selected ? 'var(--accent)' : undefined }}>
            {shortLabel(edge.label)}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

const NODE_TYPES = { box: StateBox };
const EDGE_TYPES = { bend: Bend };

export function GraphView(props: Props): ReactNode {
  return (
    <div className="canvas">
      <ReactFlowProvider>
        <Canvas {...props} />
      </ReactFlowProvider>
    </div>
  );
}

function Canvas({ graph, states, taken, selected, onSelect, onOpen, onDrop, onConnect, onReconnect, onEdgeSelect, selectedEdge, onLayout, children }: Props): ReactNode {
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const [laid, setLaid] = useState<{ graph: Graph; layout: Layout }>();
  const [target, setTarget] = useState<string>();
  const fitted = useRef(false);
  const frame = useRef<HTMLDivElement>(null);
  const editable = onDrop !== undefined;
  const [dragging, setDragging] = useState(false);

  // While something is dragged, the graph is one single thing to drop upon: what lies under the pointer is worked out from places.
  // Elements that are drawn anew under the pointer would swallow the drop.
  useEffect(() => {
    if (!editable) return;
    const begin = (): void => setDragging(true);
    const end = (): void => {
      setDragging(false);
      setTarget(undefined);
    };
    window.addEventListener('dragstart', begin);
    window.addEventListener('dragend', end);
    window.addEventListener('drop', end);
    return () => {
      window.removeEventListener('dragstart', begin);
      window.removeEventListener('dragend', end);
      window.removeEventListener('drop', end);
    };
  }, [editable]);

  useEffect(() => {
    let stale = false;
    const show = (found: Layout): void => {
      if (stale) return;
      setLaid({ graph, layout: found });
      onLayout?.(found);
    };
    const found = layout(graph);
    if (found instanceof Promise) void found.then(show);
    else show(found);
    return () => {
      stale = true;
    };
  }, [graph, onLayout]);

  const nodesBefore = useRef(new Map<string, FlowNode>());
  const nodes = useMemo<FlowNode[]>(() => {
    if (!laid) return [];
    const all = laid.graph.nodes.map((node): FlowNode => {
      const place = laid.layout.nodes.get(node.id) ?? { x: 0, y: 0, width: 100, height: 40 };
      const isState = node.kind === 'state';
      return {
        id: node.id,
        type: 'box',
        position: { x: place.x, y: place.y },
        width: place.width,
        height: place.height,
        // Said here and not measured in the page: while something is measured again, its edges would be gone.
        measured: { width: place.width, height: place.height },
        handles: node.kind === 'flow' ? [] : portsOf(place),
        parentId: node.parent,
        data: { node, shown: states?.get(node.id) ?? NO_STATE, selected: selected === node.id, dropping: target === node.id },
        selectable: isState,
        focusable: isState && onSelect !== undefined,
        draggable: false,
        connectable: editable && isState,
        ariaLabel: isState ? `${node.state?.name}, ${node.state?.type}` : undefined,
        zIndex: node.isContainer ? 0 : 1,
      };
    });
    return unchanged(nodesBefore, all, isSameNode);
  }, [laid, states, selected, target, editable, onSelect]);

  // The latest of what an edge calls, so that edges themselves need not change.
  const now = useRef({ stateUnder, onReconnect, onEdgeSelect });
  now.current = { stateUnder, onReconnect, onEdgeSelect };
  const grip = useCallback((edge: GraphEdge, e: ReactPointerEvent) => {
    e.preventDefault();
    e.stopPropagation();
    now.current.onEdgeSelect?.(edge);
    const move = (at: PointerEvent): void => setTarget(now.current.stateUnder(at));
    const up = (at: PointerEvent): void => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      setTarget(undefined);
      const goal = now.current.stateUnder(at);
      if (goal && goal !== edge.to) now.current.onReconnect?.(edge, goal);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
  }, []);

  const edgesBefore = useRef(new Map<string, FlowEdge>());
  const edges = useMemo<FlowEdge[]>(() => {
    if (!laid) return [];
    const names = new Map(laid.graph.nodes.map((node) => [node.id, node.state?.name ?? `the ${node.kind}`]));
    const all = laid.graph.edges.map((edge): FlowEdge => ({
      id: edge.id,
      source: edge.from,
      target: edge.to,
      type: 'bend',
      data: { edge, points: laid.layout.edges.get(edge.id) ?? [], at: laid.layout.labels.get(edge.id), onGrip: editable && edge.source !== undefined ? grip : undefined },
      className: [`edge-${edge.kind}`, taken?.has(edge.id) && 'edge-taken', target === edge.id && 'edge-dropping', selectedEdge === edge.id && 'edge-selected'].filter(Boolean).join(' '),
      markerEnd: { type: 'arrowclosed' as const, width: 16, height: 16, color: taken?.has(edge.id) ? (edge.kind === 'catch' ? 'var(--waiting)' : 'var(--succeeded)') : 'var(--edge)' } as FlowEdge['markerEnd'],
      selectable: editable && edge.source !== undefined,
      focusable: editable && edge.source !== undefined,
      ariaLabel: `${names.get(edge.from)} leads to ${names.get(edge.to)}${edge.label ? `, ${edge.label}` : ''}`,
      // Of lines that lie upon each other the chosen one is on top, and so is its end.
      zIndex: selectedEdge === edge.id ? 3 : 2,
    }));
    return unchanged(edgesBefore, all, isSameEdge);
  }, [laid, taken, target, editable, selectedEdge, grip]);

  useEffect(() => {
    if (!laid || fitted.current || laid.graph.nodes.length === 0) return;
    fitted.current = true;
    // The next frame knows how large everything is.
    requestAnimationFrame(() => {
      const room = frame.current?.getBoundingClientRect();
      const start = laid.layout.nodes.get(START);
      if (!room || !start) return;
      const whole = Math.min(room.width / laid.layout.width, room.height / laid.layout.height);
      // What would be too small to read is shown from its beginning.
      if (whole > READABLE) void flow.fitView(FIT);
      else void flow.setViewport({ x: room.width / 2 - (start.x + start.width / 2) * BEGIN_ZOOM, y: 40 - start.y * BEGIN_ZOOM, zoom: BEGIN_ZOOM });
    });
  }, [laid, flow]);

  function under(e: DragEvent): { id?: string; target: Target } {
    if (!laid) return { target: {} };
    const p = flow.screenToFlowPosition({ x: e.clientX, y: e.clientY });
    const edge = nearestEdge(laid, p);
    if (edge) return { id: edge.id, target: { edge } };
    const node = innermost(laid, p);
    return node ? { id: node.id, target: { node } } : { target: {} };
  }

  function stateUnder(e: MouseEvent | TouchEvent): string | undefined {
    const at = 'changedTouches' in e ? e.changedTouches[0] : e;
    if (!laid || !at) return undefined;
    const node = innermost(laid, flow.screenToFlowPosition({ x: at.clientX, y: at.clientY }));
    return node?.kind === 'state' ? node.id : undefined;
  }

  return (
    <ReactFlow<FlowNode, FlowEdge>
      ref={frame}
      className={dragging ? 'accepting' : undefined}
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      nodesDraggable={false}
      nodesConnectable={editable}
      elementsSelectable
      onlyRenderVisibleElements={nodes.length > ALL_AT_ONCE}
      minZoom={0.08}
      maxZoom={2}
      panOnScroll
      zoomOnDoubleClick={false}
      deleteKeyCode={null}
      proOptions={{ hideAttribution: true }}
      onNodeClick={(_, node) => node.data.node.kind === 'state' && onSelect?.(node.id)}
      onNodeDoubleClick={(_, node) => node.data.node.kind === 'state' && onOpen?.(node.id)}
      onPaneClick={() => {
        onSelect?.(undefined);
        onEdgeSelect?.(undefined);
      }}
      onEdgeClick={(_, edge) => edge.data && onEdgeSelect?.(edge.data.edge)}
      onKeyDown={(e) => {
        if (e.key !== 'Enter' && e.key !== ' ') return;
        const chosen = (e.target as HTMLElement).closest?.('.react-flow__node, .react-flow__edge');
        const id = chosen?.getAttribute('data-id');
        if (!id) return;
        e.preventDefault();
        if (chosen!.classList.contains('react-flow__node')) onSelect?.(id);
        else onEdgeSelect?.(laid?.graph.edges.find((edge) => edge.id === id));
      }}
      onConnect={(c: Connection) => onConnect?.(c.source, c.target)}
      onConnectEnd={(e, end) => {
        // Anywhere on a state is good enough, not only at its dot.
        const goal = end.isValid || !end.fromNode ? undefined : stateUnder(e);
        if (goal && goal !== end.fromNode?.id) onConnect?.(end.fromNode!.id, goal);
      }}
      onDragOver={
        editable
          ? (e) => {
              e.preventDefault();
              e.dataTransfer.dropEffect = 'copy';
              setTarget(under(e).id);
            }
          : undefined
      }
      onDragLeave={() => setTarget(undefined)}
      onDrop={
        editable
          ? (e) => {
              e.preventDefault();
              setTarget(undefined);
              onDrop(under(e).target, e.dataTransfer);
            }
          : undefined
      }
      aria-label="Graph of the state machine"
    >
      <Controls showInteractive={false} position="bottom-left" fitViewOptions={FIT} />
      {nodes.length > 40 && <MiniMap pannable zoomable position="bottom-right" nodeColor="var(--line-strong)" maskColor="color-mix(in srgb, var(--ground) 70%, transparent)" bgColor="var(--surface)" />}
      {children}
    </ReactFlow>
  );
}

/** What looks as it did stays the same object, so that it is not drawn anew. */
function unchanged<T extends { id: string }>(before: { current: Map<string, T> }, all: T[], isSame: (a: T, b: T) => boolean): T[] {
  const kept = all.map((one) => {
    const old = before.current.get(one.id);
    return old && isSame(old, one) ? old : one;
  });
  before.current = new Map(kept.map((one) => [one.id, one]));
  return kept;
}

function isSameNode(a: FlowNode, b: FlowNode): boolean {
  return (
    a.data.node === b.data.node &&
    a.data.selected === b.data.selected &&
    a.data.dropping === b.data.dropping &&
    a.position.x === b.position.x &&
    a.position.y === b.position.y &&
    a.width === b.width &&
    a.height === b.height &&
    a.focusable === b.focusable &&
    a.connectable === b.connectable &&
    isSameState(a.data.shown, b.data.shown)
  );
}

function isSameState(a: NodeState, b: NodeState): boolean {
  return a === b || (a.unvisited === b.unvisited && a.errors === b.errors && a.warnings === b.warnings && a.problem === b.problem && isSameCount(a.tally, b.tally) && isSameCount(a.iterations, b.iterations));
}

/** Numbers alone: which step was the last can't be seen. */
function isSameCount(a: object | undefined, b: object | undefined): boolean {
  if (!a || !b) return a === b;
  return Object.entries(b).every(([name, value]) => typeof value !== 'number' || (a as Record<string, unknown>)[name] === value);
}

function isSameEdge(a: FlowEdge, b: FlowEdge): boolean {
  return a.className === b.className && a.zIndex === b.zIndex && a.selectable === b.selectable && a.data?.edge === b.data?.edge && a.data?.points === b.data?.points && a.data?.onGrip === b.data?.onGrip;
}

function portsOf({ width, height }: Placed): NodeHandle[] {
  const port = { x: width / 2, width: 1, height: 1 };
  return [
    { ...port, type: 'target', position: Position.Top, y: 0 },
    { ...port, type: 'source', position: Position.Bottom, y: height },
  ];
}

const NEAR = 34;

type Laid = { graph: Graph; layout: Layout };

function nearestEdge({ graph, layout: places }: Laid, p: Point): GraphEdge | undefined {
  let best: GraphEdge | undefined;
  let least = NEAR;
  for (const edge of graph.edges) {
    const points = places.edges.get(edge.id) ?? [];
    for (let i = 1; i < points.length; i++) {
      const d = distanceTo(p, points[i - 1]!, points[i]!);
      if (d < least) {
        least = d;
        best = edge;
      }
    }
  }
  return best;
}

function distanceTo(p: Point, a: Point, b: Point): number {
  const length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length));
  return Math.hypot(p.x - (a.x + t * (b.x - a.x)), p.y - (a.y + t * (b.y - a.y)));
}

function innermost({ graph, layout: places }: Laid, p: Point): GraphNode | undefined {
  const corners = new Map<string, Point>();
  let found: GraphNode | undefined;
  // Parents stand before their children.
  for (const node of graph.nodes) {
    const place = places.nodes.get(node.id);
    if (!place) continue;
    const origin = node.parent ? (corners.get(node.parent) ?? { x: 0, y: 0 }) : { x: 0, y: 0 };
    const x = origin.x + place.x;
    const y = origin.y + place.y;
    corners.set(node.id, { x, y });
    if (p.x >= x && p.x <= x + place.width && p.y >= y && p.y <= y + place.height) found = node;
  }
  return found;
}
