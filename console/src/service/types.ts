/** What the two APIs answer, as far as the console looks at it. Times of AWS's API are seconds since 1970. */

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE';

export interface Execution {
  executionArn: string;
  stateMachineArn: string;
  name: string;
  status: ExecutionStatus;
  startDate: number;
  stopDate?: number;
  input?: string;
  output?: string;
  error?: string;
  cause?: string;
  mapRunArn?: string;
  stateMachineVersionArn?: string;
  stateMachineAliasArn?: string;
  redriveCount?: number;
  redriveStatus?: string;
  redriveStatusReason?: string;
}

export interface ExecutionRow {
  executionArn: string;
  stateMachineArn: string;
  name: string;
  status: ExecutionStatus;
  startDate: string;
  stopDate?: string;
  error?: string;
  foundIn?: string;
  excerpt?: string;
}

export interface ExecutionPage {
  executions: ExecutionRow[];
  next?: string;
  looked: number;
}

export interface MachineRow {
  stateMachineArn: string;
  name: string;
  type: 'STANDARD' | 'EXPRESS';
  creationDate: number;
}

export interface MachineDetail extends MachineRow {
  definition: string;
  roleArn: string;
  status: string;
  revisionId?: string;
  description?: string;
}

export interface Callback {
  executionArn: string;
  stateMachineArn: string;
  state: string;
  resource: string;
  scheduledEventId: number;
  scheduledDate: string;
  handedOver: boolean;
  taskToken: string;
  timeoutDate?: string;
  heartbeatSeconds?: number;
  heartbeatTimeoutDate?: string;
  lastHeartbeatDate?: string;
}

export interface FunctionRow {
  name: string;
  arn: string;
  runtime: string;
  handler: string;
  description: string;
  timeoutSeconds: number;
  memorySizeMb: number;
  origin: string;
  lastModified: string;
  variables: string[];
  recent: number;
  recentFailures: number;
  lastInvoked?: string;
  problem?: string;
}

export interface Invocation {
  requestId: string;
  started: string;
  durationMs: number;
  status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT';
  log: string;
  maxMemoryBytes?: number;
  /** Of the task that called, if one did. */
  executionArn?: string;
  /** With which its attempt has started. */
  startedEventId?: number;
}

export interface FunctionDetail extends FunctionRow {
  invocations: Invocation[];
}

export interface Counts {
  pending: number;
  running: number;
  succeeded: number;
  failed: number;
  timedOut: number;
  aborted: number;
  total: number;
  resultsWritten: number;
}

export interface MapRun {
  mapRunArn: string;
  executionArn: string;
  status: ExecutionStatus;
  startDate: number;
  stopDate?: number;
  maxConcurrency: number;
  toleratedFailurePercentage: number;
  toleratedFailureCount: number;
  itemCounts: Counts;
  executionCounts: Counts;
}

export interface Info {
  version: string;
  profile: string;
  region: string;
  account: string;
}

export interface Diagnostic {
  severity: 'ERROR' | 'WARNING';
  code: string;
  message: string;
  location?: string;
}
