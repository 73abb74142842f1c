import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Something that one of the traced processes did with a socket. */
export interface Contact {
  /** `connect`, `bind`, or one of the calls that send; these with an address only where the socket is not connected. */
  readonly call: string;
  readonly family: 'inet' | 'unix' | 'kernel' | 'other';
  /** `127.0.0.1:80`, `[::1]:80`, or the path of a unix socket, `@` in front of one that is in no folder. */
  readonly address: string;
}

/** A program that one of the processes started in its place. */
export interface Started {
  readonly commandLine: string;
  readonly environment: string;
}

export interface Sniffer {
  /** Start this in place of the executable: it does the same, watched from the first instruction on. */
  readonly executable: string;
  /** All that was done with sockets so far, by the process and everything it started. */
  readonly contacts: () => Contact[];
  /** Paths of all files that one of the processes opened to make or write them. */
  readonly written: () => string[];
  /** With the environment that each was handed, which Chromium's processes hide from /proc. */
  readonly started: () => Started[];
  readonly remove: () => void;
}

/** Watches, from outside, a program and all it starts (strace; calls about nothing else run at full speed). */
export function sniff(executable: string): Sniffer {
  const folder = mkdtempSync(join(tmpdir(), 'parley-sniffer-'));
  const log = join(folder, 'calls');
  const wrapper = join(folder, 'watched');
  const calls = 'connect,bind,sendto,sendmsg,sendmmsg,openat,open,creat,execve';
  const flags = `-f --seccomp-bpf -qq -A -v -s 300 -e signal=none -e trace=${calls} -o '${log}'`;
  writeFileSync(wrapper, `#!/bin/sh\nexec strace ${flags} '${executable}' "$@"\n`);
  chmodSync(wrapper, 0o700);
  const lines = (): string[] => readFileSync(log, 'utf8').split('\n');
  return {
    executable: wrapper,
    contacts: () => lines().flatMap(contactOf),
    started: () => lines().flatMap(startedOf),
    written: () => [...new Set(lines().flatMap(writtenOf))],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A call that sends many messages tells them when it returns. */
function contactOf(line: string): Contact[] {
  const [, call = '', told = ''] = /^\d+ +(?:<\.\.\. )?(connect|bind|send\w+)(.*)/.exec(line) ?? [];
  return [...told.matchAll(/\{sa_family=(AF_\w+)([^}]*)/g)].map(([, family = '', rest = '']) => {
    switch (family) {
      case 'AF_INET':
      case 'AF_INET6':
        return { call, family: 'inet', address: inetAddress(rest) };
      case 'AF_UNIX':
        return {
          call,
          family: 'unix',
          address: /sun_path=(@?)"([^"]*)"/.exec(rest)?.slice(1).join('') ?? '',
        };
      case 'AF_NETLINK':
        return { call, family: 'kernel', address: '' };
      default:
        return { call, family: 'other', address: family };
    }
  });
}

function writtenOf(line: string): string[] {
  const [, path = '', flags = ''] = /^\d+ +(?:openat|open|creat)\((?:[^"]*, )?"([^"]*)"(.*)/.exec(line) ?? [];
  const isWritten = /^\d+ +creat/.test(line) || /O_(?:WRONLY|RDWR|CREAT|TMPFILE)/.test(flags);
  return path !== '' && isWritten ? [path] : [];
}

function startedOf(line: string): Started[] {
  const [, commandLine, environment] = /^\d+ +execve\("[^"]*", \[(.*?)\], \[(.*)/.exec(line) ?? [];
  return commandLine === undefined || environment === undefined ? [] : [{ commandLine, environment }];
}

function inetAddress(told: string): string {
  const port = /port=htons\((\d+)\)/.exec(told)?.[1] ?? '?';
  const four = /inet_addr\("([\d.]+)"\)/.exec(told)?.[1];
  const six = /inet_pton\(AF_INET6, "([^"]+)"/.exec(told)?.[1] ?? '?';
  return four === undefined ? `[${six}]:${port}` : `${four}:${port}`;
}
