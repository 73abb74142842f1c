import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface ProcessInTree {
  readonly pid: number;
  /** Chromium's name of its kind of process; empty for the main one and for strangers. */
  readonly kind: string;
  readonly commandLine: Buffer;
  readonly environment: Buffer;
}

/** The process and all its descendants, as /proc has them (Linux). A process that ends meanwhile is left out. */
export function processTree(root: number): ProcessInTree[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? parentOf(Number(name)) : null;
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree = (pid: number): number[] => [pid, ...(children.get(pid) ?? []).flatMap(tree)];
  return tree(root).flatMap((pid) => {
    try {
      const commandLine = readFileSync(`/proc/${pid}/cmdline`);
      const kind = /--type=([\w-]+)/.exec(commandLine.toString())?.[1] ?? '';
      return [{ pid, kind, commandLine, environment: readFileSync(`/proc/${pid}/environ`) }];
    } catch {
      return [];
    }
  });
}

function parentOf(pid: number): number | null {
  try {
    // The name in brackets may hold anything; the parent is the second field after it.
    return Number(
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')[1],
    );
  } catch {
    return null;
  }
}

/** Local addresses of the TCP sockets that one of the processes listens on, as /proc/net writes them. */
export function listeningSockets(root: number): string[] {
  const inodes = new Set(processTree(root).flatMap(({ pid }) => socketsOf(pid)));
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/${root}/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((columns) => columns[3] === '0A' && inodes.has(columns[9] ?? ''))
      .map((columns) => columns[1] ?? ''),
  );
}

function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}
